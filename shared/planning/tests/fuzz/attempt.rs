//! One fuzzing attempt: bytes become a file, or a part of an EPUB, a DOCX or an FB2, which is read and planned.

use std::fs::File;
use std::io::{Cursor, Seek as _, SeekFrom, Write as _};

use contract::{Matter, Notes, Options};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const CONTAINER: &str = r#"<container><rootfiles><rootfile full-path="p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;
const PACKAGE: &str = r#"<package version="3.0"><metadata><dc:title>T</dc:title></metadata><manifest>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>"#;
const NAV: &str = r##"<html><body><nav epub:type="toc"><ol><li><a href="a.xhtml">A</a><ol><li><a href="a.xhtml#x">X</a></li></ol></li><li><a href="b.xhtml#n1">B</a></li></ol></nav></body></html>"##;
const FICTION: &[u8] = b"<?xml version='1.0'?><FictionBook><body><section>";
const PAGE: &str = r#"<html><body><h1>One</h1><p id="n1">Text, and more of it.</p></body></html>"#;

/// The kinds of input.
pub(crate) const KINDS: u8 = 6;

/// Reads `bytes`: the first byte chooses the kind of input, the rest is the content.
///
/// # Panics
/// When a character of the book is lost.
pub(crate) fn attempt(bytes: &[u8], file: &mut File) {
    let Some((kind, rest)) = bytes.split_first() else { return };
    let book = match kind % KINDS {
        0 => rest.to_vec(),
        1 => epub(PACKAGE.as_bytes(), NAV.as_bytes(), rest),
        2 => epub(rest, NAV.as_bytes(), PAGE.as_bytes()),
        3 => epub(PACKAGE.as_bytes(), rest, PAGE.as_bytes()),
        4 => docx(rest),
        _ => [FICTION, rest, b"</section></body></FictionBook>"].concat(),
    };
    file.set_len(0).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&book).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    // The same byte also chooses the options.
    let options = match kind / KINDS % 4 {
        0 => Options::default(),
        1 => Options { notes: Notes::Paragraph, ..Options::default() },
        2 => Options { notes: Notes::Chapter, include: Matter::ALL.into(), ..Options::default() },
        _ => Options { exclude: [Matter::Tables, Matter::Code].into(), ..Options::default() },
    };
    let inspected = planning::inspect(file.try_clone().unwrap(), None, options, &[]);
    match inspected {
        Ok(found) => {
            let account = found.account;
            assert_eq!(account.lost, 0, "characters were lost");
            assert_eq!(account.visible, account.spoken + account.left_out);
        }
        Err(why) => assert!(!why.is_empty() && !why.contains('\n'), "{why:?}"),
    }
}

/// An EPUB whose parts may be anything.
fn epub(package: &[u8], nav: &[u8], page: &[u8]) -> Vec<u8> {
    let second = page.get(page.len() / 2..).unwrap_or_default();
    archive(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("p.opf", package),
        ("n.xhtml", nav),
        ("a.xhtml", page),
        ("b.xhtml", second),
    ])
}

/// A DOCX whose text, notes and styles may be anything.
fn docx(part: &[u8]) -> Vec<u8> {
    archive(&[
        ("word/document.xml", part),
        ("word/footnotes.xml", part),
        ("word/styles.xml", part),
        ("docProps/core.xml", part),
    ])
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
