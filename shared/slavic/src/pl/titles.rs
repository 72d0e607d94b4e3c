//! Abbreviated titles of men, whose case the ending of the name and the word before tell: `u ks. Robaka`, `z gen. Zarembą`.

use super::declension::singular;
use super::government::governed;
use crate::counting::Case;
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// As they are written, in the nominative, and in the genitive.
const TITLES: [[&str; 3]; 16] = [
    ["ks", "ksiądz", "księdza"],
    ["bp", "biskup", "biskupa"],
    ["abp", "arcybiskup", "arcybiskupa"],
    ["gen", "generał", "generała"],
    ["płk", "pułkownik", "pułkownika"],
    ["mjr", "major", "majora"],
    ["kpt", "kapitan", "kapitana"],
    ["por", "porucznik", "porucznika"],
    ["ppłk", "podpułkownik", "podpułkownika"],
    ["sierż", "sierżant", "sierżanta"],
    ["prof", "profesor", "profesora"],
    ["dr", "doktor", "doktora"],
    ["mgr", "magister", "magistra"],
    ["inż", "inżynier", "inżyniera"],
    ["red", "redaktor", "redaktora"],
    ["hr", "hrabia", "hrabiego"],
];

/// A title whose name shows another case than the nominative, which is among the shortenings.
pub(super) fn title(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let [_, one, genitive] = TITLES.iter().find(|[written, ..]| *written == word)?;
    let after = cursor.after(word.len());
    let stop = usize::from(after.starts_with('.'));
    let name = name(after[stop..].trim_start())?;
    let case = of_name(name, &cursor.previous_word().to_lowercase())?;
    let words = match (*one, case) {
        ("hrabia", Case::Dative) => "hrabiemu".to_owned(),
        ("hrabia", Case::Instrumental) => "hrabią".to_owned(),
        ("hrabia", Case::Prepositional) => "hrabim".to_owned(),
        ("ksiądz", Case::Dative) => "księdzu".to_owned(),
        _ => singular(one, genitive, case),
    };
    Some(Verbalization::words(word.len() + stop, words))
}

/// The last of the names behind a title, past initials: the one that shows most.
fn name(text: &str) -> Option<&str> {
    let mut found = None;
    for written in text.split(' ').take(4) {
        let word = written.trim_end_matches(|mark: char| !mark.is_alphabetic());
        let initial = word.chars().count() == 1 && written.ends_with('.');
        if !word.starts_with(char::is_uppercase) || !word.chars().all(char::is_alphabetic) {
            break;
        }
        if !initial {
            found = Some(word);
        }
        if word.len() < written.len() && !initial {
            break;
        }
    }
    found
}

/// The case of a man's name, unless it may be in the nominative.
fn of_name(name: &str, before: &str) -> Option<Case> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    let cases = governed(before);
    let allows = |case| cases.contains(&case);
    let place = allows(Case::Prepositional);
    match name {
        // Women have no form of their own.
        _ if ends(&["ska", "cka", "skiej", "ckiej", "ską", "cką", "owej"]) => None,
        _ if ends(&["skiego", "ckiego", "ego"]) => Some(Case::Genitive),
        _ if ends(&["emu", "owi"]) => Some(Case::Dative),
        _ if ends(&["im", "ym"]) && place => Some(Case::Prepositional),
        _ if ends(&["skim", "ckim"]) => Some(Case::Instrumental),
        _ if ends(&["em", "im", "ym", "ą"]) && allows(Case::Instrumental) => {
            Some(Case::Instrumental)
        }
        _ if ends(&["u", "ie", "e"]) && place => Some(Case::Prepositional),
        _ if ends(&["aka", "cika", "czyka", "nika", "wicza"]) => Some(Case::Genitive),
        _ if ends(&["a", "y", "i"]) && allows(Case::Genitive) => Some(Case::Genitive),
        _ if ends(&["a", "ę"]) && cases == [Case::Accusative] => Some(Case::Genitive),
        _ => None,
    }
}
