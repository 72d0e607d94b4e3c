//! An entry of a lexicon: a written form, and what is said instead.

use verbalizer::Notation;

/// Most entries of a file; more are taken for a mistake.
pub(crate) const MOST: usize = 100_000;

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LexiconEntry {
    pub(crate) find: Matcher,
    /// What is said; for a pattern, `$1` is its first group.
    pub(crate) spoken: String,
    pub(crate) notation: Notation,
    pub(crate) case: CaseSensitivity,
    /// Whether it is also found inside words.
    pub(crate) part: bool,
    /// Primary language tag of the texts that it is for; all texts if absent.
    pub(crate) language: Option<String>,
}

/// The written form of an entry.
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
    /// As in dictionaries: exact, but a word in lower case may be capitalised at the start of a sentence.
    Dictionary,
}
