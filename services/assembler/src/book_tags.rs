//! What players and libraries are told about a book, whatever the form of its file.

use bytes::Bytes;
use contract::Plan;

use crate::file_name::OneOf;

/// Facts about the book, as its files carry them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BookTags {
    pub(crate) title: String,
    pub(crate) authors: Vec<String>,
    pub(crate) narrators: Vec<String>,
    pub(crate) language: Option<String>,
    /// JPEG or PNG.
    pub(crate) cover: Option<Bytes>,
    /// Which of the book's files these are the tags of.
    pub(crate) place: Place,
}

/// Which of a book's files something is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// The chapter that the file is, where every chapter has one: its title, its number, and how many there are.
    pub(crate) chapter: Option<(String, OneOf)>,
    /// Which part of the book, where that was split.
    pub(crate) part: Option<OneOf>,
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
            place: Place::default(),
        }
    }
}
