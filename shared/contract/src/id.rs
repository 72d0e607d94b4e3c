//! Names of books, revisions, chapters and segments; each is one token of a subject.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a {kind}")]
pub struct IdError {
    /// What was expected.
    pub kind: &'static str,
    /// What was found.
    pub text: String,
}

/// Names one submission of a book (a `UUIDv7`, so ids sort by time).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BookId(pub Uuid);

impl fmt::Display for BookId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl FromStr for BookId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        Uuid::parse_str(text)
            .map(Self)
            .map_err(|_| IdError { kind: "book id", text: text.to_owned() })
    }
}

/// Numbers the plans of one book: 1, 2, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub u32);

impl Revision {
    /// The first plan of a book.
    pub const FIRST: Self = Self(1);

    /// Names the plan after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Revision {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        number(text, "revision").map(Self)
    }
}

/// Numbers the chapters of a plan in reading order, from 1; four digits in subjects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChapterId(pub u32);

impl fmt::Display for ChapterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl FromStr for ChapterId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        number(text, "chapter number").map(Self)
    }
}

/// Names a segment: its chapter and its place within it, from 1; written `0002-00007`, in subjects `0002.00007`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SegmentId {
    /// The chapter that the segment belongs to.
    pub chapter: ChapterId,
    /// The segment's place within its chapter, from 1.
    pub index: u32,
}

impl SegmentId {
    /// Names segment `index` of `chapter`.
    #[must_use]
    pub fn new(chapter: ChapterId, index: u32) -> Self {
        Self { chapter, index }
    }

    /// Writes the id as two subject tokens.
    #[must_use]
    pub fn tokens(self) -> String {
        format!("{}.{:05}", self.chapter, self.index)
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:05}", self.chapter, self.index)
    }
}

impl FromStr for SegmentId {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let wrong = || IdError { kind: "segment id", text: text.to_owned() };
        let (chapter, index) = text.split_once('-').ok_or_else(wrong)?;
        Ok(Self {
            chapter: chapter.parse().map_err(|_| wrong())?,
            index: number(index, "segment id").map_err(|_| wrong())?,
        })
    }
}

impl From<SegmentId> for String {
    fn from(id: SegmentId) -> Self {
        id.to_string()
    }
}

impl TryFrom<String> for SegmentId {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        text.parse()
    }
}

/// Parses plain digits; a sign, a space or a value past `u32` is refused.
fn number(text: &str, kind: &'static str) -> Result<u32, IdError> {
    let wrong = || IdError { kind, text: text.to_owned() };
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    text.parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segment_ids_survive_a_round_trip() {
        let id = SegmentId::new(ChapterId(2), 7);

        assert_eq!(id.to_string(), "0002-00007");
        assert_eq!(id.tokens(), "0002.00007");
        assert_eq!("0002-00007".parse(), Ok(id));
    }

    #[test]
    fn odd_ids_are_refused() {
        for text in ["", "2", "2-", "-7", "+2-7", "2-99999999999", "a-b"] {
            assert!(text.parse::<SegmentId>().is_err(), "{text}");
        }
    }
}
