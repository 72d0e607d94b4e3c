//! What the elements of XHTML mean to a reader.

use std::borrow::Cow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::BytesStart;

/// An open element.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Without prefix, in lower case.
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) id: String,
    /// What a picture shows.
    pub(super) alt: String,
    /// Why its text is not read; empty for what nobody would see.
    pub(super) leave_out: Option<&'static str>,
}

/// What an element does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing: words may go through it.
    Inline,
    /// Its text stands for itself.
    Block,
    /// A heading and its level.
    Heading(u8),
    /// A line ends.
    LineBreak,
    /// A scene ends.
    Rule,
    /// A picture.
    Image,
}

impl Kind {
    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Block | Self::Heading(_) | Self::Rule)
    }

    pub(super) fn level(self) -> Option<u8> {
        match self {
            Self::Heading(level) => Some(level),
            Self::Inline | Self::Block | Self::LineBreak | Self::Rule | Self::Image => None,
        }
    }
}

/// Says what an element of this name does.
pub(super) fn kind_of(name: &str) -> Kind {
    match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "br" => Kind::LineBreak,
        "hr" => Kind::Rule,
        "img" | "image" => Kind::Image,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "header" | "hgroup" | "html" | "legend" | "li"
        | "main" | "math" | "menu" | "nav" | "ol" | "option" | "p" | "pre" | "section"
        | "summary" | "svg" | "table" | "tbody" | "td" | "text" | "tfoot" | "th" | "thead"
        | "tr" | "ul" => Kind::Block,
        _ => Kind::Inline,
    }
}

impl Element {
    pub(super) fn read(tag: &BytesStart<'_>) -> Self {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        let mut element = Self {
            kind: kind_of(&name),
            leave_out: by_name(&name),
            id: String::new(),
            alt: String::new(),
            name,
        };
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let value = unescape_with(&attribute.value, resolve_html5_entity);
            let value = value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            element.take(attribute.key.as_ref(), &value);
        }
        element
    }

    /// Whether it can have no content.
    pub(super) fn is_void(&self) -> bool {
        matches!(
            self.name.as_str(),
            "area"
                | "base"
                | "br"
                | "col"
                | "embed"
                | "hr"
                | "img"
                | "input"
                | "link"
                | "meta"
                | "param"
                | "source"
                | "track"
                | "wbr"
        )
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "id" | "xml:id" => value.clone_into(&mut self.id),
            "name" if self.name == "a" && self.id.is_empty() => value.clone_into(&mut self.id),
            "alt" => value.clone_into(&mut self.alt),
            _ => self.leave_out = self.leave_out.or(by_attribute(&self.name, key, value)),
        }
    }
}

fn by_name(name: &str) -> Option<&'static str> {
    match name {
        "head" | "script" | "style" | "template" => Some(""),
        "rt" | "rp" => Some("reading aid (ruby)"),
        "title" | "desc" | "metadata" => Some("description of a picture"),
        "annotation" | "annotation-xml" => Some("source of a formula"),
        "audio" | "video" | "object" | "iframe" | "noscript" => Some("stand-in for a medium"),
        _ => None,
    }
}

fn by_attribute(name: &str, key: &str, value: &str) -> Option<&'static str> {
    let has = |word: &str| value.split_ascii_whitespace().any(|found| found == word);
    match key {
        "hidden" => Some("hidden"),
        "aria-hidden" if value == "true" => Some("hidden"),
        "style" if value.replace(' ', "").to_ascii_lowercase().contains("display:none") => {
            Some("hidden")
        }
        "epub:type" | "role" if has("pagebreak") || has("doc-pagebreak") => Some("page number"),
        "epub:type" | "role" if has("noteref") || has("doc-noteref") => Some("note reference"),
        "epub:type" if name == "nav" && (has("toc") || has("landmarks") || has("page-list")) => {
            Some("table of contents")
        }
        _ => None,
    }
}

/// Escapes every `<` that cannot begin markup.
pub(super) fn escape_stray_brackets(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        escaped.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
        escaped.push_str(if rest.starts_with(begins) { "<" } else { "&lt;" });
    }
    escaped.push_str(rest);
    escaped
}
