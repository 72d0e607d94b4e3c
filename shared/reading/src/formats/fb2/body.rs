//! Converts a body of an FB2 document to XHTML.

use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

use crate::formats::text::is_ornament;
use crate::formats::xhtml_builder::{XhtmlBuilder, title_of};
use crate::formats::xml::{XmlEvent, attribute, local};
use crate::metadata::name;
use crate::source_book::SourceBook;

/// Elements nested deeper than this keep their text, but lose their meaning.
const DEPTH: usize = 256;

/// A body that is being written.
pub(super) struct BodyWriter {
    page: XhtmlBuilder,
    /// Names of open elements, and the XHTML that ends each.
    open: Vec<(String, String)>,
    /// How many sections are open.
    depth: usize,
    is_notes: bool,
    /// Whether empty lines are rare enough to be scene breaks.
    are_gaps: bool,
    /// Lines of the title that is open: as XHTML, and plain.
    title: Option<Vec<(String, String)>>,
    /// The text of a subtitle; at its end, it may turn out to be an ornament.
    subtitle: Option<(String, String)>,
    /// Whether the open stanza has a line.
    has_line: bool,
}

impl BodyWriter {
    pub(super) fn new(name: &str, number: usize, are_gaps: bool) -> Self {
        let is_notes = matches!(name, "notes" | "comments" | "footnotes");
        let name = if name.is_empty() { format!("body {}", number + 1) } else { self::name(name) };
        Self {
            page: XhtmlBuilder::new(&name),
            open: Vec::new(),
            depth: 0,
            is_notes,
            are_gaps,
            title: None,
            subtitle: None,
            has_line: false,
        }
    }

    pub(super) fn meet(&mut self, met: &XmlEvent<'_>) {
        match met {
            XmlEvent::Start(tag) => self.start(tag),
            XmlEvent::Text(text) => self.text(text),
            XmlEvent::End(name) => {
                if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
                    self.close(at);
                }
            }
        }
    }

    /// Ends the body, and adds its page and entries to the book.
    pub(super) fn finish(mut self, opened: &mut SourceBook) {
        self.close(0);
        let (page, entries) = self.page.finish();
        opened.pages.push(page);
        opened.contents.extend(entries);
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = local(tag);
        if self.open.len() >= DEPTH {
            return;
        }
        let (begin, end) = self.markup(&name, tag);
        self.raw(&begin);
        self.open.push((name, end));
    }

    /// The XHTML that begins and ends an element.
    fn markup(&mut self, name: &str, tag: &BytesStart<'_>) -> (String, String) {
        let pair = |begin: &str, end: &str| (begin.to_owned(), end.to_owned());
        let id = attribute(tag, "id").filter(|id| !id.is_empty());
        let id = id.map(|id| format!(" id=\"{}\"", escape(id))).unwrap_or_default();
        match name {
            "section" => {
                self.depth += 1;
                if self.is_notes {
                    (format!("<aside epub:type=\"footnote\"{id}>"), "</aside>\n".to_owned())
                } else {
                    (format!("<section{id}>"), "</section>\n".to_owned())
                }
            }
            "title" => {
                self.title = Some(Vec::new());
                pair("", "")
            }
            "p" if self.title.is_some() => {
                self.title.iter_mut().for_each(|lines| lines.push(Default::default()));
                pair("", "")
            }
            "p" => (format!("<p{id}>"), "</p>\n".to_owned()),
            "subtitle" => {
                self.subtitle = Some(Default::default());
                pair("", "")
            }
            "epigraph" => pair("<blockquote epub:type=\"epigraph\">", "</blockquote>\n"),
            "cite" => pair("<blockquote>", "</blockquote>\n"),
            "poem" => pair("<div class=\"poem\">", "</div>\n"),
            "stanza" => {
                self.has_line = false;
                pair("<p class=\"verse\">", "</p>\n")
            }
            "v" if self.is_open("stanza") => {
                let begin = if std::mem::replace(&mut self.has_line, true) { "<br/>" } else { "" };
                pair(begin, "")
            }
            "v" | "date" => pair("<p>", "</p>\n"),
            "text-author" => pair("<p class=\"text-author\">", "</p>\n"),
            "empty-line" if self.are_gaps && self.title.is_none() => pair("<hr/>\n", ""),
            "table" | "tr" | "th" | "td" | "sub" | "sup" | "code" => {
                (format!("<{name}>"), format!("</{name}>"))
            }
            "emphasis" => pair("<em>", "</em>"),
            "strong" => pair("<strong>", "</strong>"),
            "a" => {
                let href = attribute(tag, "href").unwrap_or_default();
                let kind = attribute(tag, "type").filter(|kind| kind == "note");
                let kind = kind.map_or("", |_| " epub:type=\"noteref\"");
                (format!("<a{kind} href=\"{}\">", escape(href)), "</a>".to_owned())
            }
            _ => pair("", ""),
        }
    }

    fn is_open(&self, name: &str) -> bool {
        self.open.iter().any(|(open, _)| open == name)
    }

    fn raw(&mut self, markup: &str) {
        if let Some(lines) = &mut self.title {
            lines.last_mut().into_iter().for_each(|(line, _)| line.push_str(markup));
        } else if let Some((subtitle, _)) = &mut self.subtitle {
            subtitle.push_str(markup);
        } else {
            self.page.raw(markup);
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(lines) = &mut self.title {
            if lines.is_empty() && !text.trim().is_empty() {
                lines.push(Default::default());
            }
            lines.last_mut().into_iter().for_each(|(_, plain)| plain.push_str(text));
        } else if let Some((_, plain)) = &mut self.subtitle {
            plain.push_str(text);
        }
        self.raw(&escape(text));
    }

    /// Ends open elements down to the one at `at`.
    fn close(&mut self, at: usize) {
        while self.open.len() > at {
            let Some((name, end)) = self.open.pop() else { return };
            self.raw(&end);
            match name.as_str() {
                "title" => self.end_title(),
                "subtitle" => self.end_subtitle(),
                "section" => self.depth -= 1,
                _ => {}
            }
        }
    }

    fn end_title(&mut self) {
        let lines = self.title.take().unwrap_or_default();
        let markup: Vec<&str> = lines.iter().map(|(markup, _)| markup.trim()).collect();
        let markup = markup.join("<br/>");
        let plain: Vec<String> = lines.iter().map(|(_, plain)| name(plain)).collect();
        let plain: Vec<String> = plain.into_iter().filter(|line| !line.is_empty()).collect();
        if plain.is_empty() {
            return;
        }
        let level = self.depth.clamp(1, 6);
        if self.is_notes && self.depth > 0 {
            let skip = "<span data-lector-skip=\"number of a note\">";
            self.page.raw(&format!("{skip}{markup}</span>"));
        } else if self.is_open("poem") || self.is_open("stanza") {
            // The paragraph of a verse cannot contain a heading, so it ends and begins again.
            let (end, begin) =
                if self.is_open("stanza") { ("</p>", "<p class=\"verse\">") } else { ("", "") };
            let level = (level + 1).min(6);
            self.page.raw(&format!("{end}<h{level}>{markup}</h{level}>{begin}"));
        } else if self.depth == 0 {
            self.page.raw(&format!("<div epub:type=\"titlepage\"><h1>{markup}</h1></div>\n"));
        } else {
            let id = self.page.entry(&title_of(&plain), self.depth);
            self.page.raw(&format!("<h{level} id=\"{id}\">{markup}</h{level}>\n"));
        }
    }

    fn end_subtitle(&mut self) {
        let Some((markup, plain)) = self.subtitle.take() else { return };
        let plain = name(&plain);
        if plain.is_empty() {
            return;
        }
        let level = (self.depth + 1).clamp(2, 6);
        if is_ornament(&plain) {
            self.page.raw("<hr/>\n");
        } else {
            self.page.raw(&format!("<h{level}>{markup}</h{level}>\n"));
        }
    }
}
