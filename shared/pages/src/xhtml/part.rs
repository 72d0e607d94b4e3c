//! Parts of a block whose fate depends on what stands behind them.

use std::ops::Range;

use crate::xhtml::block_context::BlockContext;
use crate::xhtml::shift::Shift;

/// A part of a block.
#[derive(Debug, Clone)]
pub(super) struct PagePart {
    /// Bytes of the passage.
    pub(super) range: Range<usize>,
    pub(super) kind: PartKind,
}

/// The kind of a part.
#[derive(Debug, Clone)]
pub(super) enum PartKind {
    /// Raised or lowered text.
    Shifted(Shift),
    /// The words that describe a picture, and what surrounds it.
    Picture(Box<BlockContext>),
    /// A large first letter.
    DropCap,
    /// A figure in an element of its own, in verse; whether the markup calls it the number of a line.
    LineNumber(bool),
    /// A formula ends here.
    Formula,
    /// The mark of a note was here.
    Joint,
}
