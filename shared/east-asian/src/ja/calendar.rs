//! Dates and times.

use super::number_words::cardinal;
use crate::han::{date as figures, time as clock};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// `1999-05-04`.
pub(super) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, year, month, day) = figures(cursor.rest())?;
    let year = cardinal(year.parse().ok()?);
    let words = format!("{year}年{}月{}日", cardinal(month), cardinal(day));
    Some(Verbalization::words(length, words))
}

/// `14:30`, `9:58:07`.
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, hours, minutes, seconds) = clock(cursor.rest())?;
    let hours = if hours == 0 { "零".to_owned() } else { cardinal(hours) };
    let mut words = format!("{hours}時");
    if minutes > 0 || seconds.is_some() {
        words += &format!("{}分", cardinal(minutes));
    }
    if let Some(seconds) = seconds {
        words += &format!("{}秒", cardinal(seconds));
    }
    Some(Verbalization::words(length, words))
}
