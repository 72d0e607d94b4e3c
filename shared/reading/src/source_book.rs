//! What every format gives: pages of XHTML in reading order, and what the book says of itself.

use contract::{Matter, Metadata};

/// A book as its format gives it. What of it is read, and as what, is decided elsewhere, for all formats alike.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceBook {
    /// Its title is empty where the book has none; its cover is in `cover`.
    pub metadata: Metadata,
    /// A plain JPEG.
    pub cover: Option<Vec<u8>>,
    /// In reading order.
    pub pages: Vec<SourcePage>,
    /// The table of contents; empty where the format has none.
    pub contents: Vec<TocEntry>,
    /// Pages that the book says are front or back matter.
    pub landmarks: Vec<(String, Matter)>,
    /// What had to be forgiven, a line each.
    pub warnings: Vec<String>,
}

/// A document of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourcePage {
    /// Its name within the book, as the table of contents has it.
    pub name: String,
    /// XHTML, or what passes for it.
    pub text: String,
    /// Why the whole of it is not read, but for the notes that are wanted.
    pub aside: Option<&'static str>,
    /// Whether it came with attributes that only our own readers may write; none of them is believed.
    pub is_forged: bool,
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// What it says.
    pub title: String,
    /// The document's name in the archive.
    pub path: String,
    /// The id that it points to; the document's beginning when empty.
    pub fragment: String,
    /// How deep it lies, from 1.
    pub level: usize,
}
