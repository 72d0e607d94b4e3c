//! Why a lexicon cannot be read, and what to do about it.

/// Where a lexicon is wrong, and how.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {reason}")]
pub struct Error {
    /// The name of the file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: LexiconErrorKind,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum LexiconErrorKind {
    #[error("this is not TOML: {0}")]
    Toml(String),
    #[error("this is not well-formed XML: {0}")]
    Xml(String),
    #[error("an entry needs either `written` (a word) or `pattern` (a regular expression)")]
    NothingToFind,
    #[error("an entry needs either `said` (words) or `ipa` (sounds)")]
    NothingToSay,
    #[error("`{0}` matches the empty text: let it match at least one character")]
    MatchesNothing(String),
    #[error("`{pattern}` is not a regular expression: {why}")]
    Pattern { pattern: String, why: String },
    #[error(
        "`{pattern}` has no group {group}: write as many groups as `said` names, or `$$` for a dollar sign"
    )]
    Group { pattern: String, group: String },
    #[error("the alphabet `{0}` is not known: write the sounds in `ipa`, or words in `<alias>`")]
    Alphabet(String),
    #[error("a lexeme needs a <grapheme>, and an <alias> or a <phoneme>")]
    Lexeme,
    #[error("this is not a pronunciation lexicon: its root is <{0}>, and should be <lexicon>")]
    Root(String),
    #[error(
        "this is the entry number {0}, and a lexicon holds no more: split the file by book or series"
    )]
    TooMany(usize),
}

/// The line of a place in `text`, from 1.
pub(crate) fn line(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}
