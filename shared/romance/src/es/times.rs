//! Times of day, decades, and dates in figures.

use super::number_words::cardinal;
use super::words::MONTHS;
use crate::dates::in_figures;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, clock};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `17:30`, `17.30 h`.
pub(crate) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let text = cursor.rest();
    let (length, hours, minutes) = clock(text, &[':', '.'])?;
    let named = ["h", "hs", "hrs"].into_iter().find(|unit| cursor.next_word(length) == *unit);
    let colon = text[..length].contains(':');
    if !colon && named.is_none() && cursor.next_word(length) != "horas" {
        return None;
    }
    let space = cursor.after(length).len() - cursor.after(length).trim_start().len();
    let length = length + named.map_or(0, |unit| space + unit.len());
    let mut words = cardinal(hours, NumberForm::Feminine);
    if minutes > 0 {
        words = format!("{words} {}", cardinal(minutes, NumberForm::Alone));
    }
    if named.is_some() {
        words += " horas";
    }
    Some(Verbalization::words(length, words))
}

/// `14/07/1789`, `3-XI-1587`.
pub(crate) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let date = in_figures(cursor.rest())?;
    let [day, year] = [date.day, date.year].map(|number| cardinal(number, NumberForm::Alone));
    let words = format!("{day} de {} de {year}", MONTHS[date.month - 1]);
    Some(Verbalization::words(date.length, words))
}

/// `’68`: the apostrophe is not said.
pub(crate) fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let after = cursor.after(mark.len_utf8());
    let two = digits(after) == 2 && !after[2..].starts_with(char::is_alphanumeric);
    let number = after.get(..2).filter(|_| two && matches!(mark, '’' | '\''))?.parse().ok()?;
    Some(Verbalization::words(mark.len_utf8() + 2, cardinal(number, NumberForm::Alone)))
}
