//! EPUB 2 and 3: the documents of the reading order, and what the package says of the book.

pub(super) mod described;
#[cfg(test)]
mod tests;

use std::collections::HashSet;

use contract::Matter;
use rbook::Epub;
use rbook::epub::manifest::EpubManifestEntry;

use crate::encoding::decode;
use crate::epub::described::described;
use crate::formats::html::LICENCE;
use crate::guard::Archive;
use crate::opened::{Opened, Page};
use crate::package::{self, path_of};
use crate::{Error, contents, cover};

/// Opens an EPUB.
pub(crate) fn open(mut archive: Archive) -> Result<Opened, Error> {
    let package = package::open(&mut archive)?;
    let mut opened = Opened {
        metadata: described(&package.epub),
        contents: contents::entries(&package.epub),
        landmarks: contents::landmarks(&package.epub),
        warnings: package.warnings,
        ..Opened::default()
    };
    pages(&mut archive, &package.epub, &mut opened)?;
    match cover::find(&mut archive, &package.epub, &opened) {
        Ok(cover) => opened.cover = cover,
        Err(why) => opened.warnings.push(why),
    }
    Ok(opened)
}

/// Reads the documents of the spine.
fn pages(archive: &mut Archive, epub: &Epub, opened: &mut Opened) -> Result<(), Error> {
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
        opened.pages.push(Page { name, text: marked(text), aside, is_forged });
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
