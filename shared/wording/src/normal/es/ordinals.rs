//! Numbers that say which one: `1.º`, `siglo XIX`, `Felipe II`.

use super::numbers::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::normal::figures::digits;
use crate::normal::grammar::{Form, Numbered};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `1.º`, `3ª`, `1.er`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let length = digits(spot.rest());
    let number = spot.rest()[..length].parse().ok()?;
    let stop = usize::from(spot.after(length).starts_with('.'));
    let ending = spot.word_at(length + stop);
    let masculine = || ordinal_words(number, Form::Masculine);
    let words = match ending {
        "º" | "o" if stop == 1 || ending == "º" => masculine()?,
        "ª" | "a" if stop == 1 || ending == "ª" => ordinal_words(number, Form::Feminine)?,
        "er" if matches!(number % 10, 1 | 3) => masculine()?.strip_suffix('o')?.to_owned(),
        _ => return None,
    };
    Some(Reading::words(length + stop + ending.len(), words.trim()))
}

/// `siglo XIX`, `Felipe II`, `capítulo IV`: rulers and centuries have ordinals up to the tenth.
pub(crate) fn numeral(spot: &Spot<'_>) -> Option<Reading> {
    const QUEENS: [&str; 3] = ["Isabel", "Beatriz", "Inés"];
    let (length, value, numbered) = GRAMMAR.numeral(spot)?;
    let name = spot.previous_word();
    let century = numbered == Numbered::Division && is_century(spot);
    let ordinal = value <= 10 && (numbered == Numbered::Ruler || century);
    let queen = numbered == Numbered::Ruler && (name.ends_with('a') || QUEENS.contains(&name));
    let form = if queen { Form::Feminine } else { Form::Masculine };
    let words = match ordinal_words(value, form).filter(|_| ordinal) {
        Some(words) => words.trim().to_owned(),
        None => cardinal(value, Form::Alone),
    };
    Some(Reading::words(length, words))
}

/// "Siglo XIX", "siglos XVI y XVII".
fn is_century(spot: &Spot<'_>) -> bool {
    let mut words = spot.before().split_whitespace().rev().take(5);
    words.any(|word| matches!(word, "siglo" | "siglos" | "Siglo" | "s."))
}
