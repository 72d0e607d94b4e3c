//! The package of an EPUB: what the book says about itself, through `rbook`.
//!
//! `rbook` never sees the book's own archive. It is given a small one made in memory, of the container, the package
//! document and the tables of contents: checked for depth, decoded, repaired, and under the very names that it will ask for.

use std::borrow::Cow;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use rbook::Epub;
use rbook::ebook::element::Href;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::archive::BookArchive;
use crate::encoding::{decode, repair};
use crate::error::Error;
use crate::error::one_line;

/// Deepest nesting of a document that `rbook` is given; it builds trees.
const DEPTH: usize = 256;
/// Largest package document or table of contents.
const DOCUMENT_BYTES: usize = 32 << 20;

/// A package, and what had to be forgiven to read it.
pub(crate) struct EpubPackage {
    pub(crate) epub: Epub,
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
    let opf = document(archive, &location)?.ok_or_else(missing)?;
    let bare = skeleton(&location, &opf, &[])?;
    let epub = parse(bare, true).map_err(Error::Package)?;
    let contents = contents_documents(&epub);
    let Some(opf) = with_contents(&opf, &contents) else {
        return Ok(EpubPackage { epub, warnings });
    };
    let mut documents = Vec::new();
    for name in [contents.nav, contents.ncx].into_iter().flatten().map(|(_, name)| name) {
        match document(archive, &name) {
            Ok(Some(text)) => documents.push((name, text)),
            Ok(None) => warnings.push(format!("the table of contents `{name}` is missing")),
            Err(error) => warnings.push(format!("the table of contents was not used: {error}")),
        }
    }
    // A table that cannot be read is no reason to refuse the book: the headings stand in.
    match parse(skeleton(&location, &opf, &documents)?, documents.is_empty()) {
        Ok(epub) => Ok(EpubPackage { epub, warnings }),
        Err(why) => {
            warnings.push(format!("the table of contents cannot be read ({why})"));
            Ok(EpubPackage { epub, warnings })
        }
    }
}

/// Reads a package document that lies beside a book, not in it; it says of the book what such documents say.
pub(crate) fn alone(bytes: &[u8]) -> Result<Epub, Error> {
    let opf = checked("the OPF", bytes)?;
    let bare = |opf: &str| parse(skeleton("metadata.opf", opf, &[])?, true).map_err(Error::Package);
    bare(&opf).or_else(|error| bare(&with_content(&opf).ok_or(error)?))
}

/// Gives a document that only describes a book what a whole package has.
fn with_content(opf: &str) -> Option<String> {
    const CONTENT: &str = "<manifest><item id=\"a\" href=\"a\" media-type=\"text/plain\"/></manifest><spine><itemref idref=\"a\"/></spine>";
    let end = opf.find("</metadata>")? + "</metadata>".len();
    let close = opf.rfind("</package>")?;
    (end <= close).then(|| format!("{}{CONTENT}{}", &opf[..end], &opf[close..]))
}

fn parse(skeleton: Vec<u8>, skip_toc: bool) -> Result<Epub, String> {
    let mut options = Epub::options();
    options.skip_toc(skip_toc).retain_variants(true);
    options.read(Cursor::new(skeleton)).map_err(|error| one_line(&error))
}

/// Finds where the container says that the package document is.
fn container(archive: &mut BookArchive) -> Result<Option<String>, Error> {
    let Some(xml) = document(archive, "META-INF/container.xml")? else { return Ok(None) };
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

/// Stands in for a missing container where the archive holds one package document only.
fn only_package(archive: &BookArchive, warnings: &mut Vec<String>) -> Result<String, Error> {
    let mut packages: Vec<&str> = archive.names().filter(|name| name.ends_with(".opf")).collect();
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

/// Reads a document that `rbook` may be given.
fn document(archive: &mut BookArchive, name: &str) -> Result<Option<String>, Error> {
    let Some(bytes) = archive.read(name)? else { return Ok(None) };
    checked(&format!("`{name}`"), &bytes).map(Some)
}

/// Decodes a document that `rbook` may be given, called `name`.
fn checked(name: &str, bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > DOCUMENT_BYTES {
        let limit = format!("{} MiB", DOCUMENT_BYTES >> 20);
        return Err(Error::TooLarge { what: name.to_owned(), limit });
    }
    let text = repair(&decode(bytes));
    if depth(&text) > DEPTH {
        return Err(Error::TooLarge {
            what: format!("the nesting of {name}"),
            limit: format!("{DEPTH} levels"),
        });
    }
    Ok(text)
}

/// Measures how deep elements are nested, up to the first fault.
fn depth(text: &str) -> usize {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let (mut now, mut most) = (0_usize, 0);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => now += 1,
            Ok(Event::End(_)) => now = now.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return most,
            Ok(_) => {}
        }
        most = most.max(now);
    }
}

/// The manifest's tables of contents: id and name in the archive.
struct TocDocuments {
    nav: Option<(String, String)>,
    ncx: Option<(String, String)>,
}

fn contents_documents(epub: &Epub) -> TocDocuments {
    let mut contents = TocDocuments { nav: None, ncx: None };
    for entry in epub.manifest().iter() {
        let found = || Some((entry.id().to_owned(), path_of(entry.href())));
        if entry.properties().has_property("nav") {
            contents.nav = contents.nav.or_else(found);
        } else if entry.media_type() == "application/x-dtbncx+xml" {
            contents.ncx = contents.ncx.or_else(found);
        }
    }
    contents
}

/// Names the NCX in the spine where the book forgot to; `None` when there is no table of contents at all.
fn with_contents(opf: &str, contents: &TocDocuments) -> Option<String> {
    if contents.nav.is_none() && contents.ncx.is_none() {
        return None;
    }
    let named = || {
        let (id, _) = contents.ncx.as_ref()?;
        let at = opf.find("<spine").or_else(|| opf.find(":spine").map(|at| at - 1))?;
        let end = at + opf[at..].find('>')?;
        let start = at + opf[at..end].find("spine")? + "spine".len();
        let plain = !id.contains(['"', '<', '&']) && !opf[start..end].contains("toc=");
        plain.then(|| format!("{} toc=\"{id}\"{}", &opf[..start], &opf[start..]))
    };
    Some(named().unwrap_or_else(|| opf.to_owned()))
}

/// Makes the archive that `rbook` reads.
fn skeleton(location: &str, opf: &str, documents: &[(String, String)]) -> Result<Vec<u8>, Error> {
    const LOCATION: &str = "package.opf";
    let folder =
        location.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    // `rbook` takes the path for a reference, and decodes it.
    let path = escape(format!("{folder}{LOCATION}").replace('%', "%25")).into_owned();
    let container = format!(
        "<container><rootfiles><rootfile full-path=\"{path}\" \
         media-type=\"application/oebps-package+xml\"/></rootfiles></container>"
    );
    let package = format!("{folder}{LOCATION}");
    let files = [("META-INF/container.xml", container.as_str()), (package.as_str(), opf)];
    let rest = documents.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files.into_iter().chain(rest) {
        let started = zip.start_file(name, options);
        started.map_err(|error| Error::Package(one_line(&error)))?;
        zip.write_all(text.as_bytes()).map_err(|error| Error::Package(one_line(&error)))?;
    }
    let written = zip.finish().map_err(|error| Error::Package(one_line(&error)))?;
    Ok(written.into_inner())
}

/// A reference's path as a name in the archive.
pub(crate) fn path_of(href: Href<'_>) -> String {
    href.path().decode().trim_start_matches('/').to_owned()
}
