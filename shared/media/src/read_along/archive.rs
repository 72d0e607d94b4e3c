//! The submitted EPUB as an archive. It was checked when the book was read; still, inflated bytes are counted here, too.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, Read as _, Write as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::error::ReadAlongError;
use super::package::{OverlaidPackage, value};

/// Largest document that is read, inflated.
const DOCUMENT_BYTES: u64 = 64 << 20;

/// The entry that must come first, uncompressed.
const MIMETYPE: (&str, &str) = ("mimetype", "application/epub+zip");

/// The media type of a package document.
const PACKAGE: &str = "application/oebps-package+xml";

/// An EPUB that can be copied with changes.
pub(super) struct SourceEpub {
    zip: ZipArchive<BufReader<File>>,
    pub(super) package: OverlaidPackage,
}

impl SourceEpub {
    /// Opens a book; `None` if it is not an EPUB 3 with a readable package.
    pub(super) fn open(file: File) -> Option<Self> {
        let mut zip = ZipArchive::new(BufReader::new(file)).ok()?;
        let container = text(&mut zip, "META-INF/container.xml").ok()??;
        let name = root(&container)?;
        let package = OverlaidPackage::read(&name, text(&mut zip, &name).ok()??)?;
        package.version.trim().starts_with('3').then_some(Self { zip, package })
    }

    /// Reads a document; `None` if it does not exist or is not Unicode.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ReadAlongError> {
        text(&mut self.zip, name)
    }

    /// Copies every file except those in `written`, without packing it again.
    pub(super) fn copy(
        &mut self,
        written: &HashSet<String>,
        to: &mut ZipWriter<File>,
    ) -> Result<(), ReadAlongError> {
        let mut seen = HashSet::new();
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(at)?;
            let name = entry.name()?.into_owned();
            let is_wanted = name != MIMETYPE.0 && !written.contains(&name);
            if is_wanted && !entry.is_dir() && seen.insert(name) {
                to.raw_copy_file(entry)?;
            }
        }
        Ok(())
    }
}

/// Begins an EPUB.
pub(super) fn begin(file: File) -> Result<ZipWriter<File>, ReadAlongError> {
    let mut zip = ZipWriter::new(file);
    zip.start_file(MIMETYPE.0, stored())?;
    zip.write_all(MIMETYPE.1.as_bytes())?;
    Ok(zip)
}

/// Puts a document.
pub(super) fn put(zip: &mut ZipWriter<File>, name: &str, text: &str) -> Result<(), ReadAlongError> {
    let packed = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    zip.start_file(name, packed)?;
    Ok(zip.write_all(text.as_bytes())?)
}

/// Options for sound and pictures, which are already compressed.
pub(super) fn stored() -> SimpleFileOptions {
    SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored)
}

fn text(
    zip: &mut ZipArchive<BufReader<File>>,
    name: &str,
) -> Result<Option<String>, ReadAlongError> {
    let Some(at) = zip.index_for_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = zip.by_index(at)?.take(DOCUMENT_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > DOCUMENT_BYTES {
        return Err(ReadAlongError::TooLarge { name: name.to_owned() });
    }
    let text = String::from_utf8(bytes).ok();
    Ok(text.map(|text| text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned)))
}

/// The path of the package, as the container states it.
fn root(container: &str) -> Option<String> {
    let mut reader = Reader::from_str(container);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == "rootfile"
                    && value(&tag, "media-type").as_deref() == Some(PACKAGE) =>
            {
                let path = value(&tag, "full-path")?;
                return Some(path.trim_start_matches('/').to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
