//! Writes XHTML for a format: escaped, closed, and with ids for the table of contents.

use pages::source_page::SourcePage;
use quick_xml::escape::escape;

use crate::formats::directives::with_directives;
use crate::metadata::name;
use crate::source_book::TocEntry;

/// A page of XHTML that is being written, and the entries that point into it.
#[derive(Debug, Default)]
pub(super) struct XhtmlBuilder {
    name: String,
    text: String,
    entries: Vec<TocEntry>,
}

impl XhtmlBuilder {
    /// Begins the page called `name`.
    pub(super) fn new(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

    /// Writes markup without escaping.
    pub(super) fn raw(&mut self, markup: &str) {
        self.text.push_str(markup);
    }

    /// Writes text, escaped.
    pub(super) fn text(&mut self, text: &str) {
        self.text.push_str(&escape(text));
    }

    /// Writes an element that contains only text.
    pub(super) fn element(&mut self, tag: &str, text: &str) {
        let name = tag.split(' ').next().unwrap_or(tag);
        self.raw(&format!("<{tag}>"));
        self.text(text);
        self.raw(&format!("</{name}>\n"));
    }

    /// Writes text that is left out for a reason.
    pub(super) fn skipped(&mut self, reason: &str, text: &str) {
        self.element(&format!("div data-lector-skip=\"{}\"", escape(reason)), text);
    }

    /// Makes an entry of the table of contents, and returns the id for its target.
    pub(super) fn entry(&mut self, title: &str, level: usize) -> String {
        let fragment = format!("lector-{}", self.entries.len() + 1);
        let (title, path) = (name(title), self.name.clone());
        self.entries.push(TocEntry { title, path, fragment: fragment.clone(), level });
        fragment
    }

    /// Writes a heading, with an entry for it.
    pub(super) fn heading(&mut self, level: usize, title: &str) {
        let id = self.entry(title, level);
        self.element(&format!("h{} id=\"{id}\"", level.clamp(1, 6)), title);
    }

    /// Ends the page.
    pub(super) fn finish(self) -> (SourcePage, Vec<TocEntry>) {
        let text = with_directives(&format!("<html><body>{}</body></html>", self.text));
        (SourcePage { name: self.name, text, ..SourcePage::default() }, self.entries)
    }
}

/// Joins the lines of a title.
pub(super) fn title_of(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |title, line| match title.chars().last() {
        None => line.clone(),
        Some(last) if last.is_alphanumeric() => format!("{title}: {line}"),
        Some('.') => format!("{}: {line}", title.trim_end_matches('.')),
        Some(_) => format!("{title} {line}"),
    })
}
