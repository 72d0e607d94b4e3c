//! Hints of the markup: what a book itself says of a stretch of a sentence.

use std::ops::Range;

/// What the markup of a book says of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HintKind {
    /// A Roman numeral.
    Roman,
    /// A number that says which one.
    Ordinal,
    /// Letters that are said one by one.
    Initialism,
    /// A title before a name, shortened.
    NameTitle,
    /// Written letter by letter.
    SpelledOut,
    /// The whole sentence is a heading.
    Heading,
    /// Said with these sounds.
    Ipa(String),
}

/// A stretch of text of which the markup says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// What it says.
    pub kind: HintKind,
}
