//! Recognises a file by its first bytes, never by its name.

use pages::encoding::{decode, utf16_without_mark};

use crate::error::Error;

/// The number of bytes that are needed to recognise a file.
pub const HEAD: usize = 4096;
/// The place of the type in a Palm database.
const PALM_TYPE: usize = 60;

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// A zip archive; its entries decide.
    Zip,
    /// Plain text or Markdown; the whole text decides.
    Text,
    /// A page of HTML.
    Html,
    /// A `FictionBook`.
    Fb2,
    Pdf,
    /// A format that is converted first.
    Convertible(ConvertibleFormat),
}

/// A format that a converter reads, which recognises it by the extension of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvertibleFormat {
    /// Its name in messages.
    pub name: &'static str,
    pub ending: &'static str,
}

/// An ODT, which also is a zip archive.
pub(crate) const ODT: ConvertibleFormat =
    ConvertibleFormat { name: "an OpenDocument text", ending: "odt" };

/// Recognises a file; an error names a file that is not a book.
pub fn sniff(head: &[u8]) -> Result<FileFormat, Error> {
    if head.is_empty() {
        return Err(Error::Empty);
    }
    if let [b'P', b'K', 3 | 5, 4 | 6, ..] = head {
        return Ok(FileFormat::Zip);
    }
    if let Some(known) = by_magic(head) {
        return known;
    }
    if has_archive_behind_junk(head) {
        return Ok(FileFormat::Zip);
    }
    if !is_text(head) {
        return Err(Error::NotABook("a file of another kind"));
    }
    let text = decode(head).trim_start_matches('\u{feff}').to_ascii_lowercase();
    let markup = past_prolog(&text);
    if markup.starts_with("<html") || text.contains("<!doctype html") || markup.starts_with("<head")
    {
        return Ok(FileFormat::Html);
    }
    if text.contains("<fictionbook") {
        return Ok(FileFormat::Fb2);
    }
    if text.trim_start().starts_with("<?xml") {
        return Err(Error::NotABook("an XML document of an unknown kind"));
    }
    Ok(FileFormat::Text)
}

/// Whether an archive begins behind something else: an answer's header, a line of a mail.
fn has_archive_behind_junk(head: &[u8]) -> bool {
    /// The place of the name within an entry.
    const NAME: usize = 30;
    /// Newest version of the format, times ten, that an entry may need.
    const VERSION: u8 = 63;
    let mut entries = head.windows(NAME + 1).filter(|entry| entry.starts_with(b"PK\x03\x04"));
    entries.any(|entry| entry[4] <= VERSION && entry[NAME].is_ascii_graphic())
}

/// Recognises a file by the signature at its start.
fn by_magic(head: &[u8]) -> Option<Result<FileFormat, Error>> {
    let foreign =
        |name, ending| Some(Ok(FileFormat::Convertible(ConvertibleFormat { name, ending })));
    let palm = head.get(PALM_TYPE..).unwrap_or_default();
    let palms: [(&[u8], &str, &str); 4] = [
        (b"BOOKMOBI", "a Kindle book", "mobi"),
        (b"TEXtREAd", "a PalmDoc book", "pdb"),
        (b"PNRdPPrs", "an eReader book", "pdb"),
        (b"DataPlkr", "a Plucker book", "pdb"),
    ];
    if let Some((_, name, ending)) = palms.iter().find(|(magic, ..)| palm.starts_with(magic)) {
        return foreign(name, ending);
    }
    let others: [(&[u8], &str, &str); 7] = [
        (b"{\\rtf", "an RTF document", "rtf"),
        (b"ITOLITLS", "a Microsoft Reader book", "lit"),
        (b"ITSF", "a CHM help file", "chm"),
        (b"AT&TFORM", "a DjVu document", "djvu"),
        (b"L\0R\0F\0", "a Sony book", "lrf"),
        (b"\xb0\x0c\xb0\x0c", "a RocketBook", "rb"),
        (b"!!8-Bit!!", "a TCR book", "tcr"),
    ];
    if let Some((_, name, ending)) = others.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return foreign(name, ending);
    }
    if head.starts_with(b"%PDF") {
        return Some(Ok(FileFormat::Pdf));
    }
    if head.starts_with(b"\xeaDRMION\xee") || head.starts_with(b"TPZ") {
        return Some(Err(Error::Protected("Kindle DRM")));
    }
    let magics: [(&[u8], &str); 12] = [
        (b"Rar!", "a RAR archive"),
        (b"7z\xbc\xaf", "a 7-Zip archive"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"ID3", "an audio file"),
        (b"OggS", "an audio file"),
        (b"\x7fELF", "a program"),
        (b"CONT\x02\0", "a KFX book"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"<svg", "a drawing"),
    ];
    let found = magics.iter().find(|(magic, _)| head.starts_with(magic));
    found.map(|(_, name)| Err(Error::NotABook(name)))
}

/// Skips declarations, comments and space before the first element.
fn past_prolog(text: &str) -> &str {
    let mut rest = text.trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let end = if rest.starts_with("<!--") { "-->" } else { ">" };
        let Some((_, after)) = rest.split_once(end) else { return "" };
        rest = after.trim_start();
    }
    rest
}

/// Whether bytes are text in any encoding: almost no control characters.
fn is_text(head: &[u8]) -> bool {
    /// One control character per this number of bytes is tolerated.
    const RARE: usize = 200;
    let marked = [&b"\xff\xfe"[..], b"\xfe\xff", b"\xef\xbb\xbf"];
    if marked.iter().any(|mark| head.starts_with(mark)) || utf16_without_mark(head).is_some() {
        return true;
    }
    let is_control = |byte: &u8| matches!(byte, 0..=8 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f);
    head.iter().filter(|byte| is_control(byte)).count() * RARE <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Result<FileFormat, &str>) {
        match (sniff(head), expected) {
            (Ok(kind), Ok(expected)) => assert_eq!(kind, expected),
            (Err(error), Err(expected)) => {
                assert!(error.to_string().contains(expected), "{error}");
            }
            (found, _) => panic!("{found:?} where {expected:?} was expected"),
        }
    }

    #[test]
    fn files_are_known_by_their_content() {
        check(b"PK\x03\x04rest", Ok(FileFormat::Zip));
        let entry = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0mimetype";
        check(&[&b"HTTP/1.1 200 OK\r\n\r\n"[..], entry].concat(), Ok(FileFormat::Zip));
        check(&[&b"\0\0\0"[..], entry].concat(), Ok(FileFormat::Zip));
        check(b"Once upon a time", Ok(FileFormat::Text));
        check(b"caf\xe9 au lait", Ok(FileFormat::Text));
        check(&[&b"Once upon a time. ".repeat(20)[..], b"\0"].concat(), Ok(FileFormat::Text));
        check(b"\xff\xfeO\0n\0", Ok(FileFormat::Text));
        check(b"O\0n\0c\0e\0 \0a\0", Ok(FileFormat::Text));
        check(b"\0O\0n\0c\0e\0 \0a", Ok(FileFormat::Text));
        check(b"<!DOCTYPE html><p>x", Ok(FileFormat::Html));
        check(b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- a > b -->\n<HTML>", Ok(FileFormat::Html));
        check(b"<?xml version='1.0'?>\n<FictionBook xmlns='x'>", Ok(FileFormat::Fb2));
        let palm = [&[1; PALM_TYPE][..], b"BOOKMOBI"].concat();
        let kindle = ConvertibleFormat { name: "a Kindle book", ending: "mobi" };
        check(&palm, Ok(FileFormat::Convertible(kindle)));
        check(
            b"{\\rtf1",
            Ok(FileFormat::Convertible(ConvertibleFormat {
                name: "an RTF document",
                ending: "rtf",
            })),
        );
        check(b"%PDF-1.7", Ok(FileFormat::Pdf));
        check(b"\xeaDRMION\xee", Err("Kindle DRM"));
        check(b"Rar!\x1a\x07", Err("RAR"));
        check(b"", Err("empty"));
        check(&[7; 500], Err("another kind"));
        check(b"\x00\x01\x02\x03\x04\x05", Err("another kind"));
        let mut noise = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        })
        .take(600)
        .collect();
        check(&noise, Err("another kind"));
        check(&[&noise[..], b"\0"].concat(), Err("another kind"));
        check(b"\x7fELF\x02\x00", Err("a program"));
        check(b"<?xml version='1.0'?><note/>", Err("an XML document"));
    }
}
