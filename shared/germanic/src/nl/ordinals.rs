//! Ordinals: `1e`, `2de`, `XIXe eeuw`, `Willem III`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman as roman_value};
use verbalizer::rule::Verbalization;

const ENDINGS: [&str; 3] = ["ste", "de", "e"];

/// `1e`, `2de`, `8ste`.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let ending = ENDINGS.into_iter().find(|ending| cursor.word_at(length) == *ending)?;
    Some(Verbalization::words(length + ending.len(), ordinal_words(number)))
}

/// `XIXe eeuw`; a numeral of one letter, as in "De", only before "eeuw".
pub(super) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let stem = ENDINGS.into_iter().find_map(|ending| word.strip_suffix(ending))?;
    let century = cursor.next_word(word.len()).starts_with("eeuw");
    let value = roman_value(stem).filter(|_| stem.len() > 1 || century)?;
    Some(Verbalization::words(word.len(), ordinal_words(u64::from(value))))
}

/// `Willem III`, `hoofdstuk IV`, `Apollo XI`.
pub(super) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, value, used) = GRAMMAR.numeral(cursor)?;
    if used != RomanNumeralUse::Ruler && !follows_ruler(cursor) {
        return Some(Verbalization::words(length, cardinal(value, NumberForm::Alone)));
    }
    let words = ordinal_words(value);
    let mut letters = words.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Some(Verbalization::words(length, format!("de {first}{}", letters.as_str())))
}

/// `Lodewijk XV en XVI`.
fn follows_ruler(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev();
    words.next() == Some("en")
        && words.next().is_some_and(|word| roman_value(word).is_some())
        && words.next().is_some_and(|name| GRAMMAR.numerals.names.contains(&name))
}
