//! Numbers that say which one: `1er`, `XIVe`, `Louis XIV`.

use super::numbers::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::normal::figures::{digits, roman as roman_value};
use crate::normal::grammar::{Form, Numbered};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// What makes a number an ordinal, and its gender.
const ENDINGS: [(&str, Form); 13] = [
    ("er", Form::Masculine),
    ("ᵉʳ", Form::Masculine),
    ("re", Form::Feminine),
    ("ère", Form::Feminine),
    ("ʳᵉ", Form::Feminine),
    ("e", Form::Masculine),
    ("ᵉ", Form::Masculine),
    ("es", Form::Masculine),
    ("ème", Form::Masculine),
    ("èmes", Form::Masculine),
    ("d", Form::Masculine),
    ("nd", Form::Masculine),
    ("nde", Form::Feminine),
];

/// `1er`, `2e`, `3ème`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let length = digits(spot.rest());
    let number = spot.rest()[..length].parse().ok()?;
    let ending = spot.word_at(length);
    Some(Reading::words(length + ending.len(), which(number, ending)?))
}

/// `XIVe`, `Ier`. Only I, V and X: "Ce" and "De" are words.
pub(crate) fn roman(spot: &Spot<'_>) -> Option<Reading> {
    let word = spot.word();
    let (numeral, ending) = word.split_at(word.find(|letter| !"IVX".contains(letter))?);
    let number = roman_value(numeral)?;
    Some(Reading::words(word.len(), which(u64::from(number), ending)?))
}

fn which(number: u64, ending: &str) -> Option<String> {
    let (_, form) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    let only_first = matches!(ending, "er" | "ᵉʳ" | "re" | "ère" | "ʳᵉ");
    match (number, ending) {
        (2, "d" | "nd") => return Some("second".to_owned()),
        (2, "nde") => return Some("seconde".to_owned()),
        (_, "d" | "nd" | "nde") => return None,
        _ if only_first != (number == 1) => return None,
        _ => {}
    }
    let plural = if ending.ends_with('s') { "s" } else { "" };
    Some(ordinal_words(number, *form) + plural)
}

/// `Louis XIV`, `chapitre IV`.
pub(crate) fn numeral(spot: &Spot<'_>) -> Option<Reading> {
    let (length, value, numbered) = GRAMMAR.numeral(spot)?;
    let words = match (numbered, value) {
        (Numbered::Ruler, 1) => ordinal_words(1, Form::Masculine),
        _ => cardinal(value, Form::Alone),
    };
    Some(Reading::words(length, words))
}
