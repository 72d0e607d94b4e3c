//! Writes the paragraphs of a DOCX as XHTML.

use crate::formats::docx::part::{DocxParagraph, PartItem};
use crate::formats::docx::style_sheet::StyleRole;
use crate::formats::text;
use crate::formats::text::headings::{Heading, headings};
use crate::formats::text::lines;
use crate::formats::xhtml_builder::XhtmlBuilder;

/// Writes a document, and its notes below it.
pub(super) fn write(document: &[PartItem], notes: &[PartItem], page: &mut XhtmlBuilder) {
    let guessed = guessed(document);
    let usual = text::usual_gap(&plain(document));
    let has_one_title = document.iter().filter(|item| item.is_title()).count() == 1;
    let mut guesses = guessed.into_iter();
    let mut open = "";
    let (mut gap, mut after_heading, mut covered) = (0, true, 0_usize);
    for item in document {
        let PartItem::Paragraph(paragraph) = item else {
            turn(&mut open, "", page);
            tag(item, page);
            continue;
        };
        if paragraph.plain.trim().is_empty() && !paragraph.markup.contains("<a ") {
            gap += 1;
            page.raw(&paragraph.markup);
            continue;
        }
        let guess = guesses.next().flatten();
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let level = match paragraph.role {
            StyleRole::Heading(level) => Some(level),
            StyleRole::Title if !has_one_title => Some(1),
            _ => guess.as_ref().map(|guess| guess.level),
        };
        turn(&mut open, list_of(paragraph, level), page);
        if gap > usual && !after_heading && level.is_none() {
            page.raw("<hr/>\n");
        }
        gap = 0;
        after_heading = level.is_some();
        match (level, guess) {
            (Some(level), Some(guess)) => {
                covered = guess.paragraphs - 1;
                page.heading(level, &guess.title);
            }
            (Some(level), None) => {
                let id = page.entry(&paragraph.plain, level);
                let level = level.min(6);
                page.raw(&format!("<h{level} id=\"{id}\">{}</h{level}>\n", paragraph.markup));
            }
            (None, _) => body(paragraph, page),
        }
    }
    turn(&mut open, "", page);
    notes.iter().for_each(|item| match item {
        PartItem::Tag(_) => tag(item, page),
        PartItem::Paragraph(paragraph) => page.raw(&format!("<p>{}</p>", paragraph.markup)),
    });
}

fn tag(item: &PartItem, page: &mut XhtmlBuilder) {
    if let PartItem::Tag(tag) = item {
        page.raw(tag);
    }
}

/// The element around adjacent paragraphs of a kind.
fn list_of(paragraph: &DocxParagraph, level: Option<usize>) -> &'static str {
    match paragraph.role {
        _ if level.is_some() => "",
        StyleRole::Contents => "nav",
        StyleRole::Quote => "blockquote",
        _ if paragraph.is_entry => "ul",
        _ => "",
    }
}

/// Ends the element that is open, and begins another, unless they are the same.
fn turn(open: &mut &'static str, next: &'static str, page: &mut XhtmlBuilder) {
    if *open == next {
        return;
    }
    if !open.is_empty() {
        page.raw(&format!("</{open}>\n"));
    }
    match next {
        "" => {}
        "nav" => page.raw("<nav epub:type=\"toc\">"),
        next => page.raw(&format!("<{next}>")),
    }
    *open = next;
}

fn body(paragraph: &DocxParagraph, page: &mut XhtmlBuilder) {
    let markup = &paragraph.markup;
    match paragraph.role {
        StyleRole::Title => {
            page.raw(&format!("<div epub:type=\"titlepage\"><h1>{markup}</h1></div>\n"));
        }
        StyleRole::Body if paragraph.is_entry => page.raw(&format!("<li>{markup}</li>")),
        StyleRole::Body if text::is_ornament(&paragraph.plain) => page.raw("<hr/>\n"),
        _ => page.raw(&format!("<p>{markup}</p>\n")),
    }
}

/// Headings of a document without heading styles, guessed as in plain text; one entry for each paragraph with text.
fn guessed(document: &[PartItem]) -> Vec<Option<Heading>> {
    let is_heading = |item: &PartItem| matches!(item, PartItem::Paragraph(found) if matches!(found.role, StyleRole::Heading(_)));
    if document.iter().any(is_heading) {
        return Vec::new();
    }
    headings(&plain(document))
}

/// The paragraphs with text, as plain ones.
fn plain(document: &[PartItem]) -> Vec<lines::TextParagraph> {
    let (mut found, mut gap) = (Vec::new(), 1);
    for item in document {
        let PartItem::Paragraph(paragraph) = item else { continue };
        if paragraph.plain.trim().is_empty() && !paragraph.markup.contains("<a ") {
            gap += 1;
        } else {
            let line = paragraph.plain.trim().to_owned();
            found.push(lines::TextParagraph { lines: vec![line], gap, is_verse: false });
            gap = 1;
        }
    }
    found
}
