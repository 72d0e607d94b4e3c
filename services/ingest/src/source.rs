//! From a file to a manuscript: the text of a book in reading order, cut into chapters.

pub(crate) mod block;
pub(crate) mod chapters;
pub(crate) mod contents;
mod cover;
pub(crate) mod encoding;
mod epub;
mod error;
mod guard;
mod manuscript;
mod opened;
mod package;
pub(crate) mod passage;
mod protection;
#[cfg(test)]
mod real_books;
mod titles;
pub(crate) mod xhtml;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use contract::Metadata;

use crate::source::block::Block;
use crate::source::xhtml::Reason;

pub(crate) use error::Error;

/// Most characters of a book.
const CHARACTERS: usize = 5_000_000;

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

/// A chapter of a manuscript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

/// Reads a file as a book, whatever it is called.
pub(crate) fn read(mut file: File) -> Result<Manuscript, Error> {
    let mut head = Vec::new();
    let damaged = |error: std::io::Error| Error::Damaged(error::one_line(&error));
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(damaged)?;
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    sniff(&head)?;
    let manuscript = manuscript::manuscript(epub::open(file)?);
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

/// So many bytes tell what a file is.
pub(crate) const HEAD: usize = 68;

/// Refuses what its first bytes say is not an EPUB.
pub(crate) fn sniff(head: &[u8]) -> Result<(), Error> {
    /// Where the name of the type lies in a Palm database.
    const PALM_TYPE: usize = 60;
    let text = String::from_utf8_lossy(head)
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    let other = match head {
        [] => return Err(Error::Empty),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return Ok(()),
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        _ if head.get(PALM_TYPE..).is_some_and(|rest| rest.starts_with(b"BOOKMOBI")) => {
            "a Kindle book"
        }
        _ if text.contains("<fictionbook") => "an FB2 book",
        _ if text.starts_with("<!doctype html") || text.starts_with("<html") => "an HTML page",
        [b'{', b'\\', b'r', b't', b'f', ..] => "an RTF document",
        [b'R', b'a', b'r', b'!', ..] => "a RAR archive",
        _ if std::str::from_utf8(head).is_ok_and(|text| !text.contains('\0')) => "a text file",
        _ => "a file of another kind",
    };
    Err(Error::NotAnEpub(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Option<&str>) {
        let refusal = sniff(head).err().map(|error| error.to_string());
        let said = refusal.as_deref().unwrap_or_default();
        assert_eq!(refusal.is_some(), expected.is_some(), "{said}");
        assert!(said.contains(expected.unwrap_or_default()), "{said}");
    }

    #[test]
    fn files_are_known_by_their_content() {
        check(b"PK\x03\x04rest", None);
        check(b"", Some("empty"));
        check(b"%PDF-1.7", Some("PDF"));
        check(&[vec![0; 60], b"BOOKMOBI".to_vec()].concat(), Some("Kindle"));
        check(b"<?xml version=\"1.0\"?><FictionBook>", Some("FB2"));
        check(b"Once upon a time", Some("a text file"));
        check(b"\x7fELF\x02\x00", Some("another kind"));
    }
}
