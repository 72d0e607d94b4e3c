//! An entry of a lexicon: what is looked for in a text, and what is said instead.

use crate::spoken_form::Notation;

/// More entries in one file are a mistake.
pub(crate) const MOST: usize = 100_000;

/// Something that is said in a reader's own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LexiconEntry {
    pub(crate) find: Matcher,
    /// What is said; in a pattern's, `$1` is its first group.
    pub(crate) spoken: String,
    pub(crate) notation: Notation,
    pub(crate) case: CaseSensitivity,
    /// Found inside of words, too.
    pub(crate) part: bool,
    /// Primary language tag of the texts it is for; all, if there is none.
    pub(crate) language: Option<String>,
}

/// What an entry is looked for by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Matcher {
    Words(String),
    /// A regular expression.
    Pattern(String),
}

/// Whether capitals matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CaseSensitivity {
    Ignored,
    Exact,
    /// As in dictionaries: exact, but a word in small letters may have a capital where a sentence begins.
    Dictionary,
}
