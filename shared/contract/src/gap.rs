//! Gaps of an audiobook, and segments that may have gone wrong.

use serde::{Deserialize, Serialize};

use crate::SegmentId;

/// A segment that could not be spoken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Which one.
    pub segment: SegmentId,
    /// The chapter's title.
    pub chapter_title: String,
    /// The sentences that are missing, as the book has them.
    pub text: String,
    /// Why.
    pub reason: String,
}

/// A segment that was spoken, but may have gone wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Which one.
    pub segment: SegmentId,
    /// What was noticed, in one line.
    pub text: String,
}
