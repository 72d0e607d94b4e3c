//! What becomes of a part of a block.

use crate::xhtml::omission::OmissionReason;

/// What becomes of a part of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::xhtml) enum Fate {
    /// It is read as it stands.
    Stay,
    /// It is left out.
    Drop(OmissionReason),
    /// Other characters stand for it.
    Write(String),
}

impl Fate {
    pub(super) fn note() -> Self {
        Self::Drop(OmissionReason::Borrowed("note reference"))
    }
}
