//! The result of a walk.

use std::collections::HashMap;
use std::ops::Range;

use crate::block::Block;
use crate::xhtml::omission::OmissionReason;

/// The result of a walk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ParsedPage {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The places of wanted ids: the index of the block that contains them or follows them.
    pub anchors: HashMap<String, usize>,
    /// The places of ids that links lead to.
    pub targets: HashMap<String, LinkPlace>,
    /// Which visible characters are not read, and why.
    pub left_out: Vec<(Range<u32>, OmissionReason)>,
    /// How many visible characters there are.
    pub visible: u32,
    /// How many of the characters in blocks are in links to other places.
    pub linked: u32,
    /// Whether it was not well-formed.
    pub is_malformed: bool,
}

/// Where an element is that a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkPlace {
    /// The first block of it.
    pub first: usize,
    /// The block behind it; the same as `first` if it is within a block.
    pub end: usize,
    /// Whether no text of its block is before it.
    pub begins: bool,
}
