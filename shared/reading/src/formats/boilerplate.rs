//! What is around a book in its file, and is no part of it.

/// Why what Project Gutenberg put around a book is not read.
pub(crate) const LICENCE: &str = "Project Gutenberg licence";
