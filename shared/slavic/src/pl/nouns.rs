//! Nouns that ordinals stand with, and what their forms ask of the ordinal.

use super::genders::is_soft_feminine;
use super::government::governed;
use super::ordinal_words::PolishForm;
use super::words::MONTHS;
use crate::counting::Case;
use verbalizer::word_list::has;

/// The last letters of nouns without a consonant at their end.
const VOWELS: [char; 9] = ['a', 'ą', 'e', 'ę', 'i', 'o', 'ó', 'u', 'y'];
const MASCULINE: &str = "wiek rok dzień tom rozdział akt kongres zjazd punkt etap pułk raz numer mecz tydzień miesiąc \
    stopień kilometr rząd batalion";
const GENITIVE: &str = "dnia tomu rozdziału aktu kongresu zjazdu punktu etapu piętra miejsca stulecia tysiąclecia \
    tygodnia miesiąca stopnia kilometra wydania razu wieków numeru batalionu";
/// Genitive, or locative after a preposition of place.
const EITHER: [&str; 4] = ["wieku", "roku", "pułku", "rzędu"];
const LOCATIVE: &str = "dniu tomie rozdziale akcie kongresie zjeździe punkcie etapie piętrze miejscu stuleciu \
    tysiącleciu tygodniu miesiącu stopniu kilometrze rzędzie wydaniu wiekiem rokiem dniem \
    miejscem piętrem rozdziałem wiekach";
const NEUTER: [&str; 7] =
    ["piętro", "miejsce", "stulecie", "tysiąclecie", "wydanie", "okno", "zadanie"];
/// Without the endings of their cases.
const FEMININE: &str = "częś scen księ wojn wojen połow stron rocznic klas lig edycj brygad dywizj armi godzin ulic \
    lini rund tur rzesz minut symfoni rat rzeczpospolit rzeczypospolit kolumn nagrod dynasti \
    zmian prób kompani bateri eskadr sesj parti minut sekund pozycj dzielnic dekad strof zwrotk \
    linijk kategori gwiazd komisj kadencj setk potęg generacj kart pieśn poprawk wypraw krucjat \
    olimpiad kolej premier wystaw tabel tablic bram stacj wiosn zim warst klatk bitw kolonn \
    drużyn rocznic osob kwart połów pętl ksiąg prac spraw opowieś nowel ballad sonat etiud minuci sekundzi karci rundzi brygadzi eskadrz krucjaci kwarci floci \
    dekadzi flot";

/// After these, "wieku" and "roku" are in the locative.
pub(super) fn is_locative(before: &str) -> bool {
    matches!(before.to_lowercase().as_str(), "w" | "we" | "na" | "o" | "po" | "przy")
}

/// The agreement that a form of one of our nouns asks for, with the word before the ordinal.
pub(super) fn of_noun(noun: &str, before: &str) -> Option<PolishForm> {
    let noun = noun.to_lowercase();
    let noun = noun.as_str();
    Some(match noun {
        _ if has(MASCULINE, noun) => PolishForm::Masculine,
        _ if EITHER.contains(&noun) && is_locative(before) => PolishForm::Locative,
        _ if EITHER.contains(&noun) || has(GENITIVE, noun) => PolishForm::Genitive,
        _ if has(LOCATIVE, noun) => PolishForm::Locative,
        _ if NEUTER.contains(&noun) => PolishForm::Neuter,
        _ => return feminine(noun),
    })
}

fn feminine(noun: &str) -> Option<PolishForm> {
    let fits =
        |stem: &str| noun.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= 3);
    let known = FEMININE.split(' ').any(fits);
    known.then(|| of_feminine(noun))
}

/// By the ending of a feminine noun or name.
pub(super) fn of_feminine(noun: &str) -> PolishForm {
    match noun.chars().next_back() {
        Some('a' | 'ć') => PolishForm::Feminine,
        Some('ę' | 'ą') => PolishForm::FeminineObject,
        _ => PolishForm::FeminineOblique,
    }
}

/// Whether a form of one of our nouns is a singular that no cardinal above one has behind it: "w 3 rozdziale".
pub(super) fn is_only_one(noun: &str) -> bool {
    const SINGULAR: &str = "dnia tomu rozdziału aktu kongresu zjazdu punktu etapu tygodnia miesiąca stopnia kilometra \
        numeru batalionu";
    const SHORT: &str = "raz rok";
    let masculine = has(MASCULINE, noun) && !has(SHORT, noun);
    let locative = has(LOCATIVE, noun) && noun != "wiekach";
    let feminine = FEMININE.split(' ').any(|stem| {
        noun.strip_prefix(stem)
            .is_some_and(|ending| matches!(ending, "a" | "ę" | "ą" | "ie" | "ią"))
    });
    masculine || locative || feminine || has(SINGULAR, noun) || NEUTER.contains(&noun)
}

/// The agreement that the ending of any other noun asks for, where it leaves no doubt; `behind` is the word after it.
pub(super) fn of_any_noun(noun: &str, before: &str, behind: &str) -> Option<PolishForm> {
    let genitive = matches!(governed(&before.to_lowercase()), [Case::Genitive, ..]);
    let consonant = |word: &str| !word.is_empty() && !word.ends_with(VOWELS);
    if noun.chars().count() < 3 || !noun.starts_with(char::is_lowercase) {
        return None;
    }
    if let Some(agreement) = of_sure_ending(noun) {
        return Some(agreement);
    }
    Some(match noun.chars().next_back()? {
        'a' if genitive => PolishForm::Genitive,
        'a' => PolishForm::Feminine,
        'ę' | 'ą' => PolishForm::FeminineObject,
        'u' if is_locative(before) => PolishForm::Locative,
        'u' => PolishForm::Genitive,
        // "Trzeci polski pułk", but "od trzeciej próby".
        'y' | 'i' if consonant(behind) && !genitive => PolishForm::Masculine,
        'y' | 'i' => PolishForm::FeminineOblique,
        'o' | 'e' if !is_locative(before) => PolishForm::Neuter,
        _ if !consonant(noun) => return None,
        _ if noun.ends_with("ch") || noun.ends_with("mi") || noun.ends_with("om") => return None,
        _ if is_soft_feminine(noun) => PolishForm::Feminine,
        _ => PolishForm::Masculine,
    })
}

/// The endings that need no word before them.
fn of_sure_ending(noun: &str) -> Option<PolishForm> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| noun.ends_with(ending));
    Some(match noun {
        _ if MONTHS.contains(&noun) || ends(&["ego"]) => PolishForm::Genitive,
        _ if ends(&["emu", "owi"]) => PolishForm::Dative,
        _ if ends(&["ej"]) => PolishForm::FeminineOblique,
        _ if ends(&["em", "ym", "im"]) => PolishForm::Locative,
        _ => return None,
    })
}
