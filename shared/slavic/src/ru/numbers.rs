//! Numbers before their nouns, and fractions.

use super::agreement::JOINS;
use super::genders::of_two;
use super::number_case::{agreement, number_case};
use super::number_words::{cardinal, plural};
use super::ordinal_words::{RussianForm, ordinal};
use super::units::COUNTING;
use super::words::GRAMMAR;
use crate::counting::neighbours::{proper_fraction, words_behind};
use crate::counting::{Case, Gender, Plural};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;

/// `1 234`, `2 книги`, `до 5 часов`.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &COUNTING.style)?;
    let value = figure.value().unwrap_or_default();
    let (gender, case) = agreement(cursor, value, figure.length);
    Some(Verbalization::words(figure.length, COUNTING.amount(&figure, gender, case)))
}

/// `3/4`, `½`, `2½`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some((length, words)) = ratio(cursor) {
        return Some(Verbalization::words(length, words));
    }
    let found = GRAMMAR.fraction(cursor)?;
    // "Два с половиной".
    let half = found.words.strip_suffix("и одна вторая").map(|whole| {
        let figure =
            written_number(cursor.rest(), &COUNTING.style).and_then(|figure| figure.value());
        let words = words_behind(cursor, found.length, &JOINS);
        let gender = of_two(figure.unwrap_or_default(), Case::Nominative, &words);
        let whole = figure
            .map_or(whole.trim().to_owned(), |whole| cardinal(whole, gender, Case::Nominative));
        format!("{whole} с половиной")
    });
    Some(Verbalization { words: half.unwrap_or(found.words), ..found })
}

/// A fraction below one: its bytes and its words.
fn ratio(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    let (length, top, bottom) = proper_fraction(cursor.rest())?;
    let case = number_case(cursor);
    let agreement = match case {
        Case::Nominative if plural(top) == Plural::One => RussianForm::Feminine,
        Case::Accusative if plural(top) == Plural::One => RussianForm::FeminineObject,
        _ if plural(top) == Plural::One => RussianForm::FeminineOblique,
        Case::Dative => RussianForm::PluralDative,
        Case::Instrumental => RussianForm::PluralInstrumental,
        _ => RussianForm::PluralGenitive,
    };
    let part = ordinal(bottom, agreement)?;
    Some((length, format!("{} {part}", cardinal(top, Gender::Feminine, case))))
}
