//! Years, decades, and other numbers.

use super::number_words::{cardinal, year};
use super::words::{GRAMMAR, MONTHS};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;

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
pub(crate) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(verbalization) = decade(cursor) {
        return Some(verbalization);
    }
    let figure = written_number(cursor.rest(), &GRAMMAR.style)?;
    let is_code = figure.whole.starts_with('0');
    let value = figure.value().filter(|_| figure.length == 4 && !figure.is_grouped && !is_code);
    match value.filter(|_| is_year(cursor)) {
        Some(value) => Some(Verbalization::words(4, year(value))),
        None => GRAMMAR.number(cursor),
    }
}

/// Whether nothing is counted: no noun follows, or a word before says so.
fn is_year(cursor: &Cursor<'_>) -> bool {
    let before = cursor.previous_word();
    let dated = BEFORE_YEARS.contains(&before) || MONTHS.contains(&before);
    dated || !cursor.next_word(4).starts_with(char::is_uppercase)
}

/// `1980er`, `80er`, `68er`.
fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok()?;
    let ending = cursor.word_at(length);
    if !matches!(ending, "er" | "ern") || !matches!(length, 2 | 4) {
        return None;
    }
    let words = if length == 4 { year(number) } else { cardinal(number, NumberForm::Masculine) };
    Some(Verbalization::words(length + ending.len(), words + ending))
}
