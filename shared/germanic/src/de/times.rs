//! Times of day, and dates in figures.

use super::endings::{AdjectiveEnding, ending};
use super::number_words::{cardinal, ordinal_stem, year};
use super::words::MONTHS;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, clock, date as figures};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `17.30 Uhr`, `17:30`, `1 Uhr`.
pub(crate) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let text = cursor.rest();
    let Some((length, hours, minutes)) = clock(text, &[':', '.']) else {
        let length = digits(text);
        let one = cursor.word() == "1" && cursor.next_word(length) == "Uhr";
        return one.then(|| Verbalization::words(length, "ein"));
    };
    let named = cursor.next_word(length) == "Uhr";
    if !named && !text[..length].contains(':') {
        return None;
    }
    let space = cursor.after(length).len() - cursor.after(length).trim_start().len();
    let length = if named { length + space + "Uhr".len() } else { length };
    let mut words = format!("{} Uhr", cardinal(hours, NumberForm::Masculine));
    if minutes > 0 {
        words = format!("{words} {}", cardinal(minutes, NumberForm::Alone));
    }
    Some(Verbalization::words(length, words))
}

/// `3.10.1990`.
pub(crate) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, day, month, number) = figures(cursor.rest(), '.')?;
    let ending = match ending(cursor.before()) {
        AdjectiveEnding::Weak => "en",
        AdjectiveEnding::Nominative => "e",
        AdjectiveEnding::Strong | AdjectiveEnding::Unknown => "er",
    };
    let words = format!("{}{ending} {} {}", ordinal_stem(day), MONTHS[month - 1], year(number));
    Some(Verbalization::words(length, words))
}
