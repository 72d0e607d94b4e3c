//! Formats that Calibre's `ebook-convert` converts to EPUB, which is then read like any other.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::time::Duration;

use crate::error::{Error, one_line};
use crate::formats::epub;
use crate::formats::external_program::ExternalProgram;
use crate::protection;
use crate::sniff::ConvertibleFormat;
use crate::source_book::SourceBook;

/// Longest time that a conversion may take.
const LIMIT: Duration = Duration::from_secs(240);
/// Most output of a converter.
const TALK: u64 = 16 << 20;
/// The name of the program.
const PROGRAM: &str = "ebook-convert";

/// Opens a book of a format that needs conversion.
pub(super) fn open(mut file: File, format: ConvertibleFormat) -> Result<SourceBook, Error> {
    if format.ending == "mobi" && is_protected(&mut file).map_err(fault)? {
        return Err(Error::Protected("Kindle DRM"));
    }
    let missing = Error::NeedsProgram { what: format.name, program: PROGRAM, package: "Calibre" };
    let program = child::find_tool(PROGRAM).ok_or(missing)?;
    converted(file, format, &program, LIMIT)
}

fn converted(
    mut file: File,
    format: ConvertibleFormat,
    program: &Path,
    limit: Duration,
) -> Result<SourceBook, Error> {
    let folder = tempfile::tempdir().map_err(fault)?;
    let source = format!("book.{}", format.ending);
    let mut copy = File::create(folder.path().join(&source)).map_err(fault)?;
    io::copy(&mut file, &mut copy).map_err(fault)?;
    let program = ExternalProgram {
        path: program,
        what: format.name,
        folder: folder.path(),
        limit,
        bytes: TALK,
    };
    match program.run(&[&source, "converted.epub"]) {
        Err(Error::Conversion { why, .. }) if why.contains("DRM") => {
            return Err(Error::Protected("DRM"));
        }
        ended => ended?,
    };
    let epub = File::open(folder.path().join("converted.epub"));
    let epub = epub.map_err(|_| program.failed(&"it wrote no book"))?;
    let mut book = epub::open(protection::open(epub)?)?;
    let warning = format!("this is {}, which `{PROGRAM}` converted first", format.name);
    book.warnings.insert(0, warning);
    Ok(book)
}

/// Whether the first record of a Kindle book says that it is encrypted.
fn is_protected(file: &mut File) -> io::Result<bool> {
    /// The place of the offset of the first record in a Palm database.
    const FIRST_RECORD: usize = 78;
    /// The place of the encryption type in the first record.
    const ENCRYPTION: u64 = 12;
    let mut head = [0; FIRST_RECORD + 4];
    let mut kind = [0; 2];
    file.rewind()?;
    let told = file.read_exact(&mut head).and_then(|()| {
        let [.., a, b, c, d] = head;
        file.seek(SeekFrom::Start(u64::from(u32::from_be_bytes([a, b, c, d])) + ENCRYPTION))?;
        file.read_exact(&mut kind)
    });
    file.rewind()?;
    // A book that is too short to tell is left to the converter.
    Ok(told.is_ok() && kind != [0; 2])
}

fn fault(error: io::Error) -> Error {
    Error::Fault(format!("cannot use a temporary folder: {}", one_line(&error)))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;
    use std::os::unix::fs::PermissionsExt as _;

    use tempfile::TempDir;

    use super::*;

    const KINDLE: ConvertibleFormat = ConvertibleFormat { name: "a Kindle book", ending: "mobi" };

    /// A stand-in for the converter that runs `script`.
    fn convert(script: &str, limit: Duration) -> Result<SourceBook, Error> {
        let folder = TempDir::new().unwrap();
        let program = folder.path().join(PROGRAM);
        let epub = folder.path().join("made");
        fs::write(&epub, testkit::Epub::new("Made").plain_chapters(2, 2).build()).unwrap();
        fs::write(&program, format!("#!/bin/sh\nmade='{}'\n{script}\n", epub.display())).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(b"the book").unwrap();
        file.rewind().unwrap();
        converted(file, KINDLE, &program, limit)
    }

    #[test]
    fn a_kindle_book_with_drm_is_refused_before_anything_is_started() {
        let mut book = vec![0; 100];
        book[60..68].copy_from_slice(b"BOOKMOBI");
        book[78..82].copy_from_slice(&86_u32.to_be_bytes());
        book[98..100].copy_from_slice(&2_u16.to_be_bytes());
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&book).unwrap();

        assert_eq!(open(file, KINDLE), Err(Error::Protected("Kindle DRM")));
    }

    #[test]
    fn what_the_converter_makes_is_read() {
        let limit = Duration::from_secs(60);
        let script = "grep -q 'the book' \"$1\" && test \"$1\" = book.mobi && cp \"$made\" \"$2\"";

        let book = convert(script, limit).unwrap();

        assert_eq!(book.metadata.title, "Made");
        assert!(book.warnings[0].contains("a Kindle book"), "{:?}", book.warnings);
    }

    #[test]
    fn a_converter_that_fails_says_why() {
        let check = |script, limit: u64, expected: &str| {
            let said = convert(script, Duration::from_millis(limit)).unwrap_err().to_string();
            assert!(said.contains(expected) && !said.contains('\n'), "{said}");
        };

        check("echo 'not a book' >&2; exit 1", 60_000, "(not a book)");
        check("echo 'DRMError: this book has DRM' >&2; exit 1", 60_000, "protected by DRM");
        check("exit 0", 60_000, "it wrote no book");
        check("echo x > \"$2\"", 60_000, "damaged");
        check("exec sleep 20", 300, "took longer");
    }
}
