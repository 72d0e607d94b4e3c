//! The gender of the noun that a number counts, by its ending.

use crate::counting::{Case, Gender};
use verbalizer::word_list::has;

/// Words after a number that it does not count.
const FUNCTION: &str = "нам вам мне им тебе ему ей и а на за но да не ни или для до по из от у о к с в же ли бы то это она они оно мы вы когда \
    была были было после под над как так без при перед через там тут был чем";
/// Masculine in spite of their last letter.
const MASCULINE: &str = "мужчина дедушка дядя папа юноша судья старшина воевода слуга пути";
/// Feminine with a soft sign.
const SOFT: &str = "ночь дверь мысль вещь часть жизнь кость тетрадь лошадь кровать смерть дочь мать площадь речь \
    соль печь мышь ложь роль цепь церковь степень тень ветвь очередь";

/// Men and male animals in the accusative, without its ending: "двадцать одного офицера".
const LIVING: &str = "офицер солдат матрос казак мальчик брат сын отц бойц человек друг враг слон кон пс волк кот \
    медвед поляк немц француз турк швед мужик крестьянин гражданин купц монах поп священник \
    доктор лекар врач ученик пленник пленн разбойник вор убийц царь корол князь граф барон \
    генерал майор капитан полковник студент профессор агент пассажир рыбак охотник старик юнош \
    барон туземц индейц гост муж дед внук сосед шпион гвардейц красноармейц партизан депутат \
    сенатор посл кандидат раб пастух артист актёр певц инженер мастер рабоч воин всадник \
    стрелк гусар улан драгун жандарм агент зайц бык баран";
/// Their endings, and those of men whose word ends in "а".
const MEN: &str = "слугу мужчину дедушку дядю папу юношу судью старшину воеводу вельможу старосту";
/// Feminine nouns in the prepositional, which looks like a masculine one.
const FEMININE_PLACES: &str = "книге странице комнате школе деревне улице газете стране минуте строке стороне роте карте главе \
    статье сцене группе лодке руке ноге стене картине машине шлюпке бутылке коробке корзине \
    квартире палате пьесе песне линии фразе клетке повозке телеге карете неделе войне армии \
    церкви версте точке";
/// Neuter nouns whose accusative looks like a prepositional.
const NEUTER: &str = "поле море сердце здание село зрелище мгновение растение создание письмо";

/// The gender and the case of a number that ends in one, if its noun shows them; `cases` are those that the word before allows.
pub(super) fn of_one(words: &[&str], cases: &[Case]) -> (Gender, Option<Case>) {
    let word = words.first().copied().unwrap_or_default();
    let counted = word.starts_with(char::is_alphabetic) && !has(FUNCTION, word);
    if !counted {
        return (Gender::Masculine, None);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let allows = |case| cases.contains(&case);
    let object = cases.is_empty() || allows(Case::Accusative);
    let (gender, case) = match cases {
        _ if object && is_living(word) || has(MEN, word) => (Gender::Men, Case::Accusative),
        _ if allows(Case::Dative) && ends(&["у", "ю", "ому", "ему"]) => {
            (Gender::Masculine, Case::Dative)
        }
        _ if allows(Case::Dative) && ends(&["е", "и", "ой"]) => {
            (Gender::Feminine, Case::Dative)
        }
        _ if allows(Case::Instrumental) && ends(&["ом", "ем", "ём", "ым", "им"]) => {
            (Gender::Masculine, Case::Instrumental)
        }
        _ if allows(Case::Instrumental) && ends(&["ой", "ей", "ью", "ою", "ёй"]) => {
            (Gender::Feminine, Case::Instrumental)
        }
        _ if allows(Case::Prepositional)
            && ends(&["е", "и", "ом"])
            && !has(NEUTER, word)
            && !ends(&["дом", "том"]) =>
        {
            let neuter = ends(&["ании", "ении", "ствии"]);
            let feminine =
                has(FEMININE_PLACES, word) || word.ends_with('и') && !neuter || ends(&["ице"]);
            (if feminine { Gender::Feminine } else { Gender::Masculine }, Case::Prepositional)
        }
        _ if allows(Case::Genitive) && ends(&["ы", "и", "ой"]) => {
            (Gender::Feminine, Case::Genitive)
        }
        _ if allows(Case::Genitive) => (Gender::Masculine, Case::Genitive),
        _ if ends(&["у", "ю", "ую"]) => (Gender::Feminine, Case::Accusative),
        _ => return (of_nominative(word), None),
    };
    (gender, Some(case))
}

/// The gender of a number that ends in two, before what it counts.
pub(super) fn of_two(number: u64, case: Case, words: &[&str]) -> Gender {
    let word = words.first().copied().unwrap_or_default();
    let counted = word.starts_with(char::is_lowercase) && !has(FUNCTION, word);
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    match word {
        _ if number % 10 != 2 || number % 100 == 12 || !counted || !direct => Gender::Masculine,
        _ if word.ends_with("ых") || word.ends_with("их") => {
            of_genitive(words.get(1).copied().unwrap_or_default())
        }
        _ if word.ends_with("ые") || word.ends_with("ие") => Gender::Feminine,
        _ => of_genitive(word),
    }
}

/// Whether two to four of living beings are the object: "видел двух женщин", with a genitive that has no vowel at its end.
///
/// A noun that is an adjective, as in "двадцать три раненых", looks alike as a subject; an object it is only behind a verb.
pub(super) fn is_living_object(number: u64, words: &[&str], is_governed: bool) -> bool {
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    let adjective = |word: &&&str| word.ends_with("ых") || word.ends_with("их");
    let Some(noun) = words.iter().find(|word| !adjective(word)) else {
        return few && is_governed && number < 5 && !words.is_empty();
    };
    let vowel = noun.ends_with(['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'й']);
    let word = noun.chars().count() > 2 && noun.chars().all(|letter| ('а'..='ё').contains(&letter));
    // "Автобус 22 ушёл", "поезд 3 идёт".
    let verb =
        ["л", "ёт", "ет", "ит", "ут", "ют", "ят", "ат"].iter().any(|end| noun.ends_with(end));
    let soldiers = ["солдат", "кадет", "лет"].contains(noun);
    few && word && (!verb || soldiers) && (!vowel || noun.ends_with("ей")) && !has(FUNCTION, noun)
}

/// "Офицера", "больного".
fn is_living(word: &str) -> bool {
    let ending = |stem: &str| {
        word.strip_prefix(stem).is_some_and(|ending| matches!(ending, "а" | "я" | "ого" | "его"))
    };
    let adjective = (word.ends_with("ого") || word.ends_with("его")) && word.chars().count() > 4;
    LIVING.split(' ').any(ending) || adjective
}

/// "Одна большая лодка", "один дом".
fn of_nominative(word: &str) -> Gender {
    let last = word.chars().next_back().unwrap_or_default();
    match last {
        _ if has(MASCULINE, word) => Gender::Masculine,
        'я' if word.ends_with("мя") => Gender::Neuter,
        'а' | 'я' => Gender::Feminine,
        'о' | 'е' | 'ё' => Gender::Neuter,
        'ь' if has(SOFT, word) => Gender::Feminine,
        _ => Gender::Masculine,
    }
}

/// "Две книги", "два стола".
fn of_genitive(word: &str) -> Gender {
    let neuter = word.ends_with("мени");
    let feminine = word.ends_with(['ы', 'и']) && !neuter && !has(MASCULINE, word);
    if feminine { Gender::Feminine } else { Gender::Masculine }
}
