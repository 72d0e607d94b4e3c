//! The sample book, `tests/books/the-net-loft`: a real story with everything that a small EPUB has.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The entry that must come first, and uncompressed.
const MIMETYPE: &str = "mimetype";

/// Zips the sample book: the same bytes every time.
#[must_use]
pub fn sample_epub() -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/books/the-net-loft");
    let mut names = Vec::new();
    list(&folder, "", &mut names);
    names.sort_by_key(|name| (name != MIMETYPE, name.clone()));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        // A picture is compressed already.
        let is_stored = name == MIMETYPE || name.ends_with(".jpg");
        let method =
            if is_stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::DEFAULT.compression_method(method);
        zip.start_file(&name, options).expect("a zip entry");
        zip.write_all(&fs::read(folder.join(&name)).expect("a file of the sample book"))
            .expect("zip bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Zips the sample book into a file of `folder`.
#[must_use]
pub fn sample_book(folder: &Path) -> PathBuf {
    let path = folder.join("the-net-loft.epub");
    fs::write(&path, sample_epub()).expect("a book file");
    path
}

/// Lists the files below `folder`, with `/` between the parts of a name.
fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the sample book's folder") {
        let entry = entry.expect("a file of the sample book");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), names);
        } else {
            names.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_is_an_epub_and_always_the_same_one() {
        let book = sample_epub();

        assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
        assert_eq!(book, sample_epub());
        assert!(book.len() < 200_000, "{} bytes", book.len());
    }
}
