//! Hints of the markup about parts of a sentence.

use std::ops::Range;

/// The kind of a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HintKind {
    /// A Roman numeral.
    Roman,
    /// An ordinal.
    Ordinal,
    /// Letters that are said one by one.
    Initialism,
    /// An abbreviated title before a name.
    NameTitle,
    /// Written letter by letter.
    SpelledOut,
    /// The whole sentence is a heading.
    Heading,
    /// Said with these sounds.
    Ipa(String),
}

/// A part of a text with a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// Its kind.
    pub kind: HintKind,
}
