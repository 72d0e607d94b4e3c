//! Documents of the reading order, and their duration.

use pages::xhtml::ParsedPage;

/// Approximate number of characters that are spoken in a second.
pub const CHARACTERS_PER_SECOND: usize = 15;
/// Longest chapter: three hours.
pub(super) const LONGEST_CHAPTER: usize = 3 * 3_600 * CHARACTERS_PER_SECOND;

/// A book shorter than this is cut at every possible place.
pub(super) const SHORT_BOOK: usize = 600 * CHARACTERS_PER_SECOND;

/// A document of the reading order.
pub(crate) struct SpineSection {
    /// Its name in the book.
    pub(crate) path: String,
    pub(crate) document: ParsedPage,
}
