//! What is said of a stretch of text instead of what is written there.

use std::ops::Range;

/// How [`SpokenForm::words`] are to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// Words of the language. Letters said one by one are capitals joined by hyphens: `F-B-I`.
    Words,
    /// Sounds, in the International Phonetic Alphabet.
    Ipa,
}

/// A stretch of a sentence that is said otherwise than it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpokenForm {
    /// Bytes of the sentence, between characters.
    pub range: Range<usize>,
    /// What is said instead; empty where nothing is.
    pub words: String,
    /// How they are to be taken.
    pub notation: Notation,
}
