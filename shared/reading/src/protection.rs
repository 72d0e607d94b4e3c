//! Copy protection: recognised by its files, named in an error, never removed.

use std::fs::File;

use pages::encoding::decode;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::archive::BookArchive;
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

/// Endings of files without text that is read: a book in which only these are encrypted can be read.
const MEDIA: &str = "aac/avi/bmp/css/eot/flac/gif/jpeg/jpg/js/m4a/m4b/m4v/mkv/mov/mp3/mp4/mpeg/mpg/oga/ogg/ogv/opus/otf/pdf/png/tif/\
    tiff/ttc/ttf/wav/webm/webp/wma/wmv/woff/woff2";

/// Whether an encryption document lists a file with text.
fn hides_text(xml: &str) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut list = EncryptionList::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => list.start(&element),
            Ok(Event::Empty(element)) => {
                list.start(&element);
                list.end(element.local_name().as_ref());
            }
            Ok(Event::End(element)) => list.end(element.local_name().as_ref()),
            Ok(Event::Eof) | Err(_) => return list.hides_text || list.is_hidden,
            Ok(_) => {}
        }
    }
}

/// An encryption document that is being read.
#[derive(Default)]
struct EncryptionList {
    /// A file with text is encrypted.
    hides_text: bool,
    /// The open file is encrypted, and may have text.
    is_hidden: bool,
    /// In a key, which is encrypted in a way of its own.
    is_key: bool,
}

impl EncryptionList {
    fn start(&mut self, element: &BytesStart<'_>) {
        let value = |name| element.try_get_attribute(name).ok().flatten().map(|found| found.value);
        match element.local_name().as_ref() {
            "EncryptedKey" => self.is_key = true,
            "EncryptionMethod" if !self.is_key => {
                let algorithm = value("Algorithm");
                self.is_hidden = !algorithm.is_some_and(|a| FONT_ALGORITHMS.contains(&a.as_ref()));
            }
            "CipherReference" if !self.is_key => {
                self.is_hidden &= !value("URI").is_some_and(|uri| is_medium(&uri));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "EncryptedKey" => self.is_key = false,
            "EncryptedData" => self.hides_text |= std::mem::take(&mut self.is_hidden),
            _ => {}
        }
    }
}

fn is_medium(uri: &str) -> bool {
    let path = uri.split(['?', '#']).next().unwrap_or_default().trim();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| MEDIA.split('/').any(|known| known == ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], hides: bool) {
        let list: String = files.iter().map(|(algorithm, uri)| format!(
            "<e:EncryptedData><e:EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#{algorithm}'/>\
             <KeyInfo><e:EncryptedKey><e:EncryptionMethod Algorithm='rsa'/></e:EncryptedKey></KeyInfo>\
             <e:CipherData><e:CipherReference URI='{uri}'/></e:CipherData></e:EncryptedData>"
        )).collect();
        let xml = format!("<encryption xmlns:e='x'>{list}</encryption>");
        assert_eq!(hides_text(&xml), hides, "{files:?}");
    }

    #[test]
    fn encrypted_films_and_fonts_do_not_hide_the_text() {
        check(&[("aes256-cbc", "OPS/film.mp4")], false);
        check(&[("aes256-cbc", "OPS/A.OTF"), ("aes128-cbc", "b.woff2")], false);
        check(&[("aes256-cbc", "OPS/a%20song.mp3?x")], false);
        check(&[("aes256-cbc", "cover.jpeg")], false);
        check(&[("aes256-cbc", "OPS/film.mp4"), ("aes256-cbc", "OPS/c1.xhtml")], true);
        check(&[("aes256-cbc", "OPS/c1.html"), ("aes256-cbc", "f.ttf")], true);
        check(&[("aes256-cbc", "OPS/c1")], true);
        check(&[("aes256-cbc", "toc.ncx")], true);
    }
}
