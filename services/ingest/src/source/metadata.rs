//! What a book says of itself, made fit to be shown: short, on one line, in a known form.

use crate::source::passage::spaced;

/// Longest title or name that is kept.
const NAME: usize = 512;
/// Longest language tag.
const TAG: usize = 35;

/// A title or a name: one line, without marks that turn the direction of text, and not too long.
pub(crate) fn name(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    spaced(text).chars().filter(|&c| !turns(c)).take(NAME).collect()
}

/// The tag of a language, where it may be one.
pub(crate) fn language(tag: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let tag = spaced(tag);
    (!tag.is_empty() && tag.len() <= TAG && tag.chars().all(plain)).then_some(tag)
}

/// A longer text, on one line.
pub(crate) fn paragraph(text: &str) -> String {
    /// Longest description that is kept.
    const PARAGRAPH: usize = 4_000;
    spaced(text).chars().take(PARAGRAPH).collect()
}
