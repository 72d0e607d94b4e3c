//! The result of every format: pages of XHTML in reading order, and the metadata of the book.

use contract::{Matter, Metadata};
use pages::source_page::SourcePage;

/// A book as its format provides it. What is read of it is decided later, in the same way for all formats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceBook {
    /// The metadata. The title is empty if the book has none; the cover is in `cover`.
    pub metadata: Metadata,
    /// The cover, a plain JPEG.
    pub cover: Option<Vec<u8>>,
    /// The pages, in reading order.
    pub pages: Vec<SourcePage>,
    /// The table of contents; empty if the format has none.
    pub contents: Vec<TocEntry>,
    /// Pages that the book marks as front or back matter.
    pub landmarks: Vec<(String, Matter)>,
    /// Warnings about errors in the book, a line each.
    pub warnings: Vec<String>,
    /// Pages that could not be opened, and why, a line each.
    pub lost: Vec<String>,
}

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TocEntry {
    /// The title.
    pub title: String,
    /// The document's name in the archive.
    pub path: String,
    /// The id that it points to; the start of the document if empty.
    pub fragment: String,
    /// Its level, from 1.
    pub level: usize,
}
