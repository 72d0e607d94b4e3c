//! Books with much metadata, and with covers by all conventions.

use std::io::{Cursor, Seek as _, Write as _};

use contract::{Contributor, Series};
use image::{DynamicImage, ImageFormat};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

/// A book of one page; `files` are further ones.
fn book(metadata: &str, manifest: &str, rest: &str, files: &[(&str, &[u8])]) -> SourceBook {
    let package = format!(
        "<package version='3.0' xmlns='http://www.idpf.org/2007/opf' xmlns:opf='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
         <metadata><dc:title id='t'>Mill</dc:title><dc:language>en</dc:language>{metadata}</metadata>\
         <manifest><item id='p' href='p.xhtml' media-type='application/xhtml+xml'/>{manifest}</manifest><spine>{}<itemref idref='p'/></spine>{rest}</package>",
        if manifest.contains("id='first'") { "<itemref idref='first'/>" } else { "" }
    );
    let container = b"<container><rootfiles><rootfile full-path='O/p.opf' media-type='application/oebps-package+xml'/></rootfiles></container>";
    let own: [(&str, &[u8]); 3] = [
        ("META-INF/container.xml", container),
        ("O/p.opf", package.as_bytes()),
        ("O/p.xhtml", b"<html><body><p>Text of the book.</p></body></html>"),
    ];
    let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
    for (name, bytes) in own.iter().chain(files) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    let mut file = zip.finish().unwrap();
    file.rewind().unwrap();
    open(BookArchive::open(file).unwrap()).unwrap()
}

#[test]
fn an_epub_3_says_who_did_what_and_where_it_belongs() {
    let found = book(
        "<dc:title id='s'>A Tale</dc:title><meta refines='#s' property='title-type'>subtitle</meta>\
         <meta refines='#t' property='title-type'>main</meta>\
         <dc:creator id='a'>Ann Other</dc:creator><meta refines='#a' property='role'>ann</meta><meta refines='#a' property='role' scheme='marc:relators'>aut</meta>\
         <dc:creator id='b'>B. Third</dc:creator><meta refines='#b' property='role'>nrt</meta>\
         <dc:contributor id='c'>C. Fourth</dc:contributor><meta refines='#c' property='role'>trl</meta>\
         <dc:contributor>A Maker</dc:contributor>\
         <meta property='belongs-to-collection' id='set'>All Tales</meta><meta refines='#set' property='collection-type'>set</meta>\
         <meta property='belongs-to-collection' id='m'>Mills</meta><meta refines='#m' property='collection-type'>series</meta>\
         <meta refines='#m' property='group-position'>2.5</meta>\
         <dc:publisher>Press</dc:publisher><dc:date>1895-05-07T00:00:00Z</dc:date>\
         <dc:identifier>0306406152</dc:identifier><dc:identifier>urn:isbn:978-3-16-148410-0</dc:identifier>\
         <dc:description>&lt;p&gt;About &lt;i&gt;a&lt;/i&gt; mill &amp;amp; wind.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</dc:description>\
         <dc:subject>mills</dc:subject><dc:subject>wind</dc:subject>",
        "",
        "",
        &[],
    )
    .metadata;

    let person = |name: &str, role: &str| Contributor { name: name.into(), role: role.into() };
    assert_eq!((found.title.as_str(), found.subtitle.as_deref()), ("Mill", Some("A Tale")));
    assert_eq!(found.authors, ["Ann Other"]);
    assert_eq!(
        found.contributors,
        [person("B. Third", "nrt"), person("C. Fourth", "trl"), person("A Maker", "ctb")]
    );
    assert_eq!(found.series, Some(Series { name: "Mills".into(), index: Some("2.5".into()) }));
    assert_eq!(
        (found.publisher.as_deref(), found.date.as_deref()),
        (Some("Press"), Some("1895-05-07"))
    );
    assert_eq!(found.isbn.as_deref(), Some("9783161484100"));
    assert_eq!(found.description.as_deref(), Some("About a mill & wind. More."));
    assert_eq!(found.subjects, ["mills", "wind"]);
}

#[test]
fn an_epub_2_says_it_in_its_own_way() {
    let found = book(
        "<dc:creator opf:role='aut'>Ann Other</dc:creator><dc:contributor opf:role='trl'>B. Third</dc:contributor>\
         <dc:contributor opf:role='bkp'>calibre</dc:contributor>\
         <dc:date opf:event='modification'>2020-01-01</dc:date><dc:date opf:event='publication'>1895</dc:date>\
         <dc:identifier opf:scheme='ISBN'>0-306-40615-2</dc:identifier>\
         <meta name='calibre:series' content='Mills'/><meta name='calibre:series_index' content='2.0'/>",
        "",
        "",
        &[],
    )
    .metadata;

    assert_eq!(
        (found.authors.as_slice(), found.contributors.len()),
        (&["Ann Other".to_owned()][..], 1)
    );
    assert_eq!((found.date.as_deref(), found.isbn.as_deref()), (Some("1895"), Some("0306406152")));
    assert_eq!(found.series, Some(Series { name: "Mills".into(), index: Some("2".into()) }));
}

#[test]
fn covers_are_found_by_every_convention() {
    let mut png = Vec::new();
    DynamicImage::new_rgb8(3, 4).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='3' height='4'><rect width='3' height='4'/></svg>";
    let page = b"<html><head><title>Cover</title></head><body><img src='x/a.png'/></body></html>";
    let files: [(&str, &[u8]); 3] =
        [("O/x/a.png", &png), ("O/d.svg", svg), ("O/first.xhtml", page)];
    let picture =
        |more: &str| format!("<item id='i' href='x/a.png' media-type='image/png' {more}/>");
    let first = "<item id='first' href='first.xhtml' media-type='application/xhtml+xml'/>";
    let guide = "<guide><reference type='cover' href='first.xhtml'/></guide>";
    let check = |metadata: &str, manifest: &str, rest: &str, expected: bool| {
        let opened = book(metadata, manifest, rest, &files);
        assert_eq!(opened.cover.is_some(), expected, "{manifest}: {:?}", opened.warnings);
    };

    check("", &picture("properties='cover-image'"), "", true);
    check("<meta name='cover' content='i'/>", &picture(""), "", true);
    check("", &format!("{}{first}", picture("")), guide, true);
    check("", &format!("{}{first}", picture("")), "", true);
    check("", "<item id='my-cover' href='x/a.png' media-type='image/png'/>", "", true);
    check(
        "",
        "<item id='d' href='d.svg' media-type='image/svg+xml' properties='cover-image'/>",
        "",
        true,
    );
    check("", &picture(""), "", false);
}

#[test]
fn what_project_gutenberg_adds_is_marked() {
    let text =
        marked("<section class=\"x\" id=\"pg-header\">h</section><p id=\"pg-1\">t</p>".to_owned());

    assert_eq!(text.matches("data-lector-skip").count(), 1);
    assert!(
        text.contains("id=\"pg-header\" data-lector-skip=\"Project Gutenberg licence\">h"),
        "{text}"
    );
}

/// Reads a book of two pages that the package names `href`; the archive names them as it likes.
fn found(href: &str, files: &[(&str, &[u8])]) -> SourceBook {
    let manifest = format!("<item id='first' href='{href}' media-type='application/xhtml+xml'/>");
    book("", &manifest, "", files)
}

#[test]
fn pages_that_are_lost_are_named() {
    let read = found("ch%C3%A9.xhtml", &[("O/che\u{301}.xhtml", b"<p>One.</p>")]);
    assert_eq!((read.pages.len(), read.warnings.len()), (2, 0), "{:?}", read.warnings);

    let lost = found("gone.xhtml", &[]);
    assert_eq!(lost.pages.len(), 1);
    assert_eq!(lost.lost, ["`O/gone.xhtml` is missing from the EPUB"]);
    assert_eq!(lost.warnings.len(), 0);
}

#[test]
fn what_was_wrong_with_a_page_is_said() {
    let garbled = found("a.xhtml", &[("O/a.xhtml", "<p>CafÃ© â€“ dÃ©jÃ\u{a0}.</p>".as_bytes())]);
    assert_eq!(garbled.pages[0].text, "<p>Café – déjà.</p>");
    assert_eq!(garbled.warnings, ["letters were garbled in `O/a.xhtml`; they were put right"]);

    let mended = found("a.xhtml", &[("O/a.xhtml", b"<p a=\"b\"c\">One.</p>")]);
    assert_eq!(
        mended.warnings,
        ["tags do not end in `O/a.xhtml`; they were read as a browser does"]
    );
}
