//! Read-along EPUBs: the submitted text with its sound, the same bytes every time.

use std::io::{Cursor, Read as _, Seek as _, Write as _};

use contract::{Place, Plan};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::*;
use crate::book_timeline::tests::{audio, book, plan};
use crate::chapter_audio::ChapterAudio;

const CONTAINER: &str = "<container><rootfiles><rootfile full-path=\"E/p.opf\" \
    media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
const PACKAGE: &str = "<package version=\"3.0\"><metadata></metadata><manifest>\
    <item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\" media-overlay=\"o\"/>\
    <item id=\"b\" href=\"b.xhtml\" media-type=\"application/xhtml+xml\"/>\
    <item id=\"o\" href=\"old/o.smil\" media-type=\"application/smil+xml\"/>\
    <item id=\"s\" href=\"old/s.m4a\" media-type=\"audio/mp4\"/></manifest><spine/></package>";
const SMIL: &str =
    "<smil><body><par><text src=\"../a.xhtml#x\"/><audio src=\"s.m4a\"/></par></body></smil>";
const PAGE: &str = "<html><head/><body><p>One. Two <i>three</i>.</p></body></html>";

fn source(package: &str) -> File {
    let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
    let files = [
        ("META-INF/container.xml", CONTAINER),
        ("mimetype", "application/epub+zip"),
        ("E/p.opf", package),
        ("E/a.xhtml", PAGE),
        ("E/b.xhtml", "<html><body><p>Not read.</p></body></html>"),
        ("E/old/o.smil", SMIL),
        ("E/old/s.m4a", "old sound"),
    ];
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::DEFAULT).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let mut file = zip.finish().unwrap();
    file.rewind().unwrap();
    file
}

fn read() -> (Plan, Vec<ChapterAudio>) {
    let mut plan = plan(&[("First", &[&["One.", "Two three."]])]);
    plan.pages = vec!["E/a.xhtml".to_owned()];
    let sentences = &mut plan.chapters[0].segments[0].sentences;
    sentences[0].place = Some(Place { page: 0, first: 0, end: 4 });
    sentences[1].place = Some(Place { page: 0, first: 4, end: 13 });
    let sound = audio(1, 4, &[(1, 0, 1, 500, 900), (1, 1, 1, 1_200, 2_000)], &[]);
    (plan, vec![sound])
}

fn made(source: File) -> Vec<u8> {
    let (plan, sound) = read();
    let mut file = tempfile::tempfile().unwrap();
    let mut clip = tempfile::NamedTempFile::new().unwrap();
    clip.write_all(b"sound").unwrap();

    let cover = Bytes::from_static(b"\xff\xd8 cover");
    let mut mute =
        silent_epub(&book(&plan, sound), Some(source), Some(&cover), file.try_clone().unwrap())
            .unwrap();
    for (_, name) in std::mem::take(&mut mute.chapters) {
        mute.add(&name, clip.path()).unwrap();
    }
    mute.end().unwrap();

    let mut bytes = vec![];
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

fn names(bytes: &[u8]) -> Vec<String> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len()).map(|at| zip.by_index(at).unwrap().name().unwrap().into_owned()).collect()
}

fn text(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn the_readers_own_book_keeps_its_text_and_gets_ids_and_sound() {
    let bytes = made(source(PACKAGE));

    assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip");
    let expected = [
        "mimetype",
        "E/a.xhtml",
        "META-INF/container.xml",
        "E/b.xhtml",
        "E/read-along/0001.smil",
        "E/read-along/style.css",
        "E/p.opf",
        "E/read-along/0001.m4a",
    ];
    assert_eq!(names(&bytes), expected);
    assert_eq!(
        text(&bytes, "E/a.xhtml"),
        "<html><head/><body><p><span id=\"said-1-1-1\">One.</span> \
         <span id=\"said-1-1-2\">Two <i>three</i>.</span></p></body></html>"
    );
    let smil = text(&bytes, "E/read-along/0001.smil");
    assert!(smil.contains("\"../a.xhtml#said-1-1-2\"/><audio src=\"0001.m4a\" clipBegin=\"1.200s\" clipEnd=\"3.072s\""), "{smil}");
    let package = text(&bytes, "E/p.opf");
    assert!(
        package.contains("media-overlay=\"lector-overlay-1\"") && !package.contains("old/"),
        "{package}"
    );
    assert!(package.contains("refines=\"#lector-overlay-1\">0:00:02.572<"), "{package}");
    assert_eq!(text(&bytes, "E/read-along/0001.m4a"), "sound");
    assert_eq!(made(source(PACKAGE)), bytes);
    let mut zip = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(zip.by_index_raw(7).unwrap().compression(), CompressionMethod::Stored);
}

#[test]
fn what_is_no_epub_3_becomes_a_plain_one() {
    let mut other = tempfile::tempfile().unwrap();
    other.write_all(b"One. Two three.").unwrap();
    let older = PACKAGE.replace("3.0", "2.0");

    for source in [other, source(&older)] {
        let bytes = made(source);

        let page = text(&bytes, "EPUB/text/0001.xhtml");
        assert!(page.contains("<h1>First</h1>\n<p><span id=\"said-1-1\">One.</span> "), "{page}");
        assert!(names(&bytes).contains(&"EPUB/cover.jpg".to_owned()));
        let smil = text(&bytes, "EPUB/read-along/0001.smil");
        assert!(smil.contains("../text/0001.xhtml#said-1-2"), "{smil}");
        assert!(text(&bytes, "EPUB/package.opf").contains("0:00:02.572"));
    }
}

#[test]
fn a_book_whose_pages_have_other_words_is_not_made_up() {
    let (mut plan, sound) = read();
    for sentence in &mut plan.chapters[0].segments[0].sentences {
        sentence.text = "Quite something else".to_owned();
    }

    let made = silent_epub(
        &book(&plan, sound),
        Some(source(PACKAGE)),
        None,
        tempfile::tempfile().unwrap(),
    );

    assert!(matches!(made.err(), Some(ReadAlongError::Nothing)));
}
