//! What is said instead of a written part of a text.

use std::ops::Range;

/// The kind of [`SpokenForm::words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Words of the language. Letters said one by one are capitals joined by hyphens: `F-B-I`.
    Words,
    /// Sounds, in the International Phonetic Alphabet.
    Ipa,
}

/// A part of a sentence that is said differently from how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenForm {
    /// Bytes of the sentence, at character boundaries.
    pub range: Range<usize>,
    /// What is said instead; empty if nothing is said.
    pub words: String,
    /// Their kind.
    pub notation: Notation,
}
