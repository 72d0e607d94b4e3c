//! Nouns that ordinals stand with, and what their forms ask of the ordinal.

use super::ordinal_words::PolishForm;
use verbalizer::word_list::has;

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
    zmian";

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
