//! EPUB 2 and 3: the documents of the reading order, and what the package says of the book.

mod cover;
mod opf;
mod package;
mod package_metadata;
#[cfg(test)]
mod tests;
mod toc;

use std::collections::HashSet;

use contract::Matter;
use rbook::Epub;
use rbook::epub::manifest::EpubManifestEntry;

use crate::archive::BookArchive;
use crate::encoding::decode;
use crate::error::Error;
use crate::formats::boilerplate::LICENCE;
use crate::formats::epub::package::path_of;
use crate::formats::epub::package_metadata::package_metadata;
use crate::source_book::{SourceBook, SourcePage};

pub use crate::formats::epub::opf::read as read_opf;

/// Opens an EPUB.
pub(crate) fn open(mut archive: BookArchive) -> Result<SourceBook, Error> {
    let package = package::open(&mut archive)?;
    let mut opened = SourceBook {
        metadata: package_metadata(&package.epub),
        contents: toc::entries(&package.epub),
        landmarks: toc::landmarks(&package.epub),
        warnings: package.warnings,
        ..SourceBook::default()
    };
    pages(&mut archive, &package.epub, &mut opened)?;
    match cover::find(&mut archive, &package.epub, &opened) {
        Ok(cover) => opened.cover = cover,
        Err(why) => opened.warnings.push(why),
    }
    Ok(opened)
}

/// Reads the documents of the spine.
fn pages(archive: &mut BookArchive, epub: &Epub, opened: &mut SourceBook) -> Result<(), Error> {
    if epub.spine().is_empty() {
        return Err(Error::NoReadingOrder);
    }
    let mut seen = HashSet::new();
    for place in epub.spine().iter() {
        let Some(entry) = place.manifest_entry().and_then(readable) else {
            let warning = format!("the reading order names `{}`, which is no text", place.idref());
            opened.warnings.push(warning);
            continue;
        };
        let name = path_of(entry.href());
        if !seen.insert(name.clone()) {
            continue;
        }
        let Some(bytes) = archive.read(&name)? else {
            opened.warnings.push(format!("`{name}` is missing from the EPUB"));
            continue;
        };
        let is_linked = || opened.contents.iter().any(|entry| entry.path == name);
        if entry.properties().has_property("nav") {
            opened.landmarks.insert(0, (name.clone(), Matter::Contents));
        }
        let is_aside = !place.is_linear() && !is_linked();
        let aside = is_aside.then_some("outside the reading order");
        let text = decode(&bytes);
        let is_forged = text.contains("data-lector-");
        opened.pages.push(SourcePage { name, text: marked(text), aside, is_forged });
    }
    Ok(())
}

/// Marks what Project Gutenberg puts around its books.
fn marked(text: String) -> String {
    if !text.contains("id=\"pg-") {
        return text;
    }
    let skip = format!("data-lector-skip=\"{LICENCE}\"");
    let mark = |text: String, id: &str| text.replace(id, &format!("{id} {skip}"));
    ["id=\"pg-header\"", "id=\"pg-footer\""].into_iter().fold(text, mark)
}

/// The entry itself when it is text, else the first of its stand-ins that is.
fn readable(entry: EpubManifestEntry<'_>) -> Option<EpubManifestEntry<'_>> {
    let is_text = |entry: &EpubManifestEntry<'_>| {
        let kind = entry.media_type();
        kind.contains("html")
            || kind.contains("xml")
            || kind.starts_with("text/")
            || kind.is_empty()
    };
    if is_text(&entry) {
        return Some(entry);
    }
    entry.fallbacks().find(is_text)
}
