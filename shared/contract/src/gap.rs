//! What is missing from an audiobook.

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
