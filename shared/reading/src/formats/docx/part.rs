//! The paragraphs of a DOCX, and the tables around them.

use quick_xml::escape::escape;
use quick_xml::events::BytesStart;

use crate::formats::docx::style_sheet::{StyleRole, StyleSheet};
use crate::formats::xml::{self, XmlEvent, attribute, local};

/// Paragraphs nested deeper than this, in text boxes, join the one around them.
const DEPTH: usize = 16;

/// Which part of a document is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DocumentPart {
    Document,
    Footnotes,
    Endnotes,
}

/// A paragraph, or an element around paragraphs.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PartItem {
    Paragraph(DocxParagraph),
    /// A tag of a table or a note.
    Tag(String),
}

/// A paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DocxParagraph {
    pub(super) role: StyleRole,
    pub(super) is_entry: bool,
    /// Its text as XHTML; empty without text.
    pub(super) markup: String,
    pub(super) plain: String,
}

impl PartItem {
    pub(super) fn is_title(&self) -> bool {
        matches!(self, Self::Paragraph(paragraph) if paragraph.role == StyleRole::Title)
    }

    pub(super) fn plain(&self) -> String {
        match self {
            Self::Paragraph(paragraph) => paragraph.plain.clone(),
            Self::Tag(_) => String::new(),
        }
    }
}

/// The formatting of a run of text.
#[derive(Debug, Default)]
struct RunProperties {
    is_hidden: bool,
    is_strong: bool,
    is_stressed: bool,
    language: Option<String>,
}

struct DocxPartReader<'s> {
    part: DocumentPart,
    styles: &'s StyleSheet,
    found: Vec<PartItem>,
    /// The open paragraphs: the innermost one, and those around it.
    open: Vec<DocxParagraph>,
    /// Paragraphs of text boxes, which follow the paragraph around them.
    boxed: Vec<PartItem>,
    run: RunProperties,
    /// Depth within elements that are left out.
    skipped: usize,
    /// Depths of the open content controls, and whether each is a table of contents.
    controls: Vec<bool>,
    /// Whether paragraph properties are open; run properties in them belong only to the end mark.
    in_properties: bool,
    in_text: bool,
}

/// Reads the paragraphs of a part, and returns the error if it cannot be read to its end.
pub(super) fn items(
    xml: &str,
    part: DocumentPart,
    styles: &StyleSheet,
) -> (Vec<PartItem>, Option<String>) {
    let mut reader = DocxPartReader {
        part,
        styles,
        found: Vec::new(),
        open: Vec::new(),
        boxed: Vec::new(),
        run: RunProperties::default(),
        skipped: 0,
        controls: Vec::new(),
        in_properties: false,
        in_text: false,
    };
    let read = xml::walk(xml, |met| reader.meet(&met));
    while !reader.open.is_empty() {
        reader.end("p");
    }
    (reader.found, read.err())
}

impl DocxPartReader<'_> {
    fn meet(&mut self, met: &XmlEvent<'_>) {
        match met {
            XmlEvent::Start(tag) => {
                let name = local(tag);
                if self.skipped > 0 || is_skipped(&name, tag) {
                    self.skipped += 1;
                } else {
                    self.start(&name, tag);
                }
            }
            XmlEvent::End(_) if self.skipped > 0 => self.skipped -= 1,
            XmlEvent::End(name) => self.end(name),
            XmlEvent::Text(text) if self.in_text && self.skipped == 0 => self.text(text),
            XmlEvent::Text(_) => {}
        }
    }

    fn start(&mut self, name: &str, tag: &BytesStart<'_>) {
        let value = || attribute(tag, "val").unwrap_or_default();
        let is_on = || !matches!(value().as_str(), "0" | "false" | "off");
        match name {
            "p" if self.open.len() < DEPTH => self.open.push(DocxParagraph::default()),
            "pPr" => self.in_properties = true,
            "pStyle" => {
                let role = self.styles.role(&value());
                self.change(|paragraph| paragraph.role = role);
            }
            "outlineLvl" => {
                if let Ok(level @ 0..9) = value().parse::<usize>() {
                    self.change(|paragraph| paragraph.role = StyleRole::Heading(level + 1));
                }
            }
            "numId" if value() != "0" => self.change(|paragraph| paragraph.is_entry = true),
            "r" => self.run = RunProperties::default(),
            "vanish" if !self.in_properties => self.run.is_hidden = is_on(),
            "b" if !self.in_properties => self.run.is_strong = is_on(),
            "i" if !self.in_properties => self.run.is_stressed = is_on(),
            "lang" if !self.in_properties => {
                let language = Some(value()).filter(|language| !language.is_empty());
                self.run.language =
                    language.filter(|tag| Some(tag) != self.styles.language.as_ref());
            }
            "t" => self.in_text = true,
            "tab" if !self.in_properties => self.text(" "),
            "br" | "cr" if attribute(tag, "type").is_none_or(|kind| kind == "textWrapping") => {
                self.change(|paragraph| {
                    paragraph.markup.push_str("<br/>");
                    paragraph.plain.push(' ');
                });
            }
            "noBreakHyphen" => self.text("\u{2011}"),
            "footnoteReference" | "endnoteReference" => self.reference(name, tag),
            "docPr" => {
                let shows = attribute(tag, "descr").filter(|text| !text.is_empty());
                let picture = shows.map(|shows| format!("<img alt=\"{}\"/>", escape(shows)));
                self.change(|paragraph| paragraph.markup.push_str(&picture.unwrap_or_default()));
            }
            "sdt" => self.controls.push(false),
            "docPartGallery" if value().eq_ignore_ascii_case("table of contents") => {
                self.controls.last_mut().into_iter().for_each(|is_contents| *is_contents = true);
            }
            "tbl" => self.tag("<table>"),
            "tr" => self.tag("<tr>"),
            "tc" => self.tag("<td>"),
            "footnote" | "endnote" => {
                let id = attribute(tag, "id").unwrap_or_default();
                let id = self.note_id(&id);
                self.tag(&format!("<aside epub:type=\"footnote\" id=\"{id}\">"));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "pPr" => self.in_properties = false,
            "t" => self.in_text = false,
            "sdt" => drop(self.controls.pop()),
            "tbl" => self.tag("</table>"),
            "tr" => self.tag("</tr>"),
            "tc" => self.tag("</td>"),
            "footnote" | "endnote" => self.tag("</aside>"),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let Some(mut paragraph) = self.open.pop() else { return };
        if self.controls.contains(&true) {
            paragraph.role = StyleRole::Contents;
        }
        let item = PartItem::Paragraph(paragraph);
        if self.open.is_empty() {
            self.found.push(item);
            self.found.append(&mut self.boxed);
        } else {
            self.boxed.push(item);
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut DocxParagraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    fn tag(&mut self, tag: &str) {
        let item = PartItem::Tag(tag.to_owned());
        if self.open.is_empty() { self.found.push(item) } else { self.boxed.push(item) }
    }

    fn text(&mut self, text: &str) {
        let RunProperties { is_hidden, is_strong, is_stressed, language } = &self.run;
        let mut markup = escape(text).into_owned();
        let wraps = [(*is_stressed, "em"), (*is_strong, "strong")];
        for (_, name) in wraps.iter().filter(|(is_set, _)| *is_set) {
            markup = format!("<{name}>{markup}</{name}>");
        }
        if let Some(language) = language {
            markup = format!("<span lang=\"{}\">{markup}</span>", escape(language));
        }
        if *is_hidden {
            markup = format!("<span hidden=\"\">{markup}</span>");
        }
        let plain = if *is_hidden { "" } else { text };
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.markup.push_str(&markup);
            paragraph.plain.push_str(plain);
        }
    }

    fn reference(&mut self, name: &str, tag: &BytesStart<'_>) {
        let id = attribute(tag, "id").unwrap_or_default();
        let part = if name == "footnoteReference" { "footnote" } else { "endnote" };
        let markup = format!("<a epub:type=\"noteref\" href=\"#{part}-{0}\">{0}</a>", escape(id));
        self.change(|paragraph| paragraph.markup.push_str(&markup));
    }

    fn note_id(&self, id: &str) -> String {
        let part = match self.part {
            DocumentPart::Endnotes => "endnote",
            DocumentPart::Document | DocumentPart::Footnotes => "footnote",
        };
        format!("{part}-{}", escape(id))
    }
}

/// Whether an element is left out: deleted or moved away, a duplicate, or not text.
fn is_skipped(name: &str, tag: &BytesStart<'_>) -> bool {
    match name {
        "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "delInstrText"
        | "rPrChange" | "pPrChange" => true,
        // The separator lines above notes.
        "footnote" | "endnote" => attribute(tag, "type").is_some_and(|kind| kind != "normal"),
        _ => false,
    }
}
