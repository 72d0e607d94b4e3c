//! Recognises the format of a file, and opens it.

mod boilerplate;
mod convert;
mod directives;
mod docx;
mod entities;
mod epub;
mod external_program;
mod fb2;
pub(crate) mod html;
mod markdown;
mod page_text;
mod pdf;
mod text;
mod xhtml_builder;
mod xml;

pub(crate) use crate::formats::epub::read_opf;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use crate::archive::BookArchive;
use crate::error::Error;
use crate::error::one_line;
use crate::formats::page_text::{PageText, document_text};
use crate::protection;
use crate::sniff::{FileFormat, HEAD, ODT, sniff};
use crate::source_book::SourceBook;

/// Largest file that is a single document.
const DOCUMENT_BYTES: u64 = 64 << 20;

/// Opens a book of any format, regardless of the name of its file.
pub(crate) fn open(mut file: File) -> Result<SourceBook, Error> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(damaged)?;
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    match sniff(&head)? {
        FileFormat::Zip => {
            let mut found = protection::open(file.try_clone().map_err(damaged)?)?;
            if is_odt(&mut found)? {
                file.seek(SeekFrom::Start(0)).map_err(damaged)?;
                return convert::open(file, ODT);
            }
            archive(found)
        }
        FileFormat::Pdf => pdf::open(file),
        FileFormat::Convertible(format) => convert::open(file, format),
        format @ (FileFormat::Fb2 | FileFormat::Html | FileFormat::Text) => {
            Ok(document(&whole(file)?, format))
        }
    }
}

/// Opens a file that is a single document.
fn document(bytes: &[u8], format: FileFormat) -> SourceBook {
    let PageText { text, was_garbled, may_be_garbled, .. } = document_text(bytes);
    let mut opened = match format {
        FileFormat::Fb2 => fb2::open(&text),
        FileFormat::Html => html::open(&text),
        _ if markdown::is_markdown(&text) => markdown::open(&text),
        _ => text::open(&text),
    };
    if was_garbled {
        opened.warnings.push("letters were garbled; they were put right".to_owned());
    } else if may_be_garbled {
        opened.warnings.push("letters may be garbled; they are read as they are".to_owned());
    }
    opened
}

fn is_odt(archive: &mut BookArchive) -> Result<bool, Error> {
    let kind = archive.read("mimetype")?.unwrap_or_default();
    Ok(kind.starts_with(b"application/vnd.oasis.opendocument.text"))
}

/// Opens an archive in the format of its content.
fn archive(mut archive: BookArchive) -> Result<SourceBook, Error> {
    let is_epub = archive.names().any(epub::is_package);
    if is_epub || archive.contains("META-INF/container.xml") {
        return epub::open(archive);
    }
    if let Some(location) = docx::location(&mut archive)? {
        return docx::open(&mut archive, &location);
    }
    let ends = |name: &&str| name.to_ascii_lowercase().ends_with(".fb2");
    let mut books = archive.names().filter(ends).map(str::to_owned);
    match (books.next(), books.next()) {
        (Some(book), None) => {
            drop(books);
            let bytes = archive.read(&book)?.unwrap_or_default();
            Ok(document(&bytes, FileFormat::Fb2))
        }
        (Some(_), Some(_)) => Err(Error::NotABook("a zip archive of several books")),
        (None, _) => Err(Error::NotABook("a zip archive")),
    }
}

/// Reads a file that is a single document.
fn whole(file: File) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    file.take(DOCUMENT_BYTES + 1).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > DOCUMENT_BYTES {
        let limit = format!("{} MiB", DOCUMENT_BYTES >> 20);
        return Err(Error::TooLarge { what: "this document".to_owned(), limit });
    }
    Ok(bytes)
}

fn damaged(error: std::io::Error) -> Error {
    Error::Damaged(one_line(&error))
}
