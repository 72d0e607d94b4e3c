//! Documents of the reading order, and how long they last.

use crate::xhtml::ParsedPage;

/// Characters that are spoken in a second, about.
pub const CHARACTERS_PER_SECOND: usize = 15;
/// A chapter that lasts longer is too long: three hours.
pub(super) const LONGEST_CHAPTER: usize = 3 * 3_600 * CHARACTERS_PER_SECOND;

/// A document of the reading order.
pub(crate) struct SpineSection {
    /// Its name in the book.
    pub(crate) path: String,
    pub(crate) document: ParsedPage,
}
