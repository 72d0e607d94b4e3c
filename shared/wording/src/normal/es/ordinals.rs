//! Ordinals: `1.º`, `siglo XIX`, `Felipe II`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::normal::cursor::Cursor;
use crate::normal::grammar::{NumberForm, RomanNumeralUse};
use crate::normal::number_format::digits;
use crate::normal::rule::Verbalization;

/// `1.º`, `3ª`, `1.er`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    let ending = cursor.word_at(length + stop);
    let masculine = || ordinal_words(number, NumberForm::Masculine);
    let words = match ending {
        "º" | "o" if stop == 1 || ending == "º" => masculine()?,
        "ª" | "a" if stop == 1 || ending == "ª" => ordinal_words(number, NumberForm::Feminine)?,
        "er" if matches!(number % 10, 1 | 3) => masculine()?.strip_suffix('o')?.to_owned(),
        _ => return None,
    };
    Some(Verbalization::words(length + stop + ending.len(), words.trim()))
}

/// `siglo XIX`, `Felipe II`, `capítulo IV`: rulers and centuries have ordinals up to the tenth.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 3] = ["Isabel", "Beatriz", "Inés"];
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let name = cursor.previous_word();
    let century = numbered == RomanNumeralUse::Division && is_century(cursor);
    let ordinal = value <= 10 && (numbered == RomanNumeralUse::Ruler || century);
    let queen =
        numbered == RomanNumeralUse::Ruler && (name.ends_with('a') || QUEENS.contains(&name));
    let form = if queen { NumberForm::Feminine } else { NumberForm::Masculine };
    let words = match ordinal_words(value, form).filter(|_| ordinal) {
        Some(words) => words.trim().to_owned(),
        None => cardinal(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}

/// "Siglo XIX", "siglos XVI y XVII".
fn is_century(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev().take(5);
    words.any(|word| matches!(word, "siglo" | "siglos" | "Siglo" | "s."))
}
