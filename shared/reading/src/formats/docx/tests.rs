//! Minimal documents.

use std::io::{Seek as _, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn document(files: &[(&str, &str)], body: &str) -> SourceBook {
    let document = format!("<w:document><w:body>{body}</w:body></w:document>");
    let mut zip = ZipWriter::new(tempfile::tempfile().unwrap());
    for (name, text) in files.iter().chain(&[("word/document.xml", document.as_str())]) {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let mut file = zip.finish().unwrap();
    file.rewind().unwrap();
    let mut archive = BookArchive::open(file).unwrap();
    let location = location(&mut archive).unwrap().unwrap();
    open(&mut archive, &location).unwrap()
}

fn text(opened: &SourceBook) -> String {
    let text = opened.pages[0].text.replace('\n', "");
    text.trim_start_matches("<html><body>").trim_end_matches("</body></html>").to_owned()
}

fn check(body: &str, expected: &str) {
    assert_eq!(text(&document(&[], body)), expected, "{body}");
}

fn styled(style: &str, text: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn plain(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

#[test]
fn headings_are_known_by_style_and_else_guessed() {
    let styled = document(
        &[],
        &(styled("Heading1", "The Mill") + &plain("a") + &styled("Heading2", "I") + &plain("b")),
    );
    let entries: Vec<(usize, &str)> =
        styled.contents.iter().map(|entry| (entry.level, entry.title.as_str())).collect();
    assert_eq!(entries, [(1, "The Mill"), (2, "I")]);

    let guessed = document(
        &[],
        &["Chapter 1", "The Mill", "He went down to it, slowly.", "Chapter 2", "He came."]
            .map(plain)
            .concat(),
    );
    let titles: Vec<&str> = guessed.contents.iter().map(|entry| entry.title.as_str()).collect();
    assert_eq!(titles, ["Chapter 1: The Mill", "Chapter 2"]);
    assert!(
        text(&guessed).ends_with("<h2 id=\"lector-2\">Chapter 2</h2><p>He came.</p>"),
        "{}",
        text(&guessed)
    );
}

#[test]
fn what_was_deleted_is_not_read_and_what_was_inserted_is() {
    check(
        "<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>no</w:delText></w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins>\
         <w:moveFrom><w:r><w:t>no</w:t></w:r></w:moveFrom></w:p>",
        "<p>ab</p>",
    );
    check(
        "<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:t>x</w:t></w:r></w:p>",
        "<p><span hidden=\"\">no</span>x</p>",
    );
}

#[test]
fn paragraphs_keep_what_they_are() {
    check(
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r><w:r><w:br w:type='page'/><w:t> b</w:t><w:br/><w:t>c &amp; d</w:t></w:r></w:p>",
        "<p><em>a</em> b<br/>c &amp; d</p>",
    );
    let entry =
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>";
    check(&entry.repeat(2), "<ul><li>x</li><li>x</li></ul>");
    check(
        &format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", plain("x")),
        "<table><tr><td><p>x</p></td></tr></table>",
    );
    check(
        &(styled("Quote", "q") + &plain("* * *") + &plain("z")),
        "<blockquote><p>q</p></blockquote><hr/><p>z</p>",
    );
    check(
        "<w:p><w:r><w:t>out</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
         <mc:Fallback><w:txbxContent><w:p><w:r><w:t>in</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        "<p>out</p><p>in</p>",
    );
    check(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent><w:p><w:r><w:t>I 3</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:r><w:t>x</w:t></w:r></w:p>",
        "<nav epub:type=\"toc\"><p>I 3</p></nav><p>x</p>",
    );
}

#[test]
fn notes_stand_below_the_text_and_are_called() {
    let notes = format!(
        "<w:footnotes><w:footnote w:type='separator' w:id='0'>{0}</w:footnote><w:footnote w:id='2'>{0}</w:footnote></w:footnotes>",
        plain("By foot.")
    );
    let body =
        "<w:p><w:r><w:t>He went.</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>";

    let opened = document(&[("word/footnotes.xml", &notes)], body);

    assert_eq!(
        text(&opened),
        "<p>He went.<a epub:type=\"noteref\" href=\"#footnote-2\">2</a></p>\
         <aside epub:type=\"footnote\" id=\"footnote-2\"><p>By foot.</p></aside>"
    );
}

#[test]
fn properties_tell_of_the_book() {
    let core = "<cp:coreProperties><dc:title>The Mill</dc:title><dc:creator>Ann Other; B. Third</dc:creator><cp:keywords>mills, wind</cp:keywords></cp:coreProperties>";

    let found = document(&[("docProps/core.xml", core)], &plain("x")).metadata;

    assert_eq!(
        (found.title.as_str(), found.authors.len(), found.subjects.len()),
        ("The Mill", 2, 2)
    );
    assert_eq!(document(&[], &(styled("Title", "Own") + &plain("x"))).metadata.title, "Own");
}
