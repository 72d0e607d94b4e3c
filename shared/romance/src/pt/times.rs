//! Times of day, decades, and dates in figures.

use super::words::{MONTHS, grammar, is_european};
use crate::dates::in_figures;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::figures::day_time;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `14:30`, `14h30`, `14h30min`; `14.30` after "às".
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let hour = matches!(cursor.previous_word(), "às" | "Às" | "as" | "à" | "das");
    let separators: &[char] = if hour { &[':', 'h', '.'] } else { &[':', 'h'] };
    let (length, hours, minutes) = day_time(cursor.rest(), separators)?;
    let unit = ["min", "m", "h"].into_iter().find(|unit| cursor.word_at(length) == *unit);
    let cardinal = grammar(cursor).cardinal;
    let said = cardinal(hours, NumberForm::Feminine);
    let words = match minutes {
        0 if hours < 2 => format!("{said} hora"),
        0 => format!("{said} horas"),
        _ => format!("{said} e {}", cardinal(minutes, NumberForm::Masculine)),
    };
    Some(Verbalization::words(length + unit.map_or(0, str::len), words))
}

/// `25/04/1974`, `1974-04-25`, `3-XI-1587`.
pub(super) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let date = in_figures(cursor.rest())?;
    let cardinal = |number| (grammar(cursor).cardinal)(number, NumberForm::Alone);
    let first = date.day == 1 && !is_european(cursor);
    let day = if first { "primeiro".to_owned() } else { cardinal(date.day) };
    let words = format!("{day} de {} de {}", MONTHS[date.month - 1], cardinal(date.year));
    Some(Verbalization::words(date.length, words))
}

/// `’68`: the apostrophe is not said.
pub(super) fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let after = cursor.after(mark.len_utf8());
    let two = digits(after) == 2 && !after[2..].starts_with(char::is_alphanumeric);
    let number = after.get(..2).filter(|_| two && matches!(mark, '’' | '\''))?.parse().ok()?;
    let words = (grammar(cursor).cardinal)(number, NumberForm::Alone);
    Some(Verbalization::words(mark.len_utf8() + 2, words))
}
