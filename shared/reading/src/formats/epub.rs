//! EPUB 2 and 3: the documents of the reading order, and the metadata of the package.

mod cover;
mod faults;
mod opf;
mod package;
mod package_document;
mod package_metadata;
#[cfg(test)]
mod tests;
mod toc;

use std::collections::HashSet;

use contract::Matter;
use pages::source_page::SourcePage;

use crate::archive::BookArchive;
use crate::error::Error;
use crate::formats::boilerplate::LICENCE;
use crate::formats::epub::faults::PageFaults;
use crate::formats::epub::package::EpubPackage;
use crate::formats::epub::package_document::{ManifestItem, PackageDocument, SpineItem};
use crate::formats::epub::package_metadata::package_metadata;
use crate::source_book::SourceBook;

pub(crate) use crate::formats::epub::opf::read as read_opf;
pub(crate) use crate::formats::epub::package::is_package;

/// Opens an EPUB.
pub(crate) fn open(mut archive: BookArchive) -> Result<SourceBook, Error> {
    let EpubPackage { document, contents, landmarks, warnings } = package::open(&mut archive)?;
    let metadata = package_metadata(&document);
    let mut opened =
        SourceBook { metadata, contents, landmarks, warnings, ..SourceBook::default() };
    pages(&mut archive, &document, &mut opened)?;
    match cover::find(&mut archive, &document, &opened) {
        Ok(cover) => opened.cover = cover,
        Err(why) => opened.warnings.push(why),
    }
    Ok(opened)
}

/// Reads the documents of the spine.
fn pages(
    archive: &mut BookArchive,
    package: &PackageDocument,
    opened: &mut SourceBook,
) -> Result<(), Error> {
    if package.spine.is_empty() {
        return Err(Error::NoReadingOrder);
    }
    let mut seen = HashSet::new();
    let mut faults = PageFaults::default();
    for SpineItem { id, is_linear } in &package.spine {
        let Some(item) = package.item(id) else {
            faults.lose(format!("the reading order names `{id}`, which is not in the package"));
            continue;
        };
        let Some(item) = package.item_or_fallback(item, is_text) else {
            let warning = format!("the reading order names `{id}`, which is not a text");
            opened.warnings.push(warning);
            continue;
        };
        let name = item.path.clone();
        if !seen.insert(name.clone()) {
            continue;
        }
        let bytes = match archive.read(&name) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => {
                faults.lose(format!("`{name}` is missing from the EPUB"));
                continue;
            }
            Err(Error::Damaged(why)) => {
                faults.lose(format!("`{name}` is damaged ({why})"));
                continue;
            }
            Err(error) => return Err(error),
        };
        let is_linked = || opened.contents.iter().any(|entry| entry.path == name);
        if item.has("nav") {
            opened.landmarks.insert(0, (name.clone(), Matter::Contents));
        }
        let is_aside = !is_linear && !is_linked();
        let aside = is_aside.then_some("outside the reading order");
        let text = faults.read(&name, &bytes);
        let is_forged = text.contains("data-lector-");
        opened.pages.push(SourcePage { name, text: marked(text), aside, is_forged });
    }
    if opened.pages.is_empty()
        && let Some(first) = faults.first_lost()
    {
        return Err(Error::Package(format!("none of its pages can be opened: {first}")));
    }
    let (lost, warnings) = faults.told();
    opened.lost.extend(lost);
    opened.warnings.splice(0..0, warnings);
    Ok(())
}

/// Marks the text that Project Gutenberg puts around its books.
fn marked(text: String) -> String {
    if !text.contains("id=\"pg-") {
        return text;
    }
    let skip = format!("data-lector-skip=\"{LICENCE}\"");
    let mark = |text: String, id: &str| text.replace(id, &format!("{id} {skip}"));
    ["id=\"pg-header\"", "id=\"pg-footer\""].into_iter().fold(text, mark)
}

/// Whether a file holds text.
fn is_text(item: &ManifestItem) -> bool {
    let kind = item.media_type.as_str();
    kind.contains("html") || kind.contains("xml") || kind.starts_with("text/") || kind.is_empty()
}
