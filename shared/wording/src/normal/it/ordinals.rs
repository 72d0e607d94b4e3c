//! Ordinals: `1º`, `XX secolo`, `Vittorio Emanuele II`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::normal::cursor::Cursor;
use crate::normal::grammar::{NumberForm, RomanNumeralUse};
use crate::normal::number_format::{digits, roman};
use crate::normal::rule::Verbalization;

/// `1º`, `3ª`, `20° secolo`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok().filter(|number| *number > 0)?;
    let sign = cursor.after(length).chars().next()?;
    let behind = length + sign.len_utf8();
    let form = match sign {
        'º' => NumberForm::Masculine,
        'ª' => NumberForm::Feminine,
        // A degree sign with a noun after it marks an ordinal.
        '°' if cursor.next_word(behind).starts_with(char::is_lowercase) => NumberForm::Masculine,
        _ => return None,
    };
    Some(Verbalization::words(behind, ordinal_words(number, form)))
}

/// `XX secolo`, `Luigi XIV`, `capitolo IV`: ordinals, except after other names.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const SHE: [&str; 8] =
        ["parte", "scena", "sezione", "lettera", "tavola", "guerra", "Beatrice", "lettere"];
    if let Some((value, form)) = before_noun(cursor) {
        return Some(Verbalization::words(cursor.word().len(), ordinal_words(value, form)));
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let before = cursor.previous_word();
    let queen = numbered == RomanNumeralUse::Ruler
        && before.ends_with('a')
        && !matches!(before, "Andrea" | "Luca" | "Nicola");
    let she = queen || SHE.contains(&before.to_lowercase().as_str());
    let form = if she { NumberForm::Feminine } else { NumberForm::Masculine };
    let words = match numbered {
        RomanNumeralUse::Division | RomanNumeralUse::Ruler => ordinal_words(value, form),
        RomanNumeralUse::Name | RomanNumeralUse::Alone => cardinal(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}

/// A numeral before its noun, or before another such numeral: "XIX e XX secolo", "II guerra mondiale".
fn before_noun(cursor: &Cursor<'_>) -> Option<(u64, NumberForm)> {
    let value = roman(cursor.word())?;
    let mut words = cursor.after(cursor.word().len()).split_whitespace();
    let next = words.next()?;
    let joined =
        matches!(next, "e" | "o" | "ed") && words.next().is_some_and(|word| roman(word).is_some());
    let noun = if joined { words.next()? } else { next };
    let form = match noun.trim_end_matches(|mark: char| !mark.is_alphanumeric()) {
        "secolo" | "secoli" | "sec" | "reggimento" | "capitolo" | "canto" => NumberForm::Masculine,
        "guerra" | "Guerra" | "Repubblica" | "edizione" | "parte" | "legione" => {
            NumberForm::Feminine
        }
        _ => return None,
    };
    Some((u64::from(value), form))
}
