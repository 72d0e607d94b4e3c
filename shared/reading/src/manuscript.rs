//! A manuscript: the text of a book in reading order, cut into chapters, and what became of every character of its pages.

use std::ops::Range;

use contract::Metadata;

use crate::block::Block;
use crate::xhtml::OmissionReason;

/// A book as it was read: no decision about speaking it has been taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manuscript {
    /// Its title is empty where the book has none.
    pub metadata: Metadata,
    /// A JPEG.
    pub cover: Option<Vec<u8>>,
    /// What it was read from.
    pub pages: Vec<PageTally>,
    /// In reading order, none without text.
    pub chapters: Vec<ManuscriptChapter>,
    /// Pages that no reader comes to by turning them.
    pub asides: Vec<NonLinearPage>,
    /// How many entries its table of contents has.
    pub contents: usize,
    /// What had to be forgiven, a line each.
    pub warnings: Vec<String>,
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageTally {
    /// Its name within the book.
    pub name: String,
    /// How many visible characters it has.
    pub visible: u32,
    /// Which of them are in no block, and why.
    pub left_out: Vec<(Range<u32>, OmissionReason)>,
}

/// A page outside the reading order: only what is referred to can be read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonLinearPage {
    /// What it says, in its order.
    pub blocks: Vec<Block>,
    /// Why the rest is not read.
    pub reason: &'static str,
}

/// A chapter of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptChapter {
    /// Never empty, unless the book has no title either.
    pub title: String,
    /// What it says, in its order.
    pub blocks: Vec<Block>,
}

impl ManuscriptChapter {
    /// Counts its characters.
    pub fn characters(&self) -> usize {
        self.blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum()
    }
}
