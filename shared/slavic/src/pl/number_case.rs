//! The case of a number before its noun: what the word before asks for, and what the ending of the noun shows.

use super::agreement::JOINS;
use super::case_endings::of_many;
use super::genders;
use super::government::governed;
use crate::counting::neighbours::{self, Between, words_behind};
use crate::counting::{Case, Gender, Measure};
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

const BETWEEN: Between = Between {
    joins: &["–", "—", "-", " i", " lub", " a", " oraz"],
    words: "tych tymi tym wszystkich wszystkimi wszystkim swoich swoimi swoim moich naszych waszych pierwszych \
        pierwszymi pierwszym ostatnich ostatnimi ostatnim następnych kolejnych kolejnymi pozostałych \
        innych poprzednich najbliższych całych pełnych jeszcze prawie niemal jakichś \
        te wszystkie swoje ostatnie pierwsze całe dalszych",
    units: "h godz. godziny godzin godzinę min min. zł złotych m km kg",
};
/// Units of time and distance, after which one is "after" so much.
const STRETCHES: &str = "km m min min. godz. h sek.";
/// Words behind a distance that one covers again and again.
const AGAIN: [&str; 5] = ["dziennie", "każd", "na ", "za ", "co "];

/// What there was not, in the genitive: "nie było nawet pięciu minut".
const NEGATED: [&str; 3] = ["nie było", "nie ma", "nie będzie"];

/// Verbs with "się" that have a genitive: "dorobił się pięciu milionów".
const REFLEXIVE: [&str; 8] =
    ["dorobi", "domaga", "spodziewa", "dopuści", "pozby", "trzyma", "boi", "ba"];

/// The word that governs the number here; "brak" for a verb that says so.
fn governor(cursor: &Cursor<'_>) -> String {
    let before = cursor.before().trim_end().to_lowercase();
    let before = before.trim_end_matches(" nawet");
    if NEGATED.iter().any(|verb| before.ends_with(verb)) {
        return "brak".to_owned();
    }
    let verb = before.strip_suffix(" się").and_then(|text| text.split_whitespace().next_back());
    if verb.is_some_and(is_reflexive) {
        return "brak".to_owned();
    }
    neighbours::governor(cursor, &BETWEEN)
}

fn is_reflexive(verb: &str) -> bool {
    let fits =
        |stem: &&str| verb.strip_prefix(*stem).is_some_and(|ending| ending.chars().count() < 3);
    REFLEXIVE.iter().any(fits)
}

/// The case that the word before a number asks for, if its noun does not show another one.
pub(super) fn number_case(cursor: &Cursor<'_>) -> Case {
    governed(&governor(cursor)).first().copied().unwrap_or(Case::Nominative)
}

/// The gender and the case of a number of `length` bytes, with the words around it.
pub(super) fn agreement(cursor: &Cursor<'_>, number: u64, length: usize) -> (Gender, Case) {
    let words = words_behind(cursor, length, &JOINS);
    let cases = governed(&governor(cursor));
    if number == 1 {
        let (gender, case) = genders::of_one(&words, cases);
        return (gender, case.unwrap_or_else(|| number_case(cursor)));
    }
    let shown = of_many(&words);
    let fitting =
        shown.filter(|shown| cases.contains(&shown.case) || shown.is_certain && cases.is_empty());
    // "Przed pięciu laty", but "przed dwoma laty".
    let old = words.first() == Some(&"laty") && number > 4;
    let cases_allow = matches!(cases, [] | [Case::Accusative]);
    // "Między czterech żołnierzy", as opposed to "między pięcioma a dziesięcioma".
    let among = cases == [Case::Instrumental]
        && genders::of_many(number, Case::Accusative, &words) == Gender::Men;
    let case = match fitting {
        None if cases_allow
            && genders::is_plural_genitive(number, &words)
            && !is_labelled(cursor) =>
        {
            Case::Genitive
        }
        Some(_) if old => Case::Genitive,
        Some(shown) => shown.case,
        None if among => Case::Accusative,
        None => number_case(cursor),
    };
    (genders::of_many(number, case, &words), case)
}

/// The case that the words around a measure ask for.
pub(super) fn measure_case(cursor: &Cursor<'_>, measure: &Measure) -> Case {
    let behind = cursor.after(measure.end).trim_start();
    let again = AGAIN.iter().any(|word| behind.starts_with(word));
    let cases = ["przypadk", "wypadk"];
    match governor(cursor).as_str() {
        "po" if has(STRETCHES, measure.unit) && !again => Case::Prepositional,
        "przed" if has(STRETCHES, measure.unit) && !matches!(measure.unit, "km" | "m") => {
            Case::Instrumental
        }
        // "Po dwóch tysiącach lat".
        "po" if measure.unit.is_empty() && behind.starts_with("lat") => Case::Prepositional,
        "w" | "we" if measure.unit == "%" && cases.iter().any(|noun| behind.starts_with(noun)) => {
            Case::Prepositional
        }
        _ => number_case(cursor),
    }
}

/// Whether a number tells which one it is: "tom 3", "nr 4".
fn is_labelled(cursor: &Cursor<'_>) -> bool {
    const LABELS: &str = "tom dom rozdział numer nr stron tramwaj autobus pociąg pokój część części pokoju pkt punkt wagon";
    let word = cursor.previous_word().to_lowercase();
    let fits =
        |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() < 4);
    word.ends_with('.') || LABELS.split(' ').any(fits)
}
