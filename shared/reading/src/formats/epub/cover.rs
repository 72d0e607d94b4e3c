//! Finds the cover picture of an EPUB by all conventions.

use std::collections::HashMap;

use contract::Matter;
use pages::encoding::decode;
use pages::links::percent_decoded;

use crate::archive::BookArchive;
use crate::cover::{drawing, jpeg};
use crate::formats::epub::package_document::{ManifestItem, PackageDocument};
use crate::formats::html::pictures;
use crate::source_book::SourceBook;

/// Most pictures inside one drawing.
const INNER: usize = 8;

/// Finds the cover; an error says in one line why the cover of the book cannot be used.
pub(crate) fn find(
    archive: &mut BookArchive,
    package: &PackageDocument,
    opened: &SourceBook,
) -> Result<Option<Vec<u8>>, String> {
    let mut why = None;
    for path in candidates(package, opened) {
        match picture(archive, &path) {
            Ok(jpeg) => return Ok(Some(jpeg)),
            Err(error) => why = why.or(Some(format!("the cover `{path}` was not used: {error}"))),
        }
    }
    why.map_or(Ok(None), Err)
}

/// Possible covers, the best first: the one named by the package, the picture of the cover page, a picture called cover, and
/// the picture of a first page without text. Drawings come last.
fn candidates(package: &PackageDocument, opened: &SourceBook) -> Vec<String> {
    let is_picture = |item: &&ManifestItem| item.media_type.starts_with("image/");
    let named = package.manifest.iter().filter(is_picture).filter(|item| {
        let path = item.path.to_ascii_lowercase();
        let name = path.rsplit('/').next().unwrap_or_default();
        name.contains("cover") || item.id.to_ascii_lowercase().contains("cover")
    });
    let said = package.cover().filter(is_picture);
    let covers = opened.landmarks.iter().filter(|(_, matter)| *matter == Matter::Cover);
    let mut shown: Vec<String> = covers.flat_map(|(page, _)| shown(opened, page, false)).collect();
    // Old books name the page itself as the cover picture.
    let page = package.cover().filter(|item| !is_picture(item));
    shown.extend(page.into_iter().flat_map(|page| self::shown(opened, &page.path, false)));
    let first =
        opened.pages.first().map(|page| self::shown(opened, &page.name, true)).unwrap_or_default();
    let mut paths: Vec<String> = Vec::new();
    let said = said.into_iter().map(|item| item.path.clone());
    let named = named.map(|item| item.path.clone());
    for path in said.chain(shown).chain(named).chain(first) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths.sort_by_key(|path| is_drawing(path));
    paths
}

/// The first picture of a page; if it must be `alone`, only of a page without text.
fn shown(opened: &SourceBook, page: &str, alone: bool) -> Option<String> {
    /// Most letters of a page that is only a picture.
    const LETTERS: usize = 20;
    let page = opened.pages.iter().find(|found| found.name == page)?;
    let found = pictures(&page.text);
    let is_alone = found.sources.len() == 1 && found.letters <= LETTERS;
    let source = found.sources.into_iter().next().filter(|_| is_alone || !alone)?;
    Some(beside(&page.name, &source))
}

fn is_drawing(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".svg")
}

fn picture(archive: &mut BookArchive, path: &str) -> Result<Vec<u8>, String> {
    let Some(bytes) = archive.read(path).map_err(|error| error.to_string())? else {
        return Err("it is missing".to_owned());
    };
    if !is_drawing(path) {
        return jpeg(&bytes);
    }
    let svg = decode(&bytes);
    let mut inner = HashMap::new();
    for source in pictures(&svg).sources.into_iter().take(INNER) {
        let found = archive.read(&beside(path, &source)).map_err(|error| error.to_string())?;
        if let Some(jpeg) = found.and_then(|bytes| jpeg(&bytes).ok()) {
            inner.insert(source, jpeg);
        }
    }
    drawing::jpeg(&svg, inner)
}

/// The name in the archive of a file that a document refers to.
fn beside(document: &str, href: &str) -> String {
    let href = href.split(['#', '?']).next().unwrap_or_default();
    let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    percent_decoded(&parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_within_the_archive() {
        let check = |document, href, expected: &str| assert_eq!(beside(document, href), expected);

        check("EPUB/text/cover.xhtml", "../images/a%20b.jpg#x", "EPUB/images/a b.jpg");
        check("cover.xhtml", "./a.jpg", "a.jpg");
        check("cover.xhtml", "../../a.jpg", "a.jpg");
    }
}
