//! Numbers that say how many, or which one.

use crate::normal::en::numbers::{cardinal, ordinal as ordinal_words, spelled};
use crate::normal::figures::{Figure, Style, digits, figure};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// How English writes numbers.
pub(crate) const STYLE: Style =
    Style { groups: &[',', '\u{a0}', '\u{202f}', '\u{2009}'], point: '.' };

/// `21st`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let (length, number) = ordinal_figure(spot)?;
    Some(Reading::words(length, ordinal_words(number)))
}

/// Length and value of `21st`.
pub(crate) fn ordinal_figure(spot: &Spot<'_>) -> Option<(usize, u64)> {
    let figure = figure(spot.rest(), &STYLE)?;
    let number = figure.value()?;
    let word = spot.word_at(figure.length);
    let (ending, _) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    let known = ["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"].contains(&ending);
    known.then_some((figure.length + ending.len(), number))
}

/// `1,234.5`.
pub(crate) fn number(spot: &Spot<'_>) -> Option<Reading> {
    let figure = figure(spot.rest(), &STYLE)?;
    Some(Reading::words(figure.length, figure_words(&figure)))
}

/// A number with its decimals, in words.
pub(crate) fn figure_words(figure: &Figure<'_>) -> String {
    let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let whole = match figure.whole.parse() {
        Ok(number) if !begins_with_zero => cardinal(number),
        _ => spelled(&figure.whole),
    };
    match figure.decimals {
        Some(decimals) => format!("{whole} point {}", spelled(decimals)),
        None => whole,
    }
}

/// `.45`.
pub(crate) fn decimals(spot: &Spot<'_>) -> Option<Reading> {
    let after = spot.rest().strip_prefix('.')?;
    let length = digits(after);
    let apart = !spot.before().ends_with(|before: char| before.is_alphanumeric() || before == '.');
    (length > 0 && apart)
        .then(|| Reading::words(1 + length, format!("point {}", spelled(&after[..length]))))
}
