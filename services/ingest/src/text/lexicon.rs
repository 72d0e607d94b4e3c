//! What readers want said in their own way: words and patterns, with what is said instead.

use crate::text::normal::Said;

/// Entries, in their order: the first that matches wins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {}

impl Lexicon {
    /// Finds the entries' words in a sentence: in order, without overlaps.
    pub(crate) fn said(&self, _text: &str) -> Vec<Said> {
        Vec::new()
    }
}
