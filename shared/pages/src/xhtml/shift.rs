//! Text above or below the line: marks of notes are dropped, powers and indices become the characters of Unicode for them, so that
//! whoever says the text knows what they are; ordinals and contractions stay as they are.

mod around;
mod chemistry;
pub(super) mod fate;
mod lowered;
mod power;
mod raised;

use crate::xhtml::shift::around::Around;
use crate::xhtml::shift::fate::Fate;

/// Where text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    /// Above the line.
    Raised,
    /// Below it.
    Lowered,
}

/// What becomes of `text[range]`, in a block of the language `language`.
pub(super) fn fate(
    text: &str,
    range: std::ops::Range<usize>,
    shift: Shift,
    language: &str,
) -> Fate {
    let around = Around { before: &text[..range.start], after: &text[range.end..] };
    let inner = text[range].trim();
    match shift {
        _ if inner.is_empty() => Fate::Stay,
        Shift::Raised => raised::fate(around, inner, language),
        Shift::Lowered => lowered::fate(around, inner),
    }
}

#[cfg(test)]
mod tests;
