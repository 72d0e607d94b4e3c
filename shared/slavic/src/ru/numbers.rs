//! Numbers before their nouns, and fractions.

use super::agreement::number_case;
use super::genders::{gender, is_living_object};
use super::number_words::cardinal;
use super::ordinal_words::{RussianForm, ordinal};
use super::units::COUNTING;
use super::words::GRAMMAR;
use crate::counting::neighbours::proper_fraction;
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;

/// `1 234`, `2 книги`, `до 5 часов`.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &COUNTING.style)?;
    let value = figure.value().unwrap_or_default();
    let living = is_living_object(value, cursor, figure.length);
    let case = if living { Case::Genitive } else { number_case(cursor) };
    let gender = gender(value, case, cursor, figure.length);
    Some(Verbalization::words(figure.length, COUNTING.amount(&figure, gender, case)))
}

/// `3/4`, `½`, `2½`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some((length, words)) = ratio(cursor.rest()) {
        return Some(Verbalization::words(length, words));
    }
    let found = GRAMMAR.fraction(cursor)?;
    // "Два с половиной".
    let half = found.words.strip_suffix("и одна вторая").map(|whole| {
        let figure =
            written_number(cursor.rest(), &COUNTING.style).and_then(|figure| figure.value());
        let gender = gender(figure.unwrap_or_default(), Case::Nominative, cursor, found.length);
        let whole = figure
            .map_or(whole.trim().to_owned(), |whole| cardinal(whole, gender, Case::Nominative));
        format!("{whole} с половиной")
    });
    Some(Verbalization { words: half.unwrap_or(found.words), ..found })
}

/// A fraction below one: its bytes and its words.
fn ratio(text: &str) -> Option<(usize, String)> {
    let (length, top, bottom) = proper_fraction(text)?;
    let one = top % 10 == 1 && top != 11;
    let part =
        ordinal(bottom, if one { RussianForm::Feminine } else { RussianForm::PluralGenitive })?;
    let words = format!("{} {part}", cardinal(top, Gender::Feminine, Case::Nominative));
    Some((length, words))
}
