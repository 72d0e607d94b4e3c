//! Text in the file of a book that is not part of the book.

/// Why the text that Project Gutenberg put around a book is left out.
pub(crate) const LICENCE: &str = "Project Gutenberg licence";
