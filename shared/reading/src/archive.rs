//! The archive of an untrusted book: nothing is unpacked to disk, and every byte is counted while it is inflated.

mod names;

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use crate::archive::names::{EntryNames, decoded};
use crate::error::{Error, one_line};

/// Most entries of an archive.
const ENTRIES: usize = 20_000;
/// Largest entry, inflated.
const ENTRY_BYTES: u64 = 64 << 20;
/// Most bytes inflated from one archive.
const TOTAL_BYTES: u64 = 2 << 30;
/// Highest ratio of inflated to packed size of an entry …
const RATIO: u64 = 200;
/// … that is larger than this.
const RATIO_FROM: u64 = 10 << 20;
/// How entries may be packed.
const PACKINGS: [CompressionMethod; 4] = [
    CompressionMethod::Stored,
    CompressionMethod::Deflated,
    CompressionMethod::Bzip2,
    CompressionMethod::Lzma,
];
/// The signature of an entry in an archive's directory.
const DIRECTORY_ENTRY: &[u8; 4] = b"PK\x01\x02";

/// An archive with checked names.
pub(crate) struct BookArchive {
    zip: ZipArchive<BufReader<File>>,
    names: EntryNames,
    inflated: u64,
}

impl BookArchive {
    /// Opens an archive; a dangerous one is an error.
    pub(crate) fn open(mut file: File) -> Result<Self, Error> {
        refuse_crowds(&mut file)?;
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| damaged(&error))?;
        let mut names = EntryNames::default();
        for index in 0..zip.len() {
            let entry = zip.by_index_raw(index).map_err(|error| damaged(&error))?;
            let name = safe_name(&decoded(entry.name_raw()))?;
            if entry.is_symlink() {
                return Err(Error::UnsafeName(name));
            }
            if entry.encrypted() {
                return Err(Error::Protected("a zip password"));
            }
            names.add(name, entry.name_raw(), index);
        }
        Ok(Self { zip, names, inflated: 0 })
    }

    /// Whether there is an entry called `name`.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The names of all entries.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.all()
    }

    /// Reads a whole entry; `None` if there is none.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.find(name) else { return Ok(None) };
        let raw = self.zip.by_index_raw(index).map_err(|error| damaged(&error))?;
        let (packing, claimed) = (raw.compression(), raw.size());
        drop(raw);
        if !PACKINGS.contains(&packing) {
            let method = format!("{packing:?}");
            return Err(Error::Packing { file: name.to_owned(), method });
        }
        // The memory of this method is as large as the entry says.
        if packing == CompressionMethod::Lzma && claimed > ENTRY_BYTES {
            return Err(too_large(name, ENTRY_BYTES));
        }
        let mut entry = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        let packed = entry.compressed_size();
        let limit = ENTRY_BYTES.min((packed * RATIO).max(RATIO_FROM));
        let limit = limit.min(TOTAL_BYTES.saturating_sub(self.inflated));
        let mut bytes = Vec::new();
        let read = entry.by_ref().take(limit + 1).read_to_end(&mut bytes);
        let read =
            read.map_err(|error| Error::Damaged(format!("`{name}`: {}", one_line(&error))))?;
        self.inflated += read as u64;
        if read as u64 > limit {
            return Err(too_large(name, limit));
        }
        Ok(Some(bytes))
    }

    fn find(&self, name: &str) -> Option<usize> {
        self.names.find(name)
    }
}

fn too_large(name: &str, limit: u64) -> Error {
    let (what, limit) = (format!("`{name}`, unpacked,"), format!("{} MiB", limit >> 20));
    Error::TooLarge { what, limit }
}

/// Replaces backslashes by slashes, and refuses names that point out of the archive.
fn safe_name(name: &str) -> Result<String, Error> {
    let plain = name.replace('\\', "/");
    let outside = plain.starts_with('/')
        || plain.split('/').any(|part| part == "..")
        || plain.contains('\0')
        || plain.as_bytes().get(1) == Some(&b':');
    if outside { Err(Error::UnsafeName(one_line(&plain))) } else { Ok(plain) }
}

/// Counts directory entries before anything is allocated for them.
fn refuse_crowds(file: &mut File) -> Result<(), Error> {
    let broken = |error: io::Error| Error::Damaged(one_line(&error));
    let mut window = vec![0; 1 << 16];
    let (mut kept, mut count) = (0, 0);
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    loop {
        let read = file.read(&mut window[kept..]).map_err(broken)?;
        if read == 0 {
            break;
        }
        let filled = kept + read;
        count += window[..filled].windows(4).filter(|four| four == DIRECTORY_ENTRY).count();
        kept = filled.min(3);
        window.copy_within(filled - kept..filled, 0);
    }
    file.seek(SeekFrom::Start(0)).map_err(broken)?;
    if count > ENTRIES {
        return Err(Error::TooLarge {
            what: "the number of files in this archive".to_owned(),
            limit: ENTRIES.to_string(),
        });
    }
    Ok(())
}

fn damaged(error: &ZipError) -> Error {
    Error::Damaged(one_line(error))
}

#[cfg(test)]
mod tests {
    use std::io::{Seek as _, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::protection;

    fn archive(files: &[(&str, &[u8])]) -> Result<BookArchive, Error> {
        let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        let mut file = zip.finish().unwrap();
        file.rewind().unwrap();
        protection::open(file)
    }

    fn check(files: &[(&str, &[u8])], expected: &str) {
        let refused = archive(files).err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(refused.is_empty(), expected.is_empty(), "{refused}");
        assert!(refused.contains(expected), "{refused}");
    }

    #[test]
    fn names_that_point_outside_are_refused() {
        check(&[("a/b.xhtml", b"x")], "");
        for name in ["../x", "a/../../x", "/etc/passwd", "..\\x", "C:\\x", "a\\..\\x"] {
            check(&[(name, b"x")], "unsafe name");
        }
    }

    #[test]
    fn protected_books_are_named_and_obfuscated_fonts_are_fine() {
        let encryption = |algorithm: &str| {
            format!(
                "<encryption><e:EncryptedData xmlns:e='x'><e:EncryptionMethod Algorithm='{algorithm}'/></e:EncryptedData></encryption>"
            )
        };
        let fonts = encryption(protection::FONT_ALGORITHMS[0]);
        let text = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc");

        check(&[("META-INF/encryption.xml", fonts.as_bytes())], "");
        check(&[("META-INF/encryption.xml", text.as_bytes())], "an unknown DRM");
        check(&[("META-INF/license.lcpl", b"{}")], "Readium LCP");
        check(&[("META-INF/sinf.xml", b"<x/>")], "Apple FairPlay");
        check(&[("META-INF/rights.xml", b"<x/>")], "Adobe DRM");
    }

    #[test]
    fn every_packing_that_books_have_is_read_also_behind_junk() {
        for method in PACKINGS.into_iter().filter(|method| *method != CompressionMethod::Lzma) {
            let mut zip = ZipWriter::new(io::Cursor::new(vec![]));
            let options = SimpleFileOptions::default().compression_method(method);
            zip.start_file("a.xhtml", options).unwrap();
            zip.write_all(b"Text, text, text.").unwrap();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            file.write_all(&zip.finish().unwrap().into_inner()).unwrap();

            let mut archive = BookArchive::open(file).unwrap();

            assert_eq!(
                archive.read("a.xhtml"),
                Ok(Some(b"Text, text, text.".to_vec())),
                "{method:?}"
            );
        }
    }

    #[test]
    fn a_bomb_is_noticed_while_it_is_inflated() {
        let zeros = vec![0; 40 << 20];
        let mut bomb = archive(&[("a", &zeros), ("b", b"fine")]).unwrap();

        assert!(matches!(bomb.read("a"), Err(Error::TooLarge { .. })));
        assert_eq!(bomb.read("b"), Ok(Some(b"fine".to_vec())));
        assert_eq!(bomb.read("c"), Ok(None));
    }

    #[test]
    fn a_crowd_is_refused_before_it_is_read() {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&DIRECTORY_ENTRY.repeat(ENTRIES + 1)).unwrap();

        assert!(matches!(BookArchive::open(file), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn look_up_forgives_case_and_backslashes() {
        let mut archive = archive(&[("OEBPS\\C1.xhtml", b"x")]).unwrap();

        assert_eq!(archive.read("/OEBPS/c1.xhtml"), Ok(Some(b"x".to_vec())));
    }
}
