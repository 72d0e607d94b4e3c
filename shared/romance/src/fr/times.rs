//! Times of day, and dates in figures.

use super::number_words::{cardinal, ordinal};
use super::words::MONTHS;
use crate::dates::with_ordinal_first;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, clock};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `17 h 30`, `8h`, `17:30`.
pub(crate) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, hours, minutes) =
        with_h(cursor.rest()).or_else(|| clock(cursor.rest(), &[':']))?;
    let plural = if hours > 1 { "s" } else { "" };
    let mut words = format!("{} heure{plural}", cardinal(hours, NumberForm::Feminine));
    if minutes > 0 {
        words = format!("{words} {}", cardinal(minutes, NumberForm::Feminine));
    }
    Some(Verbalization::words(length, words))
}

fn with_h(text: &str) -> Option<(usize, u64, u64)> {
    let first = digits(text);
    let hours: u64 = text[..first].parse().ok().filter(|hours| *hours <= 24)?;
    let after = text[first..].trim_start().strip_prefix('h')?;
    let whole = text.len() - after.len();
    let minutes = after.trim_start();
    let start = text.len() - minutes.len();
    let count = digits(minutes);
    if count == 2 && !minutes[2..].starts_with(char::is_alphanumeric) {
        return Some((start + 2, hours, minutes[..2].parse().ok()?));
    }
    (!after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '/'))
        .then_some((whole, hours, 0))
}

/// `14/07/1789`, `3-XI-1587`.
pub(crate) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    with_ordinal_first(cursor, &MONTHS, cardinal, ordinal)
}
