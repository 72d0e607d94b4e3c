//! From a file to a manuscript: the text of a book in reading order, cut into chapters.
#![warn(missing_docs)]

pub mod block;
pub mod chapters;
pub mod contents;
mod cover;
mod encoding;
mod epub;
mod error;
mod formats;
mod guard;
mod kind;
mod language;
pub mod manuscript;
mod metadata;
pub mod opened;
mod opf;
mod package;
pub mod passage;
mod protection;
mod titles;
pub mod xhtml;

use std::fs::File;
use std::ops::Range;

use contract::Metadata;

use crate::block::Block;
use crate::xhtml::Reason;

/// What is said of a book, made fit to be shown.
pub mod facts {
    pub use super::language::tag as language_of_people;
    pub use super::metadata::{asin, date, isbn, name, paragraph};
}

pub use cover::of_file as cover_jpeg;
pub use error::Error;
pub use kind::{HEAD, sniff};
pub use opf::read as read_opf;

/// Most characters of a book.
const CHARACTERS: usize = 20_000_000;

/// A book as it was read: no decision about speaking it has been taken yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manuscript {
    /// Its title is empty where the book has none.
    pub metadata: Metadata,
    /// A JPEG.
    pub cover: Option<Vec<u8>>,
    /// What it was read from.
    pub pages: Vec<Seen>,
    /// In reading order, none without text.
    pub chapters: Vec<Text>,
    /// Pages that no reader comes to by turning them.
    pub asides: Vec<Aside>,
    /// How many entries its table of contents has.
    pub contents: usize,
    /// What had to be forgiven, a line each.
    pub warnings: Vec<String>,
}

/// A page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Its name within the book.
    pub name: String,
    /// How many visible characters it has.
    pub visible: u32,
    /// Which of them are in no block, and why.
    pub left_out: Vec<(Range<u32>, Reason)>,
}

/// A page outside the reading order: only what is referred to can be read of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// What it says, in its order.
    pub blocks: Vec<Block>,
    /// Why the rest is not read.
    pub reason: &'static str,
}

/// A chapter of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Never empty, unless the book has no title either.
    pub title: String,
    /// What it says, in its order.
    pub blocks: Vec<Block>,
}

/// Reads a file as a book, whatever it is called.
pub fn read(file: File) -> Result<Manuscript, Error> {
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
    pub fn characters(&self) -> usize {
        self.blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum()
    }
}
