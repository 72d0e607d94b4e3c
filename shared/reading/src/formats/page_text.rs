//! Prepares the text of documents: what a browser would show, and for the pages of EPUBs as XHTML that can be walked.

use std::borrow::Cow;

use pages::encoding::{Mojibake, decode, meant_by_control, repaired, without_controls};
use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use crate::formats::entities::expanded;
use crate::formats::html::tokenizer::{HtmlTag, HtmlToken, HtmlTokenizer};

/// The text of a page, and what was wrong with it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageText {
    pub(super) text: String,
    /// Letters were garbled, and are put right.
    pub(super) was_garbled: bool,
    /// Letters may be garbled.
    pub(super) may_be_garbled: bool,
    /// Tags could not be read as they were.
    pub(super) was_mended: bool,
}

/// Decodes and prepares a page of an EPUB.
pub(super) fn page_text(bytes: &[u8]) -> PageText {
    let mut page = document_text(bytes);
    if let Cow::Owned(text) = with_plain_ids(&page.text) {
        page.text = text;
    }
    if has_open_title(&page.text) || !has_sound_tags(&page.text) {
        page.text = mended(&page.text);
        page.was_mended = true;
    }
    page
}

/// Decodes a document, and replaces references that need more than a list of names.
pub(super) fn document_text(bytes: &[u8]) -> PageText {
    let mut page = readable(decode(bytes));
    if let Cow::Owned(text) = with_meant_references(&page.text) {
        page.text = text;
    }
    if let Some(text) = expanded(&page.text) {
        page.text = text;
    }
    page
}

/// Puts garbled letters right, and removes characters that are no text.
pub(super) fn readable(text: String) -> PageText {
    let mojibake = repaired(&text);
    let may_be_garbled = mojibake == Mojibake::Suspected;
    let (text, was_garbled) = match mojibake {
        Mojibake::Repaired(text) => (text, true),
        Mojibake::None | Mojibake::Suspected => (text, false),
    };
    let text = match without_controls(&text) {
        Cow::Owned(clean) => clean,
        Cow::Borrowed(_) => text,
    };
    PageText { text, was_garbled, may_be_garbled, was_mended: false }
}

/// `&#146;` is the character at that place of Windows-1252, as browsers have it.
fn with_meant_references(text: &str) -> Cow<'_, str> {
    /// The length of the longest such reference, with zeros in front.
    const LONGEST: usize = 12;
    let mut written = String::new();
    let (mut at, mut done) = (0, 0);
    while let Some(next) = text[at..].find("&#") {
        at += next + 2;
        let near = &text[at..text.floor_char_boundary(at + LONGEST)];
        let Some((number, _)) = near.split_once(';') else { continue };
        let code = match number.strip_prefix(['x', 'X']) {
            Some(number) => u32::from_str_radix(number, 16),
            None => number.parse(),
        };
        if let Some(meant) = code.ok().and_then(char::from_u32).and_then(meant_by_control) {
            written.push_str(&text[done..at - 2]);
            written.push(meant);
            done = at + number.len() + 1;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    written.push_str(&text[done..]);
    Cow::Owned(written)
}

/// Takes the blanks around ids away: references to them are read without.
fn with_plain_ids(text: &str) -> Cow<'_, str> {
    let mut written = String::new();
    let (mut at, mut done) = (0, 0);
    while let Some(next) = text[at..].find(" id=") {
        at += next + 4;
        let quote = text[at..].chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else { continue };
        at += 1;
        let length = text[at..].find([quote, '<', '>']).unwrap_or_default();
        let id = &text[at..at + length];
        if id.trim() != id && text[at + length..].starts_with(quote) {
            written.push_str(&text[done..at]);
            written.push_str(id.trim());
            done = at + length;
        }
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    written.push_str(&text[done..]);
    Cow::Owned(written)
}

/// Whether a title has no end, which would hide all that follows.
fn has_open_title(text: &str) -> bool {
    let last = text.rfind("<title").map(|at| &text[at..]);
    last.is_some_and(|rest| {
        let is_closed = rest.split_once('>').is_some_and(|(tag, _)| tag.ends_with('/'));
        !is_closed && !rest.contains("</title")
    })
}

/// Whether every tag and comment of a page ends where it should; its elements need not.
fn has_sound_tags(text: &str) -> bool {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if !has_sound_attributes(&tag) => {
                return false;
            }
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

fn has_sound_attributes(tag: &BytesStart<'_>) -> bool {
    let begins_tag = |text: &str| {
        let mut brackets = text.match_indices('<').map(|(at, _)| &text[at + 1..]);
        brackets.any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'))
    };
    // An attribute with a tag or a quote in it has lost its own quote.
    tag.html_attributes().with_checks(false).all(|found| {
        found.is_ok_and(|attribute| {
            !attribute.key.as_ref().contains(['<', '"', '\'']) && !begins_tag(&attribute.value)
        })
    })
}

/// Writes a page again, tag by tag, as a browser reads it.
fn mended(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    let mut tokens = HtmlTokenizer::new(text);
    while let Some(token) = tokens.next() {
        match token {
            HtmlToken::Text(text) => page.push_str(text),
            HtmlToken::Literal(text) => page.push_str(&escape(text)),
            HtmlToken::End(name) => page.push_str(&format!("</{name}>")),
            HtmlToken::Start(tag) => match tag.name.as_str() {
                "script" | "style" if !tag.is_closed => drop(tokens.raw(&tag.name)),
                // A browser shows nothing after it.
                "title" if !tag.is_closed && !tokens.has_end(&tag.name) => {}
                _ => start(&tag, &mut page),
            },
        }
    }
    page
}

fn start(tag: &HtmlTag<'_>, page: &mut String) {
    page.push('<');
    page.push_str(&tag.name);
    let is_name = |key: &str| {
        key.starts_with(|c: char| c.is_ascii_alphabetic())
            && key.chars().all(|c| c.is_ascii_alphanumeric() || ":-_.".contains(c))
    };
    for (key, value) in tag.attributes.iter().filter(|(key, _)| is_name(key)) {
        page.push_str(&format!(" {key}=\"{}\"", escape(value.as_ref())));
    }
    page.push_str(if tag.is_closed { "/>" } else { ">" });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &str) {
        let found = page_text(page.as_bytes());
        assert_eq!(found.text, expected, "{page}");
        assert_eq!(found.was_mended, page != expected && !page.contains("&#"), "{page}");
    }

    #[test]
    fn a_tag_ends_where_a_browser_ends_it() {
        let rest = "<p>More \"of\" it.</p>";
        let check = |page: &str, expected: &str| {
            check(&format!("{page}{rest}"), &format!("{expected}{rest}"));
        };

        check("<p title=\"a\"b\">Quote.</p>", "<p title=\"a\">Quote.</p>");
        check("<a href=\"x.html\"y\">Link</a>", "<a href=\"x.html\">Link</a>");
        check("<img alt=\"a 5\" nail\"/>Nail.", "<img alt=\"a 5\"/>Nail.");
        check(
            "<p title=\"never closed>Gone.</p>",
            "<p title=\"&quot;never\" closed=\"\">Gone.</p>",
        );
        check("<p style='font:'Times''>Font.</p>", "<p style=\"font:\">Font.</p>");
        check("<p class='it's'>It.</p>", "<p class=\"it\">It.</p>");
        check("<!-- never closed <p>Seen", "Seen");
        check("<p>a</p>", "<p>a</p>");
        check("<p class=x id=y>a<p>b", "<p class=x id=y>a<p>b");
    }

    #[test]
    fn a_title_without_an_end_hides_nothing() {
        check(
            "<head><title>x</title></head><body><p>T</p><title>Unclosed<p>T.</p>",
            "<head><title>x</title></head><body><p>T</p>Unclosed<p>T.</p>",
        );
    }

    #[test]
    fn ids_lose_their_blanks() {
        let found = page_text(b"<h1 id=\"s3 \">x</h1><p id=' s4'>y</p><p id='s5'> id=\"</p>");
        assert_eq!(found.text, "<h1 id=\"s3\">x</h1><p id='s4'>y</p><p id='s5'> id=\"</p>");
    }

    #[test]
    fn characters_that_are_none_are_those_of_windows() {
        check(
            "<p>It&#146;s &#x93;so&#X94; &#133; &#225; &#1;</p>",
            "<p>It’s “so” … &#225; &#1;</p>",
        );
        assert_eq!(page_text(b"<p>Nul \0 byte.</p>").text, "<p>Nul  byte.</p>");
    }
}
