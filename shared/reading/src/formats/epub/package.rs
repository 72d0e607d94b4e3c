//! The package of an EPUB: its place, its metadata, and the tables of contents that it names.

use std::borrow::Cow;

use contract::Matter;
use pages::encoding::{decode, repair};
use pages::xhtml::vocabulary;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};

use crate::archive::BookArchive;
use crate::error::Error;
use crate::formats::entities::expanded;
use crate::formats::epub::package_document::{ManifestItem, PackageDocument};
use crate::formats::epub::toc::{self, Navigation};
use crate::formats::page_text::readable;
use crate::source_book::TocEntry;

/// Largest package document or table of contents.
const DOCUMENT_BYTES: usize = 32 << 20;

/// A package, and warnings about its errors.
pub(crate) struct EpubPackage {
    pub(crate) document: PackageDocument,
    pub(crate) contents: Vec<TocEntry>,
    /// Pages that the landmarks or the guide mark as front or back matter.
    pub(crate) landmarks: Vec<(String, Matter)>,
    pub(crate) warnings: Vec<String>,
}

/// Reads the package of a book.
pub(crate) fn open(archive: &mut BookArchive) -> Result<EpubPackage, Error> {
    let mut warnings = Vec::new();
    let location = match container(archive)? {
        Some(location) => location,
        None => only_package(archive, &mut warnings)?,
    };
    let missing = || Error::Package(format!("`{location}` is missing"));
    let opf = text_of(archive, &location)?.ok_or_else(missing)?;
    let document = PackageDocument::parse(&opf, &location).map_err(Error::Package)?;
    let path = |item: &ManifestItem| item.path.clone();
    let (nav, ncx) = (document.navigation().map(path), document.ncx().map(path));
    let nav = nav.and_then(|path| table(archive, &path, toc::navigation, &mut warnings));
    let ncx = ncx.and_then(|path| table(archive, &path, toc::ncx, &mut warnings));
    let Navigation { mut contents, landmarks } = nav.unwrap_or_default();
    if contents.is_empty() {
        contents = ncx.unwrap_or_default();
    }
    let guide = document.guide.iter().map(|reference| (&reference.kind, &reference.link));
    let named = landmarks.iter().map(|(kind, link)| (kind, link)).chain(guide);
    let landmarks = named.filter_map(|(kind, link)| {
        let matter = kind.split_ascii_whitespace().find_map(vocabulary::matter)?;
        link.fragment.is_none().then(|| (link.path.clone(), matter))
    });
    let landmarks = landmarks.collect();
    Ok(EpubPackage { document, contents, landmarks, warnings })
}

/// Reads a table of contents. A damaged one is no reason to refuse the book: headings are used instead.
fn table<T>(
    archive: &mut BookArchive,
    path: &str,
    read: fn(&str, &str) -> Result<T, String>,
    warnings: &mut Vec<String>,
) -> Option<T> {
    let table = match text_of(archive, path) {
        Ok(Some(text)) => {
            read(&text, path).map_err(|why| format!("the table of contents cannot be read ({why})"))
        }
        Ok(None) => Err(format!("the table of contents `{path}` is missing")),
        Err(error) => Err(format!("the table of contents was not used: {error}")),
    };
    table.map_err(|warning| warnings.push(warning)).ok()
}

/// Reads a package document that is beside a book, not in it.
pub(crate) fn alone(bytes: &[u8]) -> Result<PackageDocument, Error> {
    PackageDocument::parse(&checked("the OPF", bytes)?, "").map_err(Error::Package)
}

/// The path of the package document, as the container states it.
fn container(archive: &mut BookArchive) -> Result<Option<String>, Error> {
    let Some(xml) = text_of(archive, "META-INF/container.xml")? else { return Ok(None) };
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element))
                if element.local_name().as_ref() == "rootfile" =>
            {
                let value = |name| {
                    let attribute = element.try_get_attribute(name).ok().flatten()?;
                    attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
                };
                let kind = value("media-type").unwrap_or_default();
                if kind == "application/oebps-package+xml"
                    && let Some(path) = value("full-path")
                {
                    return Ok(Some(path.trim_start_matches('/').to_owned()));
                }
            }
            Ok(Event::Eof) | Err(_) => return Ok(None),
            Ok(_) => {}
        }
    }
}

/// Replaces a missing container, if the archive has exactly one package document.
fn only_package(archive: &BookArchive, warnings: &mut Vec<String>) -> Result<String, Error> {
    let mut packages: Vec<&str> = archive.names().filter(|name| is_package(name)).collect();
    packages.sort_unstable();
    match packages.as_slice() {
        [package] => {
            warnings.push(format!("META-INF/container.xml is missing; `{package}` was used"));
            Ok((*package).to_owned())
        }
        [] => Err(Error::NotABook("a zip archive")),
        _ => Err(Error::Package("META-INF/container.xml is missing".to_owned())),
    }
}

/// Whether a file is a package document, by its name.
pub(crate) fn is_package(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with(".opf")
}

/// Reads a document of the package.
fn text_of(archive: &mut BookArchive, name: &str) -> Result<Option<String>, Error> {
    let Some(bytes) = archive.read(name)? else { return Ok(None) };
    checked(&format!("`{name}`"), &bytes).map(Some)
}

/// Decodes a document of the package, called `name`.
fn checked(name: &str, bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > DOCUMENT_BYTES {
        let limit = format!("{} MiB", DOCUMENT_BYTES >> 20);
        return Err(Error::TooLarge { what: name.to_owned(), limit });
    }
    let text = readable(decode(bytes)).text;
    Ok(repair(expanded(&text).as_deref().unwrap_or(&text)))
}
