//! The gender of the noun that a number counts, by its ending.

use crate::counting::{Case, Gender};
use verbalizer::word_list::has;

/// Words after a number that it does not count.
pub(super) const FUNCTION: [&str; 28] = [
    "i", "a", "na", "za", "o", "nie", "lub", "albo", "dla", "do", "po", "od", "u", "z", "w", "to",
    "ta", "była", "były", "było", "ona", "oni", "one", "my", "wy", "ale", "czy", "oraz",
];
/// Feminine plurals, which look like masculine ones.
const FEMININE: &str = "staruszki służki wróżki książki córki siostry kobiety strony godziny minuty sekundy osoby rzeczy części noce ręce \
    nogi sprawy łodzie dziewczyny dziewczynki matki żony ulice szkoły drogi kartki wojny litery \
    historie panie łzy krowy owce kury ryby gwiazdy łódki szklanki butelki filiżanki monety \
    rodziny grupy próby ściany lampy świece wyspy wioski wsie góry rzeki armie bramy chwile kule \
    pary połowy twarze myśli odpowiedzi kolumny kopie linie zasady walizki torby kawy herbaty \
    bomby krople mile tony stopy dekady liczby cyfry planety ławki łyżki wieże kozy kaczki gęsi \
    sceny role nuty partie paczki służące panny wdowy ciotki wnuczki księżniczki królowe skrzynie \
    beczki armaty chaty izby komnaty świnie klacze róże flagi chorągwie parafie bitwy";
/// Feminine nouns without the "a" of most.
const SOFT: &str =
    "noc rzecz część myśl łódź wieś odpowiedź kość twarz mysz pieśń miłość krew gałąź";
/// Men in the accusative, and animals, which are declined like them.
const LIVING: &str = "brata syna ojca męża pana króla konia psa kota wilka niedźwiedzia ptaka żołnierza rycerza ucznia \
    człowieka chłopca chłopa studenta lekarza oficera księdza biskupa mnicha kupca Niemca \
    Polaka Rosjanina Żyda Anglika Francuza Turka Szweda Tatara wroga przyjaciela świadka gościa \
    członka jeńca posła złodzieja policjanta księcia wnuka wuja stryja sąsiada chłopaka \
    kapitana generała szeregowca starca więźnia kandydata adwokata doktora profesora aktora \
    agenta szpiega bohatera pasterza służącego rannego zabitego chorego uczonego lwa orła \
    wołu osła zająca jelenia byka barana koguta giermka pazia cara łosia dzika borsuka rysia żubra smoka diabła anioła karła górala Kozaka Moskala Litwina Araba";

/// The gender that two and more take before what follows.
pub(super) fn of_many(number: u64, case: Case, words: &[&str]) -> Gender {
    let first = words.first().copied().unwrap_or_default();
    if first.is_empty() || FUNCTION.contains(&first) {
        return Gender::Masculine;
    }
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    // "Dwóch młodych mężczyzn", "dwie duże książki".
    let adjective = ["ych", "ich", "e"].iter().any(|ending| first.ends_with(ending))
        && !is_feminine(first)
        && !has(super::men::SUBSTANTIVES, first);
    let noun = if adjective { words.get(1).copied().unwrap_or_default() } else { first };
    match noun {
        _ if case == Case::Instrumental && is_feminine_instrumental(noun) => Gender::Feminine,
        _ if few && is_feminine(noun) => Gender::Feminine,
        _ if super::men::is_men(noun) || few && noun.ends_with("ów") => Gender::Men,
        _ => Gender::Masculine,
    }
}

/// Whether two to four stand before a genitive without an ending: "ojciec trzech córek".
pub(super) fn is_plural_genitive(number: u64, words: &[&str]) -> bool {
    const OTHERS: &str = "jest nam wam tam nas was jak lecz gdyż więc zaś też już raz nad pod przez bez przed tym im przy \
        lat zł razem potem wtem obok teraz zaraz naraz jednak znów wszerz spod sprzed zamiast wobec";
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    let noun = words.first().copied().unwrap_or_default();
    let ending =
        noun.ends_with(['b', 'c', 'd', 'f', 'g', 'k', 'l', 'n', 'p', 'r', 's', 't', 'w', 'z']);
    few && noun.chars().count() > 3
        && noun.starts_with(char::is_lowercase)
        && ending
        && !has(OTHERS, noun)
}

/// The gender and the case of one, if its noun shows them; `cases` are those that the word before allows.
pub(super) fn of_one(words: &[&str], cases: &[Case]) -> (Gender, Option<Case>) {
    let word = words.first().copied().unwrap_or_default();
    if word.is_empty() || FUNCTION.contains(&word) {
        return (Gender::Masculine, None);
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let allows = |case| cases.contains(&case);
    let object = cases.is_empty() || allows(Case::Accusative);
    let (gender, case) = match cases {
        _ if object && is_living(word) => (Gender::Men, Case::Accusative),
        _ if ends(&["ą"]) && allows(Case::Instrumental) => (Gender::Feminine, Case::Instrumental),
        _ if ends(&["ę", "ą"]) && !matches!(word, "imię" | "zwierzę") => {
            (Gender::Feminine, Case::Accusative)
        }
        _ if allows(Case::Instrumental) && ends(&["em", "ym", "im"]) => {
            (Gender::Masculine, Case::Instrumental)
        }
        _ if allows(Case::Dative) && ends(&["owi", "u", "emu"]) => {
            (Gender::Masculine, Case::Dative)
        }
        _ if allows(Case::Dative) && ends(&["e", "y", "i", "ej"]) => {
            (Gender::Feminine, Case::Dative)
        }
        _ if allows(Case::Genitive) && ends(&["y", "i", "ej"]) => {
            (Gender::Feminine, Case::Genitive)
        }
        _ if allows(Case::Genitive) => (Gender::Masculine, Case::Genitive),
        _ if allows(Case::Prepositional) && ends(&["u", "ym"]) => {
            (Gender::Masculine, Case::Prepositional)
        }
        _ if allows(Case::Prepositional) && ends(&["ce", "y", "i", "ej"]) => {
            (Gender::Feminine, Case::Prepositional)
        }
        _ => return (of_nominative(word), None),
    };
    (gender, Some(case))
}

/// "Jedna łódka", "jedno okno".
fn of_nominative(word: &str) -> Gender {
    match word.chars().next_back() {
        _ if ["mężczyzna", "kolega", "poeta", "artysta", "starosta", "sługa", "sędzia"]
            .contains(&word) =>
        {
            Gender::Masculine
        }
        Some('a') => Gender::Feminine,
        Some('o' | 'e' | 'ę') => Gender::Neuter,
        _ if is_soft_feminine(word) => Gender::Feminine,
        _ => Gender::Masculine,
    }
}

/// "Noc", "miłość".
pub(super) fn is_soft_feminine(noun: &str) -> bool {
    has(SOFT, noun) || noun.ends_with("wieść") || noun.ends_with("ość") && noun != "gość"
}

/// "Brata", "robotnika".
fn is_living(word: &str) -> bool {
    const ENDINGS: [&str; 8] =
        ["nnika", "otnika", "ędnika", "iciela", "yciela", "owca", "eńca", "ańca"];
    let long = word.chars().count() > 5;
    has(LIVING, word)
        || word == "zakonnika"
        || long && ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn is_feminine(noun: &str) -> bool {
    const ENDINGS: [&str; 7] = ["cje", "sje", "zje", "ości", "ówki", "czynki", "ażki"];
    has(FEMININE, noun) || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// "Siostrami", "książkami".
fn is_feminine_instrumental(noun: &str) -> bool {
    const ENDINGS: [&str; 6] = ["cjami", "ościami", "ówkami", "czkami", "żkami", "yniami"];
    let Some(stem) = noun.strip_suffix("ami") else {
        return false;
    };
    let known = ["y", "i", "e"].iter().any(|ending| has(FEMININE, &format!("{stem}{ending}")));
    known || ENDINGS.iter().any(|ending| noun.ends_with(ending))
}

/// "Bracia", "kupcy": men as those who do something; an adjective may be before.
pub(super) fn is_nominative_of_men(words: &[&str]) -> bool {
    const ENDINGS: [&str; 8] =
        ["owie", "nicy", "iści", "yści", "orzy", "szczanie", "zanie", "ciele"];
    const MEN: &str = "bracia mężczyźni żołnierze rycerze przyjaciele chłopcy kupcy jeńcy starcy Niemcy koledzy \
        studenci poeci chłopi sąsiedzi policjanci mnisi księża złodzieje górale Polacy Anglicy \
        Rosjanie Kozacy Szwedzi Turcy Francuzi ministrowie zbójcy głupcy strzelcy jeźdźcy myśliwi \
        lekarze pisarze malarze marynarze towarzysze strażnicy goście świadkowie mędrcy posłańcy \
        szpiedzy biskupi agenci kapłani oficerowie wędrowcy krewni ranni młodzieńcy mieszkańcy";
    let is_noun = |noun: &&str| {
        has(MEN, noun)
            || ENDINGS.iter().any(|ending| noun.ends_with(ending)) && noun.chars().count() > 5
    };
    let [first, rest @ ..] = words else { return false };
    is_noun(first) || first.ends_with(['i', 'y']) && rest.first().is_some_and(|noun| has(MEN, noun))
}
