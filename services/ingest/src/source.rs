//! From a file to a manuscript: the text of a book in reading order, cut into chapters.

pub(crate) mod block;
pub(crate) mod chapters;
pub(crate) mod contents;
mod cover;
pub(crate) mod encoding;
mod epub;
mod error;
mod formats;
mod guard;
mod kind;
mod language;
pub(crate) mod manuscript;
mod metadata;
pub(crate) mod opened;
mod opf;
mod package;
pub(crate) mod passage;
mod protection;
#[cfg(test)]
mod real_books;
mod titles;
pub(crate) mod xhtml;

use std::fs::File;
use std::ops::Range;

use contract::Metadata;

use crate::source::block::Block;
use crate::source::xhtml::Reason;

/// What is said of a book, made fit to be shown.
pub(crate) mod facts {
    pub(crate) use super::language::tag as language_of_people;
    pub(crate) use super::metadata::{asin, date, isbn, name, paragraph};
}

pub(crate) use cover::of_file as cover_of_file;
pub(crate) use error::Error;
pub(crate) use kind::{HEAD, sniff};
pub(crate) use opf::read as read_opf;

/// Most characters of a book.
const CHARACTERS: usize = 20_000_000;

/// A book as it was read: no decision about speaking it has been taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Manuscript {
    /// Its title is empty where the book has none.
    pub(crate) metadata: Metadata,
    /// A JPEG.
    pub(crate) cover: Option<Vec<u8>>,
    /// What it was read from.
    pub(crate) pages: Vec<Seen>,
    /// In reading order, none without text.
    pub(crate) chapters: Vec<Text>,
    /// Pages that no reader comes to by turning them.
    pub(crate) asides: Vec<Aside>,
    /// How many entries its table of contents has.
    pub(crate) contents: usize,
    pub(crate) warnings: Vec<String>,
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Seen {
    pub(crate) name: String,
    /// How many visible characters it has.
    pub(crate) visible: u32,
    /// Which of them are in no block, and why.
    pub(crate) left_out: Vec<(Range<u32>, Reason)>,
}

/// A page outside the reading order: only what is referred to can be read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Aside {
    pub(crate) blocks: Vec<Block>,
    /// Why the rest is not read.
    pub(crate) reason: &'static str,
}

/// A chapter of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// Reads a file as a book, whatever it is called.
pub(crate) fn read(file: File) -> Result<Manuscript, Error> {
    let manuscript = manuscript::manuscript(formats::open(file)?);
    let characters: usize = manuscript.chapters.iter().map(Text::characters).sum();
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

impl Text {
    /// Counts its characters.
    pub(crate) fn characters(&self) -> usize {
        self.blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum()
    }
}
