//! The case of a number before an abbreviated unit, whose ending shows nothing.

use super::government::governed;
use super::number_case::{governor, is_from, number_case};
use super::number_words::plural;
use crate::counting::{Case, Measure, Plural};
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

/// Units of distance.
const DISTANCES: &str = "км м дм см мм";
/// Words behind a distance "in which" something is: "в пяти километрах от города".
const FROM: [&str; 24] = [
    "за ",
    "перед ",
    "над ",
    "под ",
    "вверх",
    "вниз",
    "от ",
    "к северу",
    "к югу",
    "к востоку",
    "к западу",
    "к юго",
    "к северо",
    "севернее",
    "южнее",
    "восточнее",
    "западнее",
    "выше ",
    "ниже ",
    "левее",
    "правее",
    "впереди",
    "позади",
    "друг от",
];
/// Where one has money.
const AT_HAND: [&str; 4] = ["в карман", "за душой", "в рук", "в кошельк"];
/// Verbs before "с" that tell where something begins.
const BEGINNINGS: [&str; 8] = ["нач", "снизи", "упа", "выро", "подня", "сниж", "возр", "увелич"];

/// The case that the words around a measure ask for.
pub(super) fn measure_case(cursor: &Cursor<'_>, measure: &Measure) -> Case {
    let behind = cursor.after(measure.end).trim_start();
    let follows = |words: &[&str]| words.iter().any(|word| behind.starts_with(word));
    let distance = has(DISTANCES, measure.unit);
    let one = measure.value.is_some_and(|value| plural(value) == Plural::One);
    let word = governor(cursor);
    match governed(&word) {
        [Case::Accusative, Case::Prepositional] if word == "на" => Case::Accusative,
        [Case::Accusative, Case::Prepositional] if distance && follows(&FROM) => {
            Case::Prepositional
        }
        [Case::Accusative, Case::Prepositional]
            if measure.unit == "%" && behind.starts_with("случаев") =>
        {
            Case::Prepositional
        }
        [Case::Accusative, Case::Dative] if one || measure.value == Some(1000) => Case::Dative,
        [Case::Instrumental, Case::Genitive] if word == "с" || word == "со" => {
            of_with(cursor, measure, follows(&AT_HAND))
        }
        _ => number_case(cursor),
    }
}

/// "С пятью рублями", "с двадцати метров".
fn of_with(cursor: &Cursor<'_>, measure: &Measure, at_hand: bool) -> Case {
    let beginning = cursor.before().split_whitespace().rev().nth(1).unwrap_or_default();
    let begins = BEGINNINGS.iter().any(|verb| beginning.starts_with(verb));
    let thousands = measure.value.is_some_and(|value| value > 0 && value.is_multiple_of(1000));
    match measure.unit {
        _ if is_from(cursor) || begins => Case::Genitive,
        "" if at_hand || thousands => Case::Instrumental,
        "км" | "м" => Case::Genitive,
        _ => Case::Nominative,
    }
}
