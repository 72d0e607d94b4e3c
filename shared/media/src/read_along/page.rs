//! A page of the submitted EPUB: the places of its visible characters, counted as when the book was read.

use std::ops::Range;

use contract::is_visible;
use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

/// Deepest nesting of a page.
const DEPTH: usize = 1_000;

/// How spans and an element may be nested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeKind {
    /// It may be inside a span, and spans inside it.
    Inline,
    /// Spans may be inside it.
    Block,
    /// Neither.
    Closed,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) parent: usize,
    pub(super) kind: NodeKind,
    /// All its bytes, including its tags.
    pub(super) bytes: Range<usize>,
    /// The visible characters in it.
    pub(super) letters: Range<u32>,
    /// Whether nothing in it may be changed, however deep.
    is_foreign: bool,
    /// Whether its text is invisible.
    is_unseen: bool,
}

/// A stretch of text with visible characters in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextRun {
    pub(super) node: usize,
    pub(super) letters: Range<u32>,
    pub(super) bytes: Range<usize>,
    /// Whether it cannot be cut, because it contains references.
    pub(super) is_whole: bool,
}

/// The elements and runs of a page, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct XhtmlPage {
    pub(super) nodes: Vec<Node>,
    pub(super) runs: Vec<TextRun>,
    /// Where the head ends.
    pub(super) head_end: Option<usize>,
    /// The namespace prefix of element names, including the colon.
    pub(super) prefix: String,
    open: Vec<usize>,
    letters: u32,
}

impl XhtmlPage {
    /// Walks a page; `None` if it is not well-formed.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut reader = Reader::from_str(text);
        let mut page = Self::default();
        page.push("", 0);
        let at = |part: &str| (part.as_ptr() as usize).checked_sub(text.as_ptr() as usize);
        loop {
            match reader.read_event().ok()? {
                Event::Start(tag) => page.begin(&tag, at(&tag)?.checked_sub(1)?)?,
                Event::Empty(tag) => {
                    page.begin(&tag, at(&tag)?.checked_sub(1)?)?;
                    page.end(usize::try_from(reader.buffer_position()).ok()?);
                }
                Event::End(tag) => {
                    if tag.local_name().as_ref() == "head" && page.head_end.is_none() {
                        page.head_end = at(&tag)?.checked_sub(2);
                    }
                    page.end(usize::try_from(reader.buffer_position()).ok()?);
                }
                Event::Text(run) => page.text(&run, at(&run)?..at(&run)? + run.len(), false),
                Event::CData(run) => page.text(&run, at(&run)?..at(&run)? + run.len(), true),
                Event::GeneralRef(name) => {
                    let start = at(&name)?.checked_sub(1)?;
                    page.reference(&name, start..start + name.len() + 2);
                }
                Event::Eof if page.open.len() == 1 => {
                    page.end(text.len());
                    return Some(page);
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    /// The places of the visible characters of a stretch of `text`; references are skipped.
    pub(super) fn seen(&self, text: &str, letters: &Range<u32>) -> String {
        let runs = self.runs_in(letters).filter(|run| !run.is_whole);
        runs.flat_map(|run| text[self.part(text, run, letters)].chars())
            .filter(|&c| is_visible(c))
            .collect()
    }

    /// The runs that contain some of `letters`.
    pub(super) fn runs_in(&self, letters: &Range<u32>) -> impl Iterator<Item = &TextRun> {
        let first = self.runs.partition_point(|run| run.letters.end <= letters.start);
        let end = letters.end;
        self.runs[first..].iter().take_while(move |run| run.letters.start < end)
    }

    /// The bytes of `run` from the first to the last of its characters that are in `letters`.
    pub(super) fn part(&self, text: &str, run: &TextRun, letters: &Range<u32>) -> Range<usize> {
        if run.is_whole {
            return run.bytes.clone();
        }
        let part = &text[run.bytes.clone()];
        let visible = part.char_indices().filter(|&(_, letter)| is_visible(letter));
        let mut wanted =
            visible.zip(run.letters.start..).filter(|(_, number)| letters.contains(number)).map(
                |((at, letter), _)| run.bytes.start + at..run.bytes.start + at + letter.len_utf8(),
            );
        let first = wanted.next().unwrap_or(run.bytes.start..run.bytes.start);
        let end = wanted.last().map_or(first.end, |last| last.end);
        first.start..end
    }

    fn begin(&mut self, tag: &BytesStart<'_>, at: usize) -> Option<()> {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        if let (1, Some((prefix, _))) = (self.open.len(), tag.name().as_ref().split_once(':')) {
            self.prefix = format!("{prefix}:");
        }
        self.push(&name, at);
        (self.open.len() < DEPTH).then_some(())
    }

    fn push(&mut self, name: &str, at: usize) {
        let parent = self.open.last().copied().unwrap_or(0);
        let (is_foreign, is_unseen) =
            self.nodes.get(parent).map_or((false, false), |node| (node.is_foreign, node.is_unseen));
        self.open.push(self.nodes.len());
        self.nodes.push(Node {
            parent,
            kind: if is_foreign { NodeKind::Closed } else { kind(name) },
            bytes: at..at,
            letters: self.letters..self.letters,
            is_foreign: is_foreign || matches!(name, "svg" | "math" | "select" | "object"),
            is_unseen: is_unseen || matches!(name, "head" | "script" | "style" | "template"),
        });
    }

    fn end(&mut self, at: usize) {
        if let Some(node) = self.open.pop().and_then(|node| self.nodes.get_mut(node)) {
            (node.bytes.end, node.letters.end) = (at, self.letters);
        }
    }

    fn text(&mut self, text: &str, bytes: Range<usize>, is_whole: bool) {
        let Some(&node) = self.open.last() else { return };
        let count = text.chars().filter(|&letter| is_visible(letter)).count();
        if self.nodes[node].is_unseen || count == 0 {
            return;
        }
        let first = self.letters;
        self.letters = first.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
        self.runs.push(TextRun { node, letters: first..self.letters, bytes, is_whole });
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>, bytes: Range<usize>) {
        let mut buffer = [0; 4];
        match name.resolve_char_ref() {
            Ok(Some(letter)) => self.text(letter.encode_utf8(&mut buffer), bytes, true),
            Ok(None) | Err(_) => match resolve_html5_entity(name) {
                Some(text) => self.text(text, bytes, true),
                None => self.text(&format!("&{};", &**name), bytes, true),
            },
        }
    }
}

fn kind(name: &str) -> NodeKind {
    match name {
        "a" | "abbr" | "b" | "bdi" | "bdo" | "big" | "br" | "cite" | "code" | "data" | "del"
        | "dfn" | "em" | "font" | "i" | "img" | "ins" | "kbd" | "mark" | "q" | "ruby" | "s"
        | "samp" | "small" | "span" | "strong" | "sub" | "sup" | "time" | "tt" | "u" | "var"
        | "wbr" => NodeKind::Inline,
        "" | "html" | "head" | "ul" | "ol" | "dl" | "menu" | "table" | "thead" | "tbody"
        | "tfoot" | "tr" | "colgroup" | "hgroup" | "picture" | "svg" | "math" | "select"
        | "option" | "textarea" | "object" | "audio" | "video" | "iframe" | "script" | "style"
        | "template" | "title" => NodeKind::Closed,
        _ => NodeKind::Block,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_characters_are_counted_as_they_are_when_a_book_is_read() {
        let text = "<?xml version='1.0'?><html><head><title>No</title><style>no</style></head>\
            <body><p>A&#160;b\u{ad}c &mdash;<!-- no --> <em>d</em></p><svg><title>e</title></svg></body></html>";

        let page = XhtmlPage::read(text).unwrap();

        assert_eq!(page.letters, 6);
        assert_eq!(page.seen(text, &(0..6)), "Abcde");
        let whole: Vec<_> = page.runs.iter().filter(|run| run.is_whole).collect();
        assert_eq!(&text[whole[0].bytes.clone()], "&mdash;");
        let em =
            page.nodes.iter().find(|node| text[node.bytes.clone()].starts_with("<em")).unwrap();
        assert_eq!((&text[em.bytes.clone()], em.letters.clone()), ("<em>d</em>", 4..5));
        assert!(text[page.head_end.unwrap()..].starts_with("</head>"));
    }

    #[test]
    fn a_part_of_a_run_has_no_spaces_around_it() {
        let text = "<p> One  two three </p>";
        let page = XhtmlPage::read(text).unwrap();

        let part = page.part(text, &page.runs[0], &(3..6));

        assert_eq!(&text[part], "two");
    }

    #[test]
    fn what_is_not_well_formed_is_not_touched() {
        for text in ["<p>a", "<p>a</b></p>", "<p><b>a</p></b>", "<p", "a</p>"] {
            assert_eq!(XhtmlPage::read(text), None, "{text}");
        }
    }

    #[test]
    fn elements_may_have_a_prefix() {
        assert_eq!(XhtmlPage::read("<h:html><h:p>a</h:p></h:html>").unwrap().prefix, "h:");
    }
}
