//! Numbers that say how many, or which one.

use crate::text::normal::en::numbers::{cardinal, ordinal as ordinal_words, spelled};
use crate::text::normal::figures::{Style, figure};
use crate::text::normal::rule::Reading;
use crate::text::normal::spot::Spot;

pub(crate) const STYLE: Style =
    Style { groups: &[',', '\u{a0}', '\u{202f}', '\u{2009}'], point: '.' };

/// `21st`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let figure = figure(spot.rest(), &STYLE)?;
    let number = figure.value()?;
    let ending = ["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"]
        .into_iter()
        .find(|ending| spot.word_at(figure.length) == *ending)?;
    Some(Reading::words(figure.length + ending.len(), ordinal_words(number)))
}

/// `1,234.5`, in words.
pub(crate) fn number(spot: &Spot<'_>) -> Option<Reading> {
    let figure = figure(spot.rest(), &STYLE)?;
    let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let whole = match figure.whole.parse() {
        Ok(number) if !begins_with_zero => cardinal(number),
        _ => spelled(&figure.whole),
    };
    let words = match figure.decimals {
        Some(decimals) => format!("{whole} point {}", spelled(decimals)),
        None => whole,
    };
    Some(Reading::words(figure.length, words))
}
