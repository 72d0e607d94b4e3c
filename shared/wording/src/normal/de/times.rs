//! Times of day, and dates in figures.

use super::endings::{Ending, ending};
use super::numbers::{cardinal, ordinal_stem, year};
use super::words::MONTHS;
use crate::normal::figures::digits;
use crate::normal::grammar::{Form, clock, date as figures};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `17.30 Uhr`, `17:30`, `1 Uhr`.
pub(crate) fn time(spot: &Spot<'_>) -> Option<Reading> {
    let text = spot.rest();
    let Some((length, hours, minutes)) = clock(text, &[':', '.']) else {
        let length = digits(text);
        let one = spot.word() == "1" && spot.next_word(length) == "Uhr";
        return one.then(|| Reading::words(length, "ein"));
    };
    let named = spot.next_word(length) == "Uhr";
    if !named && !text[..length].contains(':') {
        return None;
    }
    let space = spot.after(length).len() - spot.after(length).trim_start().len();
    let length = if named { length + space + "Uhr".len() } else { length };
    let mut words = format!("{} Uhr", cardinal(hours, Form::Masculine));
    if minutes > 0 {
        words = format!("{words} {}", cardinal(minutes, Form::Alone));
    }
    Some(Reading::words(length, words))
}

/// `3.10.1990`.
pub(crate) fn date(spot: &Spot<'_>) -> Option<Reading> {
    let (length, day, month, number) = figures(spot.rest(), '.')?;
    let ending = match ending(spot.before()) {
        Ending::Weak => "en",
        Ending::Nominative => "e",
        Ending::Strong | Ending::Unknown => "er",
    };
    let words = format!("{}{ending} {} {}", ordinal_stem(day), MONTHS[month - 1], year(number));
    Some(Reading::words(length, words))
}
