//! What a book's file says: formats, EPUB, chapters, metadata and cover. From a file to a manuscript.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod archive;
mod chapters;
mod compose;
mod cover;
mod error;
mod formats;
pub mod language;
pub mod manuscript;
pub mod metadata;
mod metadata_file;
mod protection;
mod sniff;
pub mod source_book;
mod titles;

use std::fs::File;

pub use crate::chapters::CHARACTERS_PER_SECOND;
pub use crate::compose::compose;
pub use crate::cover::cover_jpeg;
pub use crate::error::Error;
pub use crate::manuscript::{Manuscript, ManuscriptChapter, NonLinearPage, PageTally};
pub use crate::metadata_file::{MetadataPairs, metadata_json, metadata_opf};
pub use crate::sniff::{HEAD, sniff};

/// Most characters of a book.
const CHARACTERS: usize = 20_000_000;

/// Reads a file as a book, regardless of its name.
pub fn read(file: File) -> Result<Manuscript, Error> {
    let manuscript = compose(formats::open(file)?);
    let characters: usize = manuscript.chapters.iter().map(ManuscriptChapter::characters).sum();
    if characters > CHARACTERS {
        return Err(Error::TooLarge {
            what: format!("this book ({characters} characters)"),
            limit: format!("{CHARACTERS} characters"),
        });
    }
    if characters == 0 {
        return Err(Error::NoText);
    }
    Ok(manuscript)
}
