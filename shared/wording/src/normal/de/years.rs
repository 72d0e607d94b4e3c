//! Years and decades, and numbers that are neither.

use super::numbers::{cardinal, year};
use super::words::{GRAMMAR, MONTHS};
use crate::normal::figures::{digits, figure};
use crate::normal::grammar::Form;
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// Before these, four digits are a year, whatever follows.
const BEFORE_YEARS: [&str; 14] = [
    "Jahr",
    "Jahre",
    "Jahres",
    "Jahren",
    "Sommer",
    "Winter",
    "Herbst",
    "Frühling",
    "Frühjahr",
    "anno",
    "Anno",
    "seit",
    "Ende",
    "Anfang",
];

/// `1984`, `1980er`, `1.234,5`.
pub(crate) fn number(spot: &Spot<'_>) -> Option<Reading> {
    if let Some(reading) = decade(spot) {
        return Some(reading);
    }
    let figure = figure(spot.rest(), &GRAMMAR.style)?;
    let value = figure.value().filter(|_| figure.length == 4 && !figure.is_grouped);
    match value.filter(|_| is_year(spot)) {
        Some(value) => Some(Reading::words(4, year(value))),
        None => GRAMMAR.number(spot),
    }
}

/// Nothing is counted: no noun follows, or a word before says so.
fn is_year(spot: &Spot<'_>) -> bool {
    let before = spot.previous_word();
    let dated = BEFORE_YEARS.contains(&before) || MONTHS.contains(&before);
    dated || !spot.next_word(4).starts_with(char::is_uppercase)
}

/// `1980er`, `80er`, `68er`.
fn decade(spot: &Spot<'_>) -> Option<Reading> {
    let length = digits(spot.rest());
    let number: u64 = spot.rest()[..length].parse().ok()?;
    let ending = spot.word_at(length);
    if !matches!(ending, "er" | "ern") || !matches!(length, 2 | 4) {
        return None;
    }
    let words = if length == 4 { year(number) } else { cardinal(number, Form::Masculine) };
    Some(Reading::words(length + ending.len(), words + ending))
}
