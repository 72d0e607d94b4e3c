//! A new EPUB for a book that was submitted in another format: its text, chapter by chapter, and its cover.

use bytes::Bytes;
use contract::{Pause, SegmentKind};
use quick_xml::escape::escape;

use super::overlay::{Overlay, Par};
use crate::book_timeline::{BookTimeline, TimedChapter, TimedSentence};

/// The package's name.
pub(super) const PACKAGE: &str = "EPUB/package.opf";

/// The container document.
const CONTAINER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
    <rootfile full-path=\"EPUB/package.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>\n";

/// The time of the last change: required in a package, and fixed, so that the same book has the same bytes.
const MODIFIED: &str = "2000-01-01T00:00:00Z";

/// The beginning of every page.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n\
    <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"";

/// The documents of a book: names and texts.
pub(super) fn documents(
    book: &BookTimeline<'_>,
    cover: Option<(&str, &str)>,
) -> Vec<(String, String)> {
    let mut documents = vec![
        ("META-INF/container.xml".to_owned(), CONTAINER.to_owned()),
        ("EPUB/nav.xhtml".to_owned(), nav(book)),
    ];
    documents.extend(
        book.chapters.iter().enumerate().map(|(at, chapter)| (page(at), text(book, chapter))),
    );
    documents.push((PACKAGE.to_owned(), package(book, cover)));
    documents
}

/// The spoken elements of the pages.
pub(super) fn overlays(book: &BookTimeline<'_>) -> Vec<Overlay> {
    let par = |chapter: usize, order: usize, sentence: &TimedSentence<'_>| Par {
        chapter,
        order: (order, 0),
        id: id(sentence),
        begin: sentence.start - book.chapters[chapter].sound_at,
        clip: (0, 0),
    };
    let overlay = |(at, chapter): (usize, &TimedChapter<'_>)| Overlay {
        page: page(at),
        pars: chapter
            .sentences
            .iter()
            .enumerate()
            .map(|(n, sentence)| par(at, n, sentence))
            .collect(),
    };
    book.chapters.iter().enumerate().map(overlay).collect()
}

/// The name and media type of a cover.
pub(super) fn picture(bytes: &Bytes) -> (&'static str, &'static str) {
    match bytes.starts_with(b"\x89PNG") {
        true => ("EPUB/cover.png", "image/png"),
        false => ("EPUB/cover.jpg", "image/jpeg"),
    }
}

fn page(at: usize) -> String {
    format!("EPUB/text/{:04}.xhtml", at + 1)
}

fn id(sentence: &TimedSentence<'_>) -> String {
    format!("said-{}-{}", sentence.segment.index, sentence.number + 1)
}

fn language<'b>(book: &'b BookTimeline<'_>) -> &'b str {
    book.plan.metadata.language.as_deref().unwrap_or("und")
}

fn opened(book: &BookTimeline<'_>, title: &str, style: &str) -> String {
    let language = escape(language(book));
    let title = escape(title);
    format!(
        "{HEAD} lang=\"{language}\" xml:lang=\"{language}\">\n<head><title>{title}</title>{style}</head>\n<body>\n"
    )
}

fn text(book: &BookTimeline<'_>, chapter: &TimedChapter<'_>) -> String {
    let style = "<link rel=\"stylesheet\" type=\"text/css\" href=\"../read-along/style.css\"/>";
    let mut text = opened(book, &chapter.title, style);
    let heads = chapter.sentences.first().is_some_and(|first| first.kind == SegmentKind::Heading);
    if !heads {
        text.push_str(&format!("<h1>{}</h1>\n", escape(&chapter.title)));
    }
    let mut element = None;
    for sentence in &chapter.sentences {
        let tag = if sentence.kind == SegmentKind::Heading { "h1" } else { "p" };
        let open = *element.get_or_insert_with(|| {
            text.push_str(&format!("<{tag}>"));
            tag
        });
        text.push_str(&format!("<span id=\"{}\">{}</span>", id(sentence), escape(sentence.text)));
        match sentence.pause {
            Pause::None | Pause::Sentence => text.push(' '),
            Pause::Line => text.push_str("<br/>\n"),
            Pause::Paragraph | Pause::Heading | Pause::Chapter | Pause::Other => {
                text.push_str(&format!("</{open}>\n"));
                element = None;
            }
            Pause::Scene => {
                text.push_str(&format!("</{open}>\n<hr/>\n"));
                element = None;
            }
        }
    }
    if let Some(open) = element {
        text.push_str(&format!("</{open}>\n"));
    }
    text.push_str("</body>\n</html>\n");
    text
}

fn nav(book: &BookTimeline<'_>) -> String {
    let mut text = opened(book, &book.plan.metadata.title, "");
    text.push_str("<nav epub:type=\"toc\"><ol>\n");
    for (at, chapter) in book.chapters.iter().enumerate() {
        let title = escape(&chapter.title);
        text.push_str(&format!("<li><a href=\"text/{:04}.xhtml\">{title}</a></li>\n", at + 1));
    }
    text.push_str("</ol></nav>\n</body>\n</html>\n");
    text
}

fn package(book: &BookTimeline<'_>, cover: Option<(&str, &str)>) -> String {
    let metadata = &book.plan.metadata;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n\
         <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n\
         <dc:identifier id=\"id\">urn:uuid:{}</dc:identifier>\n<dc:title>{}</dc:title>\n\
         <dc:language>{}</dc:language>\n<meta property=\"dcterms:modified\">{MODIFIED}</meta>\n",
        book.plan.book,
        escape(&metadata.title),
        escape(language(book)),
    );
    for author in &metadata.authors {
        text.push_str(&format!("<dc:creator>{}</dc:creator>\n", escape(author)));
    }
    text.push_str("</metadata>\n<manifest>\n");
    text.push_str("<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n");
    if let Some((name, kind)) = cover {
        let name = name.trim_start_matches("EPUB/");
        text.push_str(&format!(
            "<item id=\"cover\" href=\"{name}\" media-type=\"{kind}\" properties=\"cover-image\"/>\n"
        ));
    }
    for at in 1..=book.chapters.len() {
        text.push_str(&format!(
            "<item id=\"text-{at:04}\" href=\"text/{at:04}.xhtml\" media-type=\"application/xhtml+xml\"/>\n"
        ));
    }
    text.push_str("</manifest>\n<spine>\n");
    for at in 1..=book.chapters.len() {
        text.push_str(&format!("<itemref idref=\"text-{at:04}\"/>\n"));
    }
    text.push_str("</spine>\n</package>\n");
    text
}
