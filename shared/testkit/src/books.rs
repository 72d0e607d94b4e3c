//! Books for tests: small ones made by code, broken ones in `tests/books`, and public ones that have to be fetched.

use std::env;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::skip::skip;

/// An EPUB 3 in the making.
#[derive(Debug, Clone)]
pub struct Epub {
    title: String,
    author: String,
    cover: Option<Vec<u8>>,
    chapters: Vec<(String, String)>,
}

impl Epub {
    /// Begins a book without chapters.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            author: "A. Tester".to_owned(),
            cover: None,
            chapters: vec![],
        }
    }

    /// Names the author.
    #[must_use]
    pub fn author(mut self, author: &str) -> Self {
        author.clone_into(&mut self.author);
        self
    }

    /// Gives the book a JPEG cover.
    #[must_use]
    pub fn cover(mut self, jpeg: Vec<u8>) -> Self {
        self.cover = Some(jpeg);
        self
    }

    /// Adds a chapter with a document of its own; `body` is XHTML.
    #[must_use]
    pub fn chapter(mut self, title: &str, body: &str) -> Self {
        self.chapters.push((title.to_owned(), body.to_owned()));
        self
    }

    /// A book of so many paragraphs, 25 to a chapter, of so many sentences that are nowhere else.
    pub fn of_paragraphs(title: &str, paragraphs: usize, sentences: usize) -> Self {
        let paragraph = |at: usize| {
            let sentence =
                format!("{title} sentence {at} says something that nobody has said before. ");
            format!("<p>{}</p>", sentence.repeat(sentences))
        };
        (0..paragraphs.div_ceil(25)).fold(Self::new(title), |epub, chapter| {
            let body: String =
                (chapter * 25..paragraphs.min((chapter + 1) * 25)).map(paragraph).collect();
            epub.chapter(&format!("Chapter {chapter}"), &body)
        })
    }

    /// Adds `count` chapters of `paragraphs` paragraphs of numbered plain sentences (about 200 characters each).
    #[must_use]
    pub fn plain_chapters(mut self, count: usize, paragraphs: usize) -> Self {
        for chapter in 1..=count {
            let mut body = String::new();
            for paragraph in 1..=paragraphs {
                let _ = write!(
                    body,
                    "<p>This is paragraph {paragraph} of chapter {chapter}, and it is here to be spoken. The second \
                     sentence of it mentions {chapter} and {paragraph} again, so that no two paragraphs are the same. \
                     It ends quietly.</p>"
                );
            }
            self = self.chapter(&format!("Chapter {chapter}"), &body);
        }
        self
    }

    /// Zips the book.
    #[must_use]
    pub fn build(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, bytes: &[u8]| {
            let method = if name == "mimetype" {
                CompressionMethod::Stored
            } else {
                CompressionMethod::Deflated
            };
            zip.start_file(name, SimpleFileOptions::default().compression_method(method))
                .expect("a zip entry");
            zip.write_all(bytes).expect("zip bytes");
        };
        add("mimetype", b"application/epub+zip");
        add("META-INF/container.xml", CONTAINER.as_bytes());
        add("EPUB/package.opf", self.package().as_bytes());
        add("EPUB/nav.xhtml", self.navigation().as_bytes());
        if let Some(cover) = &self.cover {
            add("EPUB/cover.jpg", cover);
        }
        for (at, (title, body)) in self.chapters.iter().enumerate() {
            add(
                &format!("EPUB/c{at}.xhtml"),
                document(title, &format!("<h1>{}</h1>{body}", escape(title))).as_bytes(),
            );
        }
        zip.finish().expect("a zip").into_inner()
    }

    /// Zips the book into a file of `folder`.
    #[must_use]
    pub fn write(&self, folder: &Path) -> PathBuf {
        let path = folder.join("book.epub");
        std::fs::write(&path, self.build()).expect("a file");
        path
    }

    fn package(&self) -> String {
        let mut manifest = String::new();
        let mut spine = String::new();
        for at in 0..self.chapters.len() {
            let _ = write!(
                manifest,
                r#"<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>"#
            );
            let _ = write!(spine, r#"<itemref idref="c{at}"/>"#);
        }
        if self.cover.is_some() {
            manifest += r#"<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>"#;
        }
        format!(
            r#"<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:test:{title}</dc:identifier>
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dc:language>en</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{manifest}</manifest>
<spine>{spine}</spine></package>"#,
            title = escape(&self.title),
            author = escape(&self.author),
        )
    }

    fn navigation(&self) -> String {
        let mut entries = String::new();
        for (at, (title, _)) in self.chapters.iter().enumerate() {
            let _ = write!(entries, r#"<li><a href="c{at}.xhtml">{}</a></li>"#, escape(title));
        }
        document("Contents", &format!(r#"<nav epub:type="toc"><ol>{entries}</ol></nav>"#))
    }
}

const CONTAINER: &str = r#"<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"#;

fn document(title: &str, body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>{}</title></head><body>{body}</body></html>"#,
        escape(title)
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The folder of the root `Cargo.toml`.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Finds a public book by its name, such as `war-and-peace.epub`.
///
/// It is looked for in `LECTOR_BOOKS`, or else in `../shared/books` and in
/// `target/books`, where `scripts/fetch-books.sh` puts it. Where it is missing, the check is skipped.
#[must_use]
#[track_caller]
pub fn real_book(name: &str) -> Option<PathBuf> {
    let usual = || ["../shared/books", "target/books"].map(|folder| root().join(folder)).to_vec();
    let folders = env::var_os("LECTOR_BOOKS").map_or_else(usual, |folder| vec![folder.into()]);
    let found = folders.iter().map(|folder| folder.join(name)).find(|path| path.exists());
    if found.is_none() {
        skip(format_args!("{name} is missing; scripts/fetch-books.sh fetches it"));
    }
    found
}

/// Finds a book on which Lector was seen to fail, or a folder of such books, in `../shared/cases/reading`; where it is missing, the
/// check is skipped.
#[must_use]
#[track_caller]
pub fn shared_case(name: &str) -> Option<PathBuf> {
    let found = root().join("../shared/cases/reading").join(name);
    if found.exists() {
        return Some(found);
    }
    skip(format_args!("{name} is not in ../shared/cases/reading"));
    None
}

/// The path of a file in `tests/books`, such as `malformed/01_truncated.epub`.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    let path = root().join("tests/books").join(name);
    assert!(path.exists(), "{} is missing", path.display());
    path
}

/// The words of an EPUB's pages, without markup: good enough to count words, no more.
#[must_use]
pub fn plain_text(epub: &Path) -> String {
    let file = File::open(epub).expect("an EPUB");
    let mut zip = ZipArchive::new(file).expect("a zip");
    let mut text = String::new();
    for at in 0..zip.len() {
        let mut page = String::new();
        let mut entry = zip.by_index(at).expect("a zip entry");
        if entry.name().expect("a name").ends_with(".xhtml") {
            entry.read_to_string(&mut page).expect("UTF-8");
        }
        let body = page.split_once("<body").map_or("", |(_, body)| body);
        // The text before the first `>` is the rest of a tag.
        text.extend(body.split('<').filter_map(|part| Some(part.split_once('>')?.1)));
        text.push('\n');
    }
    text
}
