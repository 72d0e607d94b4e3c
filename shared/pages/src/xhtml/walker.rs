//! Walks markup: which elements are open, and what becomes of their text.

mod effects;

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::Event;

use crate::formula::FormulaBuilder;
use crate::passage::AnnotationKind;
use crate::xhtml::context::context;
use crate::xhtml::element::{self, XhtmlElement};
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::open_element::OpenElement;
use crate::xhtml::parsed_page::{LinkPlace, ParsedPage};
use crate::xhtml::references::{self, Reference};
use crate::xhtml::style_sheet::CssRules;
use crate::xhtml::writer::BlockWriter;

/// Elements nested deeper than this keep their text, but no longer count as elements.
const DEPTH: usize = 256;

/// What a walk needs to know beside the page.
#[derive(Debug, Clone, Copy)]
pub struct WalkSettings<'w> {
    /// The ids whose places matter.
    pub wanted: &'w HashSet<&'w str>,
    /// The ids that links lead to.
    pub linked: &'w HashSet<String>,
    /// The language of the book; empty if it is not known.
    pub language: &'w str,
}

pub(super) struct XhtmlWalker<'w> {
    settings: &'w WalkSettings<'w>,
    sheet: &'w CssRules,
    lenient: bool,
    is_forged: bool,
    open: Vec<OpenElement>,
    /// Elements open beyond [`DEPTH`].
    deeper: usize,
    /// How many elements were opened.
    elements: u32,
    writer: BlockWriter,
    anchors: HashMap<String, usize>,
    targets: HashMap<String, LinkPlace>,
    reference: Option<Reference>,
    formula: Option<FormulaBuilder>,
    linked: u32,
}

impl<'w> XhtmlWalker<'w> {
    pub(super) fn new(
        page: usize,
        settings: &'w WalkSettings<'w>,
        sheet: &'w CssRules,
        is_forged: bool,
    ) -> Self {
        Self {
            settings,
            sheet,
            lenient: false,
            is_forged,
            open: Vec::new(),
            deeper: 0,
            elements: 0,
            writer: BlockWriter::new(page, settings.language),
            anchors: HashMap::new(),
            targets: HashMap::new(),
            reference: None,
            formula: None,
            linked: 0,
        }
    }

    /// The same, for a page that is not well-formed.
    pub(super) fn lenient(self) -> Self {
        Self { lenient: true, ..self }
    }

    /// Walks to the end; `false` if the document is not well-formed and the walk is not lenient.
    pub(super) fn run(&mut self, text: &str) -> bool {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = !self.lenient;
        config.allow_unmatched_ends = self.lenient;
        config.allow_dangling_amp = self.lenient;
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) if self.is_of_formula(&tag) => {
                    if let Some(formula) = &mut self.formula {
                        formula.start(&tag);
                    }
                }
                Ok(Event::Start(tag)) => {
                    self.start(XhtmlElement::read(&tag, self.is_forged, self.sheet), self.lenient);
                }
                Ok(Event::Empty(tag)) if self.is_of_formula(&tag) => {
                    if let Some(formula) = &mut self.formula {
                        formula.start(&tag);
                        formula.end(&tag.local_name().as_ref().to_ascii_lowercase());
                    }
                }
                Ok(Event::Empty(tag)) => {
                    let element = XhtmlElement::read(&tag, self.is_forged, self.sheet);
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
                    self.end_formula();
                    return self.lenient || (self.open.is_empty() && self.deeper == 0);
                }
                Ok(_) => {}
                Err(_) if self.lenient => {
                    self.end_formula();
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
        if !element.id.is_empty() {
            self.place(&element.id);
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
        self.elements = self.elements.wrapping_add(1);
        let (position, number) = (self.writer.position(), self.elements);
        let is_formula = is_read
            && element.name == "math"
            && element.leave_out.is_none()
            && !element.replaces_its_text();
        self.open.push(OpenElement { element, position, number });
        if is_formula {
            self.formula = Some(FormulaBuilder::default());
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(formula) = &mut self.formula {
            if name != "math" && formula.end(name) {
                return;
            }
            self.end_formula();
        }
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
        if let Some(formula) = &mut self.formula {
            return formula.text(text);
        }
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
                let is_preformatted = self.open.iter().any(|open| open.element.name == "pre");
                let mut lines = text.split(|letter| is_preformatted && letter == '\n');
                if let Some(first) = lines.next() {
                    self.writer.write(first, || context(&self.open, None));
                }
                for line in lines {
                    self.writer.end_line(true);
                    self.writer.write(line, || context(&self.open, None));
                }
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

    fn is_verse(&self) -> bool {
        self.open.iter().any(|open| open.element.semantics.is_verse)
    }

    pub(super) fn finish(self) -> ParsedPage {
        let written = self.writer.finish();
        let moved = |at: &mut usize| *at = written.moved.get(*at).copied().unwrap_or(*at);
        let (mut anchors, mut targets) = (self.anchors, self.targets);
        anchors.values_mut().for_each(moved);
        targets.values_mut().flat_map(|place| [&mut place.first, &mut place.end]).for_each(moved);
        ParsedPage {
            blocks: written.blocks,
            anchors,
            targets,
            left_out: written.left_out,
            visible: written.visible,
            linked: self.linked,
            is_malformed: self.lenient,
        }
    }
}
