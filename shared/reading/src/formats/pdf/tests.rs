//! Minimal PDFs.

use std::fmt::Write as _;
use std::io::{Seek as _, Write as _};

use super::*;

/// Writes a PDF of pages of lines.
fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let count = pages.len();
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>".to_owned(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F 3 0 R >> >> >>",
            5 + 2 * page
        ));
        let mut drawing = String::from("BT /F 10 Tf 72 720 Td 12 TL ");
        for line in *lines {
            write!(drawing, "({line}) Tj T* ").unwrap();
        }
        drawing.push_str("ET");
        objects.push(format!("<< /Length {} >> stream\n{drawing}\nendstream", drawing.len()));
    }
    objects.push("<< /Title (The Mill) /Author (Ann Other) >>".to_owned());
    let mut pdf = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        write!(pdf, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let xref = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for place in places {
        writeln!(pdf, "{place:010} 00000 n ").unwrap();
    }
    write!(
        pdf,
        "trailer << /Size {} /Root 1 0 R /Info {} 0 R >>\nstartxref\n{xref}\n%%EOF\n",
        objects.len() + 1,
        objects.len()
    )
    .unwrap();
    pdf.into_bytes()
}

fn opened(bytes: &[u8]) -> Result<SourceBook, Error> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    open(file)
}

#[test]
fn the_lines_of_pages_become_paragraphs() {
    let pages = [
        "The Mill||CHAPTER I||It was a long way down to the old har-|bour, and nobody went.||They stayed up there, year by year, and||1",
        "The Mill||grew old together.||CHAPTER II||The harbour was still there, quietly so,|but old.||2",
        "The Mill||Nobody knew.||3",
    ];
    let pages = pages.map(|page| page.split('|').collect::<Vec<_>>());
    let pages = pages.each_ref().map(Vec::as_slice);
    if child::find_tool("pdftotext").is_none() {
        let refused = opened(&pdf(&pages)).unwrap_err().to_string();
        assert!(refused.contains("poppler-utils"), "{refused}");
        testkit::skip("pdftotext is not installed: PDFs were not read");
        return;
    }

    let opened = opened(&pdf(&pages)).unwrap();

    let titles: Vec<&str> = opened.contents.iter().map(|entry| entry.title.as_str()).collect();
    let text = opened.pages[0].text.replace('\n', "");
    assert_eq!(titles, ["CHAPTER I", "CHAPTER II"], "{text}");
    assert!(
        text.contains("<p>It was a long way down to the old harbour, and nobody went.</p>"),
        "{text}"
    );
    assert!(
        text.contains("<p>They stayed up there, year by year, and grew old together.</p>"),
        "{text}"
    );
    assert!(text.contains("page number\">The Mill1The Mill2The Mill3</div>"), "{text}");
    assert_eq!(opened.metadata.title, "The Mill");
    assert_eq!(opened.warnings, [WARNING]);
}

#[test]
fn a_broken_pdf_is_refused() {
    if child::find_tool("pdftotext").is_none() {
        testkit::skip("pdftotext is not installed");
        return;
    }

    let refused = opened(b"%PDF-1.4\nnothing").unwrap_err().to_string();

    assert!(refused.contains("damaged"), "{refused}");
}
