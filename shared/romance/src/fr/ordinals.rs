//! Ordinals: `1er`, `XIVe`, `Louis XIV`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman as roman_value};
use verbalizer::rule::Verbalization;

/// What makes a number an ordinal, and its gender.
const ENDINGS: [(&str, NumberForm); 14] = [
    ("er", NumberForm::Masculine),
    ("ᵉʳ", NumberForm::Masculine),
    ("re", NumberForm::Feminine),
    ("ère", NumberForm::Feminine),
    ("ʳᵉ", NumberForm::Feminine),
    ("e", NumberForm::Masculine),
    ("ᵉ", NumberForm::Masculine),
    ("es", NumberForm::Masculine),
    ("ème", NumberForm::Masculine),
    ("èmes", NumberForm::Masculine),
    ("d", NumberForm::Masculine),
    ("nd", NumberForm::Masculine),
    ("nde", NumberForm::Feminine),
    ("de", NumberForm::Feminine),
];

/// `1er`, `2e`, `3ème`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let ending = cursor.word_at(length);
    Some(Verbalization::words(length + ending.len(), which(number, ending)?))
}

/// `XIVe`, `Ier`. Only I, V and X: "Ce" and "De" are words.
pub(crate) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let (numeral, ending) = word.split_at(word.find(|letter| !"IVX".contains(letter))?);
    let number = roman_value(numeral)?;
    Some(Verbalization::words(word.len(), which(u64::from(number), ending)?))
}

fn which(number: u64, ending: &str) -> Option<String> {
    let (_, form) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    let only_first = matches!(ending, "er" | "ᵉʳ" | "re" | "ère" | "ʳᵉ");
    match (number, ending) {
        (2, "d" | "nd") => return Some("second".to_owned()),
        (2, "nde" | "de") => return Some("seconde".to_owned()),
        (_, "d" | "nd" | "nde" | "de") => return None,
        _ if only_first != (number == 1) => return None,
        _ => {}
    }
    let plural = if ending.ends_with('s') { "s" } else { "" };
    Some(ordinal_words(number, *form) + plural)
}

/// `Louis XIV`, `chapitre IV`.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let words = match (numbered, value) {
        (RomanNumeralUse::Ruler, 1) => ordinal_words(1, NumberForm::Masculine),
        _ => cardinal(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}
