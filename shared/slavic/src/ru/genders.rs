//! The gender of the noun that a number counts, by its ending.

use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

/// Words after a number that it does not count.
const FUNCTION: &str = "и а на за но да не ни или для до по из от у о к с в же ли бы то это она они оно мы вы когда \
    была были было после под над как так без при перед через там тут был чем";
/// Masculine in spite of their last letter.
const MASCULINE: &str = "мужчина дедушка дядя папа юноша судья старшина воевода слуга пути";
/// Feminine with a soft sign.
const SOFT: &str = "ночь дверь мысль вещь часть жизнь кость тетрадь лошадь кровать смерть дочь мать площадь речь \
    соль печь мышь ложь роль цепь церковь степень тень ветвь очередь";

/// The gender that "один" or "два" at the end of a number must take before what follows.
pub(super) fn gender(number: u64, case: Case, cursor: &Cursor<'_>, length: usize) -> Gender {
    let after = cursor.after(length);
    let teens = (11..15).contains(&(number % 100));
    if teens || !after.starts_with(char::is_whitespace) {
        return Gender::Masculine;
    }
    let mut words = after
        .split_whitespace()
        .map(|word| word.trim_end_matches(|mark: char| !mark.is_alphabetic()));
    let word = words.next().unwrap_or_default();
    let counted = word.starts_with(char::is_lowercase) && !has(FUNCTION, word);
    match number % 10 {
        _ if !counted => Gender::Masculine,
        1 if case == Case::Genitive => of_genitive(word),
        1 => of_nominative(word, cursor.previous_word()),
        2 if word.ends_with("ых") || word.ends_with("их") => {
            of_genitive(words.next().unwrap_or_default())
        }
        2 if word.ends_with("ые") || word.ends_with("ие") => Gender::Feminine,
        2 => of_genitive(word),
        _ => Gender::Masculine,
    }
}

/// Whether two to four of living beings are the object: "видел двух женщин", with a genitive that has no vowel at its end.
pub(super) fn is_living_object(number: u64, cursor: &Cursor<'_>, length: usize) -> bool {
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    let after = cursor.after(length);
    if !few || !after.starts_with(char::is_whitespace) {
        return false;
    }
    let mut words = after.split_whitespace();
    let noun = words.find(|word| !word.ends_with("ых") && !word.ends_with("их"));
    let noun = noun.unwrap_or_default().trim_end_matches(|mark: char| !mark.is_alphabetic());
    let vowel = noun.ends_with(['а', 'е', 'ё', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'й']);
    let word = noun.chars().count() > 2 && noun.chars().all(|letter| ('а'..='ё').contains(&letter));
    // "Автобус 22 ушёл", "поезд 3 идёт".
    let verb = ["л", "ёт", "ет", "ит", "ут", "ют", "ят"].iter().any(|end| noun.ends_with(end));
    word && !verb && (!vowel || noun.ends_with("ей")) && !has(FUNCTION, noun)
}

/// "Одна большая лодка", "один дом".
fn of_nominative(word: &str, before: &str) -> Gender {
    let last = word.chars().next_back().unwrap_or_default();
    match last {
        _ if has(MASCULINE, word) => Gender::Masculine,
        'я' if word.ends_with("мя") => Gender::Neuter,
        'а' | 'я' => Gender::Feminine,
        'у' | 'ю' if !matches!(before, "к" | "ко" | "по") => Gender::FeminineObject,
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
