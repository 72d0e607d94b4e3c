//! Every format: what a file is, and who opens it.

mod convert;
mod docx;
mod fb2;
pub(crate) mod html;
mod markdown;
mod marks;
mod markup;
mod pdf;
mod program;
mod text;
mod xml;

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};

use crate::encoding::decode;
use crate::error::one_line;
use crate::guard::Archive;
use crate::kind::{HEAD, Kind, ODT, sniff};
use crate::opened::Opened;
use crate::{Error, epub};

/// Largest document that is a file of its own.
const DOCUMENT_BYTES: u64 = 64 << 20;

/// Opens a book of any format, whatever the file is called.
pub(crate) fn open(mut file: File) -> Result<Opened, Error> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(damaged)?;
    file.seek(SeekFrom::Start(0)).map_err(damaged)?;
    match sniff(&head)? {
        Kind::Zip => {
            let mut found = Archive::open(file.try_clone().map_err(damaged)?)?;
            if is_odt(&mut found)? {
                file.seek(SeekFrom::Start(0)).map_err(damaged)?;
                return convert::open(file, ODT);
            }
            archive(found)
        }
        Kind::Pdf => pdf::open(file),
        Kind::Foreign(foreign) => convert::open(file, foreign),
        Kind::Fb2 => Ok(fb2::open(&whole(file)?)),
        Kind::Html => Ok(html::open(&whole(file)?)),
        Kind::Text => {
            let text = whole(file)?;
            Ok(if markdown::is_markdown(&text) { markdown::open(&text) } else { text::open(&text) })
        }
    }
}

fn is_odt(archive: &mut Archive) -> Result<bool, Error> {
    let kind = archive.read("mimetype")?.unwrap_or_default();
    Ok(kind.starts_with(b"application/vnd.oasis.opendocument.text"))
}

/// Opens an archive as what it holds.
fn archive(mut archive: Archive) -> Result<Opened, Error> {
    let is_epub = archive.names().any(|name| name.ends_with(".opf"));
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
            Ok(fb2::open(&decode(&bytes)))
        }
        (Some(_), Some(_)) => Err(Error::NotABook("a zip archive of several books")),
        (None, _) => Err(Error::NotABook("a zip archive")),
    }
}

/// Reads and decodes a document that is a file of its own.
fn whole(file: File) -> Result<String, Error> {
    let mut bytes = Vec::new();
    file.take(DOCUMENT_BYTES + 1).read_to_end(&mut bytes).map_err(damaged)?;
    if bytes.len() as u64 > DOCUMENT_BYTES {
        let limit = format!("{} MiB", DOCUMENT_BYTES >> 20);
        return Err(Error::TooLarge { what: "this document".to_owned(), limit });
    }
    Ok(decode(&bytes))
}

fn damaged(error: std::io::Error) -> Error {
    Error::Damaged(one_line(&error))
}
