//! The meaning of XHTML elements.

use std::borrow::Cow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::BytesStart;

use crate::passage::AnnotationKind;
use crate::xhtml::alternative;
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::shift::Shift;
use crate::xhtml::style_sheet::{CssRules, Style};
use crate::xhtml::vocabulary::Semantics;

/// Longest silence of a mark.
const LONGEST_PAUSE_MS: u32 = 60_000;

/// An open element.
#[derive(Debug, Clone)]
pub(super) struct XhtmlElement {
    /// Without prefix, in lower case.
    pub(super) name: String,
    pub(super) kind: ElementKind,
    pub(super) id: String,
    /// The description of a picture or a formula.
    pub(super) alt: String,
    /// The target of a link.
    pub(super) href: String,
    pub(super) language: Option<String>,
    /// The alphabet of `ssml:ph`, here and below.
    pub(super) alphabet: Option<String>,
    pub(super) semantics: Semantics,
    /// Why its text is left out; empty for invisible text.
    pub(super) leave_out: Option<OmissionReason>,
    /// The pronunciation of the word before, and a silence in milliseconds: marks of plain text.
    pub(super) sounds_before: Option<String>,
    pub(super) pause_ms: Option<u32>,
    /// Columns that a cell spans.
    pub(super) columns: usize,
    /// Whether it stands above or below the line.
    pub(super) shift: Option<Shift>,
    /// The file of a picture, or what a formula has in place of words.
    pub(super) source: String,
    /// Whether it begins at a place of its own within a drawing.
    is_placed: bool,
}

/// The effect of an element on the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ElementKind {
    /// None: words may continue through it.
    Inline,
    /// Its text is a block.
    Block,
    /// A heading and its level.
    Heading(u8),
    /// A line ends.
    LineBreak,
    /// A scene ends.
    Rule,
    /// A picture.
    Image,
    /// A table, a row and a cell of it.
    Table,
    Row,
    Cell,
}

impl ElementKind {
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Self::Inline | Self::LineBreak | Self::Image)
    }
}

/// The effect of an element of this name.
pub(super) fn kind_of(name: &str) -> ElementKind {
    match name {
        "h1" => ElementKind::Heading(1),
        "h2" => ElementKind::Heading(2),
        "h3" => ElementKind::Heading(3),
        "h4" => ElementKind::Heading(4),
        "h5" => ElementKind::Heading(5),
        "h6" => ElementKind::Heading(6),
        "br" => ElementKind::LineBreak,
        "hr" => ElementKind::Rule,
        "img" | "image" => ElementKind::Image,
        "table" => ElementKind::Table,
        "tr" => ElementKind::Row,
        "td" | "th" => ElementKind::Cell,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
        | "figure" | "footer" | "form" | "header" | "hgroup" | "html" | "legend" | "li"
        | "main" | "menu" | "nav" | "ol" | "option" | "p" | "pre" | "section" | "summary"
        | "lg" | "l" | "svg" | "tbody" | "text" | "tfoot" | "thead" | "ul" => ElementKind::Block,
        _ => ElementKind::Inline,
    }
}

impl XhtmlElement {
    /// Reads a tag; `is_forged` means that marks on the page are not ours.
    pub(super) fn read(tag: &BytesStart<'_>, is_forged: bool, sheet: &CssRules) -> Self {
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        let mut element = Self {
            kind: kind_of(&name),
            leave_out: by_name(&name).map(Cow::Borrowed),
            id: String::new(),
            alt: String::new(),
            href: String::new(),
            language: None,
            alphabet: None,
            semantics: Semantics::default(),
            sounds_before: None,
            pause_ms: None,
            columns: 1,
            shift: match name.as_str() {
                "sup" => Some(Shift::Raised),
                "sub" => Some(Shift::Lowered),
                _ => None,
            },
            source: String::new(),
            is_placed: false,
            name,
        };
        element.semantics.is_quote = element.name == "blockquote";
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let value = unescape_with(&attribute.value, resolve_html5_entity);
            let value = value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
            let key = attribute.key.as_ref();
            if !(is_forged && key.starts_with("data-lector-")) {
                element.take(key, &value);
            }
            match key {
                "class" => {
                    value
                        .split_ascii_whitespace()
                        .for_each(|class| element.add(sheet.class(class)));
                }
                "style" => element.add(Style::read(&value)),
                _ => {}
            }
        }
        element.shift = element.shift.or(element.semantics.is_note_mark.then_some(Shift::Raised));
        if element.name == "math" && !alternative::says_formula(&element.alt) {
            element.source = std::mem::take(&mut element.alt);
        }
        if element.name == "lg" {
            element.semantics.is_verse = true;
        }
        let never = element.semantics.leave_out.map(Cow::Borrowed);
        element.leave_out = element.leave_out.or(never);
        element
    }

    fn add(&mut self, style: Style) {
        self.shift = style.shift.or(self.shift);
        self.semantics.is_line |= style.is_line;
        self.semantics.is_initial |= style.floats && self.kind == ElementKind::Inline;
        if style.is_hidden {
            self.leave_out = self.leave_out.take().or(Some(Cow::Borrowed("hidden")));
        }
    }

    /// Whether a line ends before it and after it, though it is part of a block.
    pub(super) fn is_line(&self) -> bool {
        self.kind == ElementKind::Inline
            && (self.semantics.is_line
                || (self.name == "tspan" && self.is_placed)
                || self.name == "textpath")
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

    /// Whether the words of an attribute are read in place of its text.
    pub(super) fn replaces_its_text(&self) -> bool {
        self.name == "math" && !self.alt.trim().is_empty()
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "id" | "xml:id" => value.clone_into(&mut self.id),
            "name" if self.name == "a" && self.id.is_empty() => value.clone_into(&mut self.id),
            "alt" | "alttext" => value.clone_into(&mut self.alt),
            "src" => value.clone_into(&mut self.source),
            "x" | "y" | "dy" if self.name == "tspan" => {
                self.is_placed |= key != "dy" || value.trim() != "0";
            }
            "href" if self.name == "a" => value.clone_into(&mut self.href),
            "xml:lang" | "lang" if !value.trim().is_empty() => {
                self.language = Some(value.trim().to_owned());
            }
            "colspan" => self.columns = value.trim().parse().unwrap_or(1).clamp(1, 100),
            "epub:type" => {
                value.split_ascii_whitespace().for_each(|word| self.semantics.add_type(word));
            }
            "role" => value.split_ascii_whitespace().for_each(|word| self.semantics.add_role(word)),
            "class" => {
                value.split_ascii_whitespace().for_each(|class| self.semantics.add_class(class));
            }
            "data-lector-ipa" => {
                self.sounds_before = Some(value.to_owned());
                self.leave_out = Some(Cow::Borrowed("mark of how to say it"));
            }
            "data-lector-pause" => {
                self.pause_ms = value.parse().ok().map(|length: u32| length.min(LONGEST_PAUSE_MS));
                self.leave_out = Some(Cow::Borrowed("mark of how to say it"));
            }
            "ssml:ph" => self.semantics.annotation = Some(AnnotationKind::Ipa(value.to_owned())),
            "ssml:alphabet" => self.alphabet = Some(value.to_owned()),
            "data-lector-skip" if !value.trim().is_empty() => {
                self.leave_out = Some(Cow::Owned(value.trim().to_owned()));
            }
            _ => {
                let reason = by_attribute(key, value).map(Cow::Borrowed);
                self.leave_out = self.leave_out.take().or(reason);
            }
        }
    }
}

fn by_name(name: &str) -> Option<&'static str> {
    match name {
        "head" | "script" | "style" | "template" => Some(""),
        "rt" | "rp" => Some("reading aid"),
        "title" | "desc" | "metadata" => Some("description of a picture"),
        "annotation" | "annotation-xml" => Some("source of a formula"),
        "audio" | "video" | "object" | "iframe" | "noscript" => Some("stand-in for a medium"),
        _ => None,
    }
}

fn by_attribute(key: &str, value: &str) -> Option<&'static str> {
    let is_hidden = match key {
        "hidden" => value != "false",
        "aria-hidden" => value == "true",
        _ => false,
    };
    is_hidden.then_some("hidden")
}

/// Escapes every `<` that cannot begin markup, and drops scripts, styles and declarations of word processors.
pub(super) fn escape_stray_brackets(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut escaped = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = text[at..].find('<') {
        let bracket = at + found;
        escaped.push_str(&text[at..bracket]);
        at = bracket + 1;
        let rest = &lower[at..];
        let raw = ["script", "style"].into_iter().find(|name| is_tag(rest, name));
        if let Some(end) = raw.and_then(|name| rest.find(&format!("</{name}"))) {
            at += end + rest[end..].find('>').map_or(rest.len() - end, |close| close + 1);
        } else if rest.starts_with('!')
            && !["!--", "![cdata[", "!doctype"].iter().any(|known| rest.starts_with(known))
        {
            at += rest.find('>').map_or(rest.len(), |close| close + 1);
        } else {
            let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
            escaped.push_str(if rest.starts_with(begins) { "<" } else { "&lt;" });
        }
    }
    escaped.push_str(&text[at..]);
    escaped
}

fn is_tag(rest: &str, name: &str) -> bool {
    let behind = rest.strip_prefix(name).and_then(|rest| rest.chars().next());
    behind.is_some_and(|next| next == '>' || next == '/' || next.is_ascii_whitespace())
}
