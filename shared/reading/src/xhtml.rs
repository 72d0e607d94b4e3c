//! Converts XHTML to blocks of text. No word is lost: every visible character gets a number, and text that is left out gets a reason.
//!
//! Well-formed documents are walked as XML. Anything else is walked again *leniently*: unescaped `<` and `&` are text,
//! end tags close what they can, and void elements need no end.

mod context;
mod element;
mod open_element;
mod references;
mod table;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;
mod writer;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;

use crate::block::Block;
use crate::passage::AnnotationKind;
use crate::source_book::SourcePage;
use crate::xhtml::context::context;
use crate::xhtml::element::{ElementKind, XhtmlElement};
use crate::xhtml::open_element::OpenElement;
use crate::xhtml::references::Reference;
use crate::xhtml::writer::BlockWriter;

pub use crate::xhtml::element::OmissionReason;

/// Elements nested deeper than this keep their text, but no longer count as elements.
const DEPTH: usize = 256;

/// The result of a walk.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ParsedPage {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// The places of wanted ids: the index of the block that contains them or follows them.
    pub anchors: HashMap<String, usize>,
    /// Which visible characters are not read, and why.
    pub left_out: Vec<(Range<u32>, OmissionReason)>,
    /// How many visible characters there are.
    pub visible: u32,
    /// How many of the characters in blocks are in links to other places.
    pub linked: u32,
    /// Whether it was not well-formed.
    pub is_malformed: bool,
}

/// Walks the document of the page `page`; `wanted` are the ids whose places matter.
pub fn walk(text: &str, page: usize, wanted: &HashSet<&str>) -> ParsedPage {
    walk_page(&SourcePage { text: text.to_owned(), ..SourcePage::default() }, page, wanted)
}

/// Walks a page, the one with the number `at`; `wanted` are the ids whose places matter.
pub fn walk_page(page: &SourcePage, at: usize, wanted: &HashSet<&str>) -> ParsedPage {
    let SourcePage { text, is_forged, .. } = page;
    let mut strict = XhtmlWalker { is_forged: *is_forged, ..XhtmlWalker::new(at, wanted, false) };
    if strict.run(text) {
        return strict.finish();
    }
    let mut lenient = XhtmlWalker { is_forged: *is_forged, ..XhtmlWalker::new(at, wanted, true) };
    lenient.run(&element::escape_stray_brackets(text));
    lenient.finish()
}

struct XhtmlWalker<'w> {
    wanted: &'w HashSet<&'w str>,
    lenient: bool,
    is_forged: bool,
    open: Vec<OpenElement>,
    /// Elements open beyond [`DEPTH`].
    deeper: usize,
    writer: BlockWriter,
    anchors: HashMap<String, usize>,
    reference: Option<Reference>,
    linked: u32,
}

impl<'w> XhtmlWalker<'w> {
    fn new(page: usize, wanted: &'w HashSet<&'w str>, lenient: bool) -> Self {
        Self {
            wanted,
            lenient,
            is_forged: false,
            open: Vec::new(),
            deeper: 0,
            writer: BlockWriter::new(page),
            anchors: HashMap::new(),
            reference: None,
            linked: 0,
        }
    }

    /// Walks to the end; `false` if the document is not well-formed and the walk is not lenient.
    fn run(&mut self, text: &str) -> bool {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = !self.lenient;
        config.allow_unmatched_ends = self.lenient;
        config.allow_dangling_amp = self.lenient;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => {
                    self.start(XhtmlElement::read(&tag, self.is_forged), self.lenient);
                }
                Ok(Event::Empty(tag)) => {
                    let element = XhtmlElement::read(&tag, self.is_forged);
                    let end = (!element.is_void()).then(|| element.name.clone());
                    self.start(element, true);
                    if let Some(name) = end {
                        self.end(&name);
                    }
                }
                Ok(Event::End(tag)) => self.end(&tag.local_name().as_ref().to_ascii_lowercase()),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => self.text(&text),
                Ok(Event::GeneralRef(name)) => self.reference(&name),
                Ok(Event::Eof) => {
                    return self.lenient || (self.open.is_empty() && self.deeper == 0);
                }
                Ok(_) => {}
                Err(_) if self.lenient => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(text.len());
                    let rest = text.get(at..).unwrap_or_default();
                    self.writer.leave_out(rest, &OmissionReason::Borrowed("unreadable markup"));
                    return true;
                }
                Err(_) => return false,
            }
        }
    }

    fn start(&mut self, element: XhtmlElement, void_needs_no_end: bool) {
        if self.lenient {
            if element.name == "body" {
                self.end("head");
            }
            self.imply_end(&element);
        }
        let is_read = self.reason().is_none();
        if element.kind.is_block() && is_read {
            self.writer.end_block();
        }
        if !element.id.is_empty() && self.wanted.contains(element.id.as_str()) {
            let at = self.writer.block_index();
            self.anchors.entry(element.id.clone()).or_insert(at);
        }
        if !element.id.is_empty() {
            self.name_note(&element.id);
        }
        let in_reference = self.reason().is_some_and(|reason| reason == references::REASON);
        if is_read {
            self.begin(&element);
        } else if in_reference && !element.href.is_empty() {
            let position = self.writer.position();
            self.writer.annotate(position, AnnotationKind::Note(element.href.clone()));
        }
        if element.is_void() && void_needs_no_end {
            return;
        }
        if self.open.len() == DEPTH {
            self.deeper += 1;
            return;
        }
        self.open.push(OpenElement { element, position: self.writer.position() });
    }

    /// A note without an id is known by the first id in it.
    fn name_note(&mut self, id: &str) {
        let mut notes = self.open.iter_mut().rev().map(|open| &mut open.element);
        if let Some(note) = notes.find(|element| element.semantics.is_note && element.id.is_empty())
        {
            id.clone_into(&mut note.id);
        }
    }

    /// Handles the start of an element.
    fn begin(&mut self, element: &XhtmlElement) {
        match element.kind {
            ElementKind::LineBreak => self.writer.end_line(self.is_verse()),
            ElementKind::Rule => self.writer.scene(),
            ElementKind::Image if !element.alt.trim().is_empty() => {
                self.writer.describe(&element.alt, context(&self.open, Some(element)));
            }
            ElementKind::Table => self.writer.start_table(),
            ElementKind::Row => self.writer.start_row(),
            ElementKind::Cell => self.writer.start_cell(element.name == "th", element.columns),
            _ => {}
        }
        if element.leave_out.as_deref() == Some(references::REASON) && !element.href.is_empty() {
            let position = self.writer.position();
            self.writer.annotate(position, AnnotationKind::Note(element.href.clone()));
        }
        if let Some(sounds) = &element.sounds_before {
            self.writer.pronounce_last_word(sounds);
        }
        if let Some(length) = element.pause_ms {
            let position = self.writer.position();
            self.writer.annotate(position, AnnotationKind::Pause(length));
        }
        if element.name == "math" && !element.alt.trim().is_empty() {
            self.writer.add(&format!(" {} ", element.alt), || context(&self.open, None));
        }
        match &mut self.reference {
            Some(reference) => reference.meet(element),
            // The end of an element that is left out or too deep is not handled.
            None if element.leave_out.is_none() && self.open.len() < DEPTH => {
                self.reference = Reference::begin(element, self.open.len(), self.writer.position());
            }
            None => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.deeper > 0 {
            self.deeper -= 1;
            if element::kind_of(name).is_block() && self.reason().is_none() {
                self.writer.end_block();
            }
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.element.name == name) else { return };
        while self.open.len() > at {
            let was_read = self.reason().is_none();
            let Some(open) = self.open.pop() else { return };
            if was_read {
                self.finish_element(&open);
            }
        }
    }

    /// Handles the end of an element.
    fn finish_element(&mut self, open: &OpenElement) {
        let depth = self.open.len();
        if let Some(reference) = self.reference.take_if(|reference| reference.depth == depth)
            && let position = reference.position
            && let Some(target) = reference.target(self.writer.since(position))
        {
            let reason = OmissionReason::Borrowed(references::REASON);
            self.writer.take_back(position, &reason);
            self.writer.annotate(position, AnnotationKind::Note(target));
        }
        if let Some(annotation) = &open.element.semantics.annotation
            && !open.element.kind.is_block()
            && (!matches!(annotation, AnnotationKind::Ipa(_)) || self.is_ipa(&open.element))
        {
            self.writer.annotate(open.position, annotation.clone());
        }
        if open.element.kind.is_block() {
            self.writer.end_block();
        }
        match open.element.kind {
            ElementKind::Cell => self.writer.end_cell(),
            ElementKind::Row => self.writer.end_row(),
            ElementKind::Table => self.writer.end_table(),
            _ => {}
        }
    }

    /// In tag soup, a paragraph ends where the next block begins.
    fn imply_end(&mut self, element: &XhtmlElement) {
        let last = self.open.last().map(|open| open.element.name.as_str());
        let ends = match last {
            Some("p") => element.kind.is_block(),
            Some("li") => element.name == "li",
            Some("dt" | "dd") => matches!(element.name.as_str(), "dt" | "dd"),
            Some("td" | "th") => matches!(element.name.as_str(), "td" | "th" | "tr"),
            Some("head") => element.name == "body",
            _ => false,
        };
        if ends && let Some(last) = last.map(str::to_owned) {
            self.end(&last);
        }
    }

    fn text(&mut self, text: &str) {
        let left_out = self.open.iter().find_map(|open| open.element.leave_out.as_ref());
        match left_out.map(|reason| &**reason) {
            Some("") => {}
            Some(_) => {
                if let Some(reason) = left_out {
                    self.writer.leave_out(text, reason);
                }
            }
            None if self.open.iter().any(|open| open.element.replaces_its_text()) => {
                self.writer.leave_out(
                    text,
                    &OmissionReason::Borrowed("formula, read as the book says it"),
                );
            }
            None => {
                if self.open.iter().any(|open| !open.element.href.is_empty()) {
                    let letters = text.chars().filter(|letter| letter.is_alphanumeric()).count();
                    self.linked = self.linked.saturating_add(u32::try_from(letters).unwrap_or(0));
                }
                self.writer.write(text, || context(&self.open, None));
            }
        }
    }

    fn reference(&mut self, name: &quick_xml::events::BytesRef<'_>) {
        let mut buffer = [0; 4];
        match name.resolve_char_ref() {
            Ok(Some(letter)) => self.text(letter.encode_utf8(&mut buffer)),
            Ok(None) | Err(_) => match resolve_html5_entity(name) {
                Some(text) => self.text(text),
                None => self.text(&format!("&{};", &**name)),
            },
        }
    }

    /// Why the current place is left out; empty for invisible text.
    fn reason(&self) -> Option<&OmissionReason> {
        self.open.iter().find_map(|open| open.element.leave_out.as_ref())
    }

    /// Whether the pronunciation of an element is in the alphabet that we know.
    fn is_ipa(&self, element: &XhtmlElement) -> bool {
        let around = self.open.iter().rev().map(|open| &open.element);
        let alphabet = std::iter::once(element).chain(around).find_map(|e| e.alphabet.as_ref());
        alphabet.is_some_and(|alphabet| alphabet.eq_ignore_ascii_case("ipa"))
    }

    fn is_verse(&self) -> bool {
        self.open.iter().any(|open| open.element.semantics.is_verse)
    }

    fn finish(self) -> ParsedPage {
        let written = self.writer.finish();
        ParsedPage {
            blocks: written.blocks,
            anchors: self.anchors,
            left_out: written.left_out,
            visible: written.visible,
            linked: self.linked,
            is_malformed: self.lenient,
        }
    }
}
