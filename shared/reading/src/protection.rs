//! Copy protection: recognised by its files, named in an error, never removed.

use std::fs::File;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::archive::BookArchive;
use crate::encoding::decode;
use crate::error::Error;

/// Algorithms that obfuscate fonts, which many free books use; they do not encrypt text.
pub(crate) const FONT_ALGORITHMS: [&str; 2] =
    ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Opens the archive of a book, and refuses one that is protected.
pub(crate) fn open(file: File) -> Result<BookArchive, Error> {
    let mut archive = BookArchive::open(file)?;
    match scheme(&mut archive)? {
        Some(scheme) => Err(Error::Protected(scheme)),
        None => Ok(archive),
    }
}

/// The name of the scheme whose files are in the book.
fn scheme(archive: &mut BookArchive) -> Result<Option<&'static str>, Error> {
    let marks = [
        ("META-INF/license.lcpl", "Readium LCP"),
        ("META-INF/sinf.xml", "Apple FairPlay DRM"),
        ("META-INF/rights.xml", "Adobe DRM"),
    ];
    if let Some((_, scheme)) = marks.iter().find(|(file, _)| archive.contains(file)) {
        return Ok(Some(scheme));
    }
    let hidden =
        archive.read("META-INF/encryption.xml")?.is_some_and(|xml| hides_text(&decode(&xml)));
    Ok(hidden.then_some("an unknown DRM"))
}

/// Whether an encryption document lists anything except fonts.
fn hides_text(xml: &str) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                let method = element.local_name().as_ref() == "EncryptionMethod";
                let algorithm = element.try_get_attribute("Algorithm").ok().flatten();
                let is_font =
                    algorithm.is_some_and(|a| FONT_ALGORITHMS.contains(&a.value.as_ref()));
                if method && !is_font {
                    return true;
                }
            }
            Ok(Event::Eof) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}
