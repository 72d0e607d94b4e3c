//! A manuscript: the text of a book in reading order, cut into chapters, with an account of every character of its pages.

use std::ops::Range;

use contract::Metadata;
use pages::block::Block;
use pages::xhtml::OmissionReason;

/// A book as it was read, before any decision about speaking it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manuscript {
    /// The metadata; the title is empty if the book has none.
    pub metadata: Metadata,
    /// The cover, a JPEG.
    pub cover: Option<Vec<u8>>,
    /// The pages that it was read from.
    pub pages: Vec<PageTally>,
    /// The chapters, in reading order; none of them without text.
    pub chapters: Vec<ManuscriptChapter>,
    /// Pages outside the reading order.
    pub asides: Vec<NonLinearPage>,
    /// How many entries its table of contents has.
    pub contents: usize,
    /// Warnings about errors in the book, a line each.
    pub warnings: Vec<String>,
    /// Pages that could not be opened, and why, a line each.
    pub lost: Vec<String>,
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageTally {
    /// Its name within the book.
    pub name: String,
    /// How many visible characters it has.
    pub visible: u32,
    /// The characters that are in no block, and why.
    pub left_out: Vec<(Range<u32>, OmissionReason)>,
}

/// A page outside the reading order: only parts that something refers to can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NonLinearPage {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Why the rest is not read.
    pub reason: &'static str,
}

/// A chapter of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManuscriptChapter {
    /// Never empty, unless the book has no title either.
    pub title: String,
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
}

impl ManuscriptChapter {
    /// Counts its characters.
    pub fn characters(&self) -> usize {
        self.blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum()
    }
}
