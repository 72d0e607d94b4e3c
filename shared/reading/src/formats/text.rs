//! Plain text: removes hard line breaks, finds headings, and marks the text that Project Gutenberg put around the book.

mod gutenberg;
pub(super) mod headings;
mod inline;
pub(super) mod lines;
pub(super) mod number;

use std::collections::HashSet;

use crate::formats::boilerplate::LICENCE;
use crate::formats::text::headings::{Heading, headings};
use crate::formats::text::inline::InlineMarkup;
use crate::formats::text::lines::{TextParagraph, Typesetting, paragraphs};
use crate::formats::xhtml_builder::XhtmlBuilder;
use crate::source_book::SourceBook;

/// The name of the only page.
const PAGE: &str = "text";
/// Paragraphs at the start of a book in which credits are looked for.
const CREDITS: usize = 6;
/// Wider gaps are scene breaks if at most one gap in this number is wider.
const RARE: usize = 10;

/// Opens a plain text.
pub(super) fn open(text: &str) -> SourceBook {
    let parts = gutenberg::parts(text);
    let mut page = XhtmlBuilder::new(PAGE);
    if !parts.header.is_empty() {
        page.skipped(LICENCE, parts.header);
    }
    write(&paragraphs(parts.book, Typesetting::Typed), &mut page);
    if !parts.footer.is_empty() {
        page.skipped(LICENCE, parts.footer);
    }
    let (page, contents) = page.finish();
    let metadata = gutenberg::metadata(parts.header);
    SourceBook { metadata, pages: vec![page], contents, ..SourceBook::default() }
}

/// Writes the paragraphs of a book as XHTML.
pub(super) fn write(paragraphs: &[TextParagraph], page: &mut XhtmlBuilder) {
    let headings = headings(paragraphs);
    let inline = InlineMarkup::of(paragraphs);
    let usual = usual_gap(paragraphs);
    let contents = contents(paragraphs, &headings);
    let mut at = 0;
    let mut after_heading = true;
    while let Some(paragraph) = paragraphs.get(at) {
        if let Some(end) = contents.filter(|(begin, _)| *begin == at).map(|(_, end)| end) {
            page.raw("<nav epub:type=\"toc\">");
            paragraphs[at..end].iter().for_each(|paragraph| body(paragraph, &inline, page));
            page.raw("</nav>\n");
            at = end;
            continue;
        }
        if let Some(heading) = &headings[at] {
            if heading.level < 3 {
                page.heading(heading.level, &heading.title);
            } else {
                page.element("h3", &heading.title);
            }
            at += heading.paragraphs;
            after_heading = true;
            continue;
        }
        if paragraph.gap > usual && !after_heading {
            page.raw("<hr/>\n");
        }
        if at < CREDITS && gutenberg::is_credit(&paragraph.lines[0]) {
            page.skipped(gutenberg::CREDITS, &paragraph.text());
        } else {
            body(paragraph, &inline, page);
        }
        after_heading = false;
        at += 1;
    }
}

/// The widest gap between paragraphs that is not a scene break.
pub(super) fn usual_gap(paragraphs: &[TextParagraph]) -> usize {
    let mut gaps: Vec<usize> = paragraphs.iter().map(|paragraph| paragraph.gap).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or_default();
    let wider = gaps.iter().filter(|&&gap| gap > usual).count();
    if wider * RARE > gaps.len() { usize::MAX } else { usual }
}

/// The table of contents: from its heading to the repetition of its first entry.
fn contents(paragraphs: &[TextParagraph], headings: &[Option<Heading>]) -> Option<(usize, usize)> {
    let begin = paragraphs.iter().position(headings::is_contents)?;
    let mut seen = HashSet::new();
    for (at, paragraph) in paragraphs.iter().enumerate().skip(begin) {
        if let Some(heading) = &headings[at]
            && !seen.insert(headings::key(&heading.title))
        {
            return Some((begin, at));
        }
        let is_prose = !paragraph.is_verse && paragraph.lines.len() > 2;
        if is_prose && headings[at].is_none() && at > begin {
            let first = headings[begin..at].iter().rposition(Option::is_some);
            return Some((begin, begin + first.unwrap_or(1).max(1)));
        }
        seen.extend(paragraph.lines.iter().skip(1).map(|line| headings::key(line)));
        seen.insert(headings::key(&paragraph.lines[0]));
    }
    None
}

/// Writes a paragraph that is not a heading.
fn body(paragraph: &TextParagraph, inline: &InlineMarkup, page: &mut XhtmlBuilder) {
    let text = paragraph.text();
    if is_ornament(&text) {
        page.raw("<hr/>\n");
    } else if paragraph.is_verse {
        let lines: Vec<String> = paragraph.lines.iter().map(|line| inline.markup(line)).collect();
        page.raw(&format!("<p class=\"verse\">{}</p>\n", lines.join("<br/>")));
    } else if let Some((id, note)) = inline.note(&text) {
        let note = inline.markup(note);
        page.raw(&format!("<aside epub:type=\"footnote\" id=\"{id}\"><p>{note}</p></aside>\n"));
    } else {
        page.raw(&format!("<p>{}</p>\n", inline.markup(&text)));
    }
}

/// Whether a line only separates two scenes.
pub(super) fn is_ornament(text: &str) -> bool {
    let signs: String = text.split_whitespace().collect();
    let drawn = |c: char| "*#~=_•·⁂†❦§◊○●◆+".contains(c) || matches!(c, '-' | '–' | '—');
    let dashes = signs.chars().all(|c| matches!(c, '-' | '–' | '—'));
    signs.chars().all(drawn) && (!dashes || signs.chars().count() >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(text: &str) -> (String, Vec<String>) {
        let opened = open(text);
        let titles = opened.contents.into_iter().map(|entry| entry.title).collect();
        (opened.pages[0].text.replace('\n', ""), titles)
    }

    #[test]
    fn a_text_becomes_chapters_scenes_and_verse() {
        let (page, titles) = opened(
            "CHAPTER I\n\nHe went _down_ & out.\n\n* * *\n\nShe came.\n\n    O wind,\n    lie down.\n\nCHAPTER II\n\nThey left.\n",
        );

        assert_eq!(titles, ["CHAPTER I", "CHAPTER II"]);
        assert_eq!(
            page,
            "<html><body><h2 id=\"lector-1\">CHAPTER I</h2><p>He went <em>down</em> &amp; out.</p><hr/><p>She came.</p>\
             <p class=\"verse\">O wind,<br/>lie down.</p><h2 id=\"lector-2\">CHAPTER II</h2><p>They left.</p></body></html>"
        );
    }

    #[test]
    fn the_table_of_contents_and_the_licence_are_marked() {
        let (page, titles) = opened(
            "Title: X\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\n\nProduced by A. Typist\n\nX\n\n\
             CONTENTS\n\nCHAPTER I. The Mill\nCHAPTER II. The Hill\n\nCHAPTER I. The Mill\n\nHe went.\n\n\
             CHAPTER II. The Hill\n\nShe came.\n\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\nSmall print.\n",
        );

        assert_eq!(titles, ["CHAPTER I. The Mill", "CHAPTER II. The Hill"]);
        assert!(page.contains("licence\">Title: X"), "{page}");
        assert!(page.contains("made the file\">Produced by"), "{page}");
        assert!(page.contains("<p>X</p><nav epub:type=\"toc\">"), "{page}");
        assert!(page.contains("The Hill</p></nav><h2 id=\"lector-1\">"), "{page}");
        assert!(page.contains("licence\">*** END OF"), "{page}");
    }

    #[test]
    fn contents_that_stand_apart_are_marked_too() {
        let (page, titles) = opened(
            "Contents\n\nChapter 1\n\nChapter 2\n\nChapter 1\n\nHe went.\n\nChapter 2\n\nShe came.\n",
        );

        assert_eq!(titles, ["Chapter 1", "Chapter 2"]);
        assert!(page.contains("<p>Chapter 2</p></nav><h2"), "{page}");
    }

    #[test]
    fn wide_gaps_are_scene_breaks_where_they_are_rare() {
        let many = "He went.\n\n".repeat(12);

        assert_eq!(opened(&format!("{many}\n\nShe.\n\n{many}")).0.matches("<hr/>").count(), 1);
        assert_eq!(opened(&"He went.\n\n\n\n".repeat(12)).0.matches("<hr/>").count(), 0);
    }
}
