//! What players and libraries are told about a book, whatever the form of its file.

use bytes::Bytes;
use contract::Plan;

/// Facts about the book, as its files carry them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BookTags {
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    pub(crate) narrators: Vec<String>,
    pub(crate) language: Option<String>,
    /// JPEG or PNG.
    pub(crate) cover: Option<Bytes>,
}

impl BookTags {
    /// Collects what is known of `plan`'s book.
    pub(crate) fn of(plan: &Plan, cover: Option<Bytes>) -> Self {
        let metadata = &plan.metadata;
        Self {
            title: metadata.title.clone(),
            authors: metadata.authors.clone(),
            narrators: vec![plan.options.voice.without_manifest()],
            language: metadata.language.clone(),
            cover,
        }
    }
}
