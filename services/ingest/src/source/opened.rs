//! What every format gives: pages of XHTML in reading order, and what the book says of itself.

use contract::{Matter, Metadata};

use crate::source::contents::Entry;

/// A book as its format gives it. What of it is read, and as what, is decided elsewhere, for all formats alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Opened {
    /// Its title is empty where the book has none; its cover is in `cover`.
    pub(crate) metadata: Metadata,
    /// A plain JPEG.
    pub(crate) cover: Option<Vec<u8>>,
    /// In reading order.
    pub(crate) pages: Vec<Page>,
    /// The table of contents; empty where the format has none.
    pub(crate) contents: Vec<Entry>,
    /// Pages that the book says are front or back matter.
    pub(crate) landmarks: Vec<(String, Matter)>,
    /// What had to be forgiven, a line each.
    pub(crate) warnings: Vec<String>,
}

/// A document of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Page {
    /// Its name within the book, as the table of contents has it.
    pub(crate) name: String,
    /// XHTML, or what passes for it.
    pub(crate) text: String,
    /// Why the whole of it is not read, but for the notes that are wanted.
    pub(crate) aside: Option<&'static str>,
    /// Whether it came with attributes that only our own readers may write; none of them is believed.
    pub(crate) is_forged: bool,
}
