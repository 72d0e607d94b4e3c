//! Times of day, decades, and dates in figures.

use super::number_words::cardinal;
use super::words::MONTHS;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::figures::{day_time, figure_date};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `14:30`, `14.30 uur`, `om 14.30`.
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let text = cursor.rest();
    let (length, hours, minutes) = day_time(text, &[':', '.', 'u'])?;
    let unit = ["uur", "u", "h"].into_iter().find(|unit| cursor.next_word(length) == *unit);
    let named = unit.is_some() || text[..length].contains([':', 'u']);
    if !named && !matches!(cursor.previous_word(), "om" | "Om") {
        return None;
    }
    let gap = unit.and_then(|unit| cursor.after(length).find(unit)).unwrap_or_default();
    let hours = cardinal(hours, NumberForm::Alone);
    let words = match minutes {
        0 => format!("{hours} uur"),
        _ => format!("{hours} uur {}", cardinal(minutes, NumberForm::Alone)),
    };
    Some(Verbalization::words(length + gap + unit.map_or(0, str::len), words))
}

/// `14-07-1789`, `5/5/1999`, `1999-05-05`.
pub(super) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let date = figure_date(cursor.rest(), &['-', '/', '.'])?;
    let [day, year] = [date.day, date.year].map(|number| cardinal(number, NumberForm::Alone));
    Some(Verbalization::words(date.length, format!("{day} {} {year}", MONTHS[date.month - 1])))
}

/// `’80`: the apostrophe is not said.
pub(super) fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let after = cursor.after(mark.len_utf8());
    let two = digits(after) == 2 && !after[2..].starts_with(char::is_alphanumeric);
    let number =
        after.get(..2).filter(|_| two && matches!(mark, '’' | '‘' | '\''))?.parse().ok()?;
    Some(Verbalization::words(mark.len_utf8() + 2, cardinal(number, NumberForm::Alone)))
}
