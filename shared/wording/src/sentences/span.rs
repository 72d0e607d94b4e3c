//! The place of a sentence in its paragraph.

use std::ops::Range;

use contract::Pause;

/// A sentence longer than this is cut.
pub(super) const LONGEST: usize = 600;

/// A stretch of a paragraph, spoken as one sentence, without spaces at its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceSpan {
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// The silence after it.
    pub pause: Pause,
}
