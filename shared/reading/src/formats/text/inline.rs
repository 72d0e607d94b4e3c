//! Inline marks of plain text: `_stress_`, and notes in brackets.

use std::collections::HashSet;

use quick_xml::escape::escape;

use crate::formats::text::lines::TextParagraph;

/// The marks of notes that have both a reference and a text.
#[derive(Debug, Default)]
pub(super) struct InlineMarkup {
    notes: HashSet<String>,
}

impl InlineMarkup {
    /// Finds the notes of a text.
    pub(super) fn of(paragraphs: &[TextParagraph]) -> Self {
        let marks =
            |paragraph: &TextParagraph| begun(&paragraph.lines[0]).map(|(mark, _)| mark.to_owned());
        let written: HashSet<String> = paragraphs.iter().filter_map(marks).collect();
        let mut called = HashSet::new();
        if !written.is_empty() {
            for line in paragraphs.iter().flat_map(|paragraph| &paragraph.lines) {
                // A mark at the start of a line is the note itself.
                called.extend(
                    brackets(line).filter(|(at, _)| *at > 0).map(|(_, mark)| mark.to_owned()),
                );
            }
        }
        Self { notes: written.intersection(&called).cloned().collect() }
    }

    /// The id and the text of a paragraph that is a note.
    pub(super) fn note<'t>(&self, text: &'t str) -> Option<(String, &'t str)> {
        let (mark, rest) = begun(text).filter(|(mark, _)| self.notes.contains(*mark))?;
        Some((id(mark), rest))
    }

    /// Converts a text to XHTML.
    pub(super) fn markup(&self, text: &str) -> String {
        let mut markup = String::new();
        let mut rest = 0;
        for (at, mark) in brackets(text).filter(|(_, mark)| self.notes.contains(*mark)) {
            stressed(&text[rest..at], &mut markup);
            let (mark, id) = (escape(mark), id(mark));
            markup.push_str(&format!("<a epub:type=\"noteref\" href=\"#{id}\">[{mark}]</a>"));
            rest = at + mark.len() + 2;
        }
        stressed(&text[rest..], &mut markup);
        markup
    }
}

fn id(mark: &str) -> String {
    let plain: String =
        mark.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    format!("note-{plain}")
}

/// The mark and the text of a paragraph such as `[Footnote 3: …]` or `[3] …`.
fn begun(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    if let Some(note) = inner.strip_prefix("Footnote ") {
        let (mark, note) = note.split_once(':')?;
        return is_mark(mark).then(|| (mark, note.trim().trim_end_matches(']')));
    }
    let (mark, note) = inner.split_once(']')?;
    (is_mark(mark) && !note.trim().is_empty()).then(|| (mark, note.trim()))
}

/// Whether text between brackets can be the mark of a note.
fn is_mark(mark: &str) -> bool {
    let is_letter = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_uppercase() || b == b'*');
    is_letter || ((1..=4).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_digit()))
}

/// The places of marks in brackets.
fn brackets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('[').filter_map(|(at, _)| {
        // Marks are short, so the search is limited.
        let end = text.as_bytes()[at + 1..].iter().take(5).position(|&byte| byte == b']')?;
        let mark = text.get(at + 1..at + 1 + end)?;
        is_mark(mark).then_some((at, mark))
    })
}

/// Writes text with `_stress_` as markup; underscores that stand for a blank are kept.
fn stressed(text: &str, markup: &mut String) {
    let mut rest = text;
    while let Some((before, stress, after)) = next_stress(rest) {
        markup.push_str(&escape(before));
        markup.push_str(&format!("<em>{}</em>", escape(stress)));
        rest = after;
    }
    markup.push_str(&escape(rest));
}

/// The text before, within and after the next pair of underscores around words.
fn next_stress(text: &str) -> Option<(&str, &str, &str)> {
    for (begin, _) in text.match_indices('_') {
        let (before, inner) = (&text[..begin], &text[begin + 1..]);
        let opens = !before.ends_with(char::is_alphanumeric)
            && inner.starts_with(|c: char| !c.is_whitespace() && c != '_');
        let Some(end) = inner.find('_').filter(|_| opens) else { continue };
        let (stress, after) = (&inner[..end], &inner[end + 1..]);
        let closes = !stress.ends_with(char::is_whitespace)
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        if closes {
            return Some((before, stress, after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::text::lines::{Typesetting, paragraphs};

    #[test]
    fn underscores_that_enclose_words_are_stress() {
        let check = |text, expected| assert_eq!(InlineMarkup::default().markup(text), expected);

        check("a _b c_, _d_!", "a <em>b c</em>, <em>d</em>!");
        check("snake_case_name", "snake_case_name");
        check("Mr. ____ & Co _", "Mr. ____ &amp; Co _");
        check("[pause 1.5s] stays", "[pause 1.5s] stays");
    }

    #[test]
    fn notes_are_known_where_they_are_called_and_written() {
        let paragraphs = paragraphs(
            "He went.[1] She[2] too.\n\n[Footnote 1: By foot.]\n\n[3] A list.",
            Typesetting::Typed,
        );
        let inline = InlineMarkup::of(&paragraphs);

        assert_eq!(
            inline.markup(&paragraphs[0].text()),
            "He went.<a epub:type=\"noteref\" href=\"#note-1\">[1]</a> She[2] too."
        );
        assert_eq!(inline.note(&paragraphs[1].text()), Some(("note-1".to_owned(), "By foot.")));
        assert_eq!(inline.note(&paragraphs[2].text()), None);
    }
}
