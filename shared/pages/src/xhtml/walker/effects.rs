//! The effect of the start and the end of an element on the text around it.

use quick_xml::events::BytesStart;

use crate::formula::{say_markup, say_tex};
use crate::passage::AnnotationKind;
use crate::xhtml::context::context;
use crate::xhtml::element::{self, ElementKind, XhtmlElement};
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::open_element::OpenElement;
use crate::xhtml::parsed_page::LinkPlace;
use crate::xhtml::part::PartKind;
use crate::xhtml::references::{self, Reference};
use crate::xhtml::vocabulary::Semantics;
use crate::xhtml::walker::{DEPTH, XhtmlWalker};
use crate::xhtml::{alternative, scenes};

impl XhtmlWalker<'_> {
    /// Whether a tag belongs to the formula that is open. A block cannot, so it ends a formula that was left open.
    pub(super) fn is_of_formula(&mut self, tag: &BytesStart<'_>) -> bool {
        if self.formula.is_none() {
            return false;
        }
        let name = tag.local_name().as_ref().to_ascii_lowercase();
        let is_block = element::kind_of(&name).is_block() && name != "l";
        if is_block {
            self.end_formula();
        }
        !is_block
    }

    /// Says the formula that ends here.
    pub(super) fn end_formula(&mut self) {
        let Some(formula) = self.formula.take() else { return };
        let Self { writer, open, settings, .. } = self;
        let around = context(open, None);
        let language = around.language.as_deref().unwrap_or(settings.language);
        let math = open.iter().rev().find(|open| open.element.name == "math");
        let source =
            math.map(|math| math.element.source.trim()).filter(|tex| alternative::is_tex(tex));
        let words = say_markup(&formula, language)
            .or_else(|| say_tex(source.filter(|_| formula.text.trim().is_empty())?, language));
        match words {
            Some(words) => writer.say(&words, &formula.text, || around.clone()),
            None => writer.write(&formula.text, || around.clone()),
        }
        let reason = OmissionReason::Borrowed("source of a formula");
        writer.leave_out(&formula.annotations, &reason);
    }

    /// Notes the place of an id.
    pub(super) fn place(&mut self, id: &str) {
        let at = self.writer.block_index();
        if self.settings.wanted.contains(id) {
            self.anchors.entry(id.to_owned()).or_insert(at);
        }
        if self.settings.linked.contains(id) {
            let place = LinkPlace { first: at, end: at, begins: self.writer.is_at_start() };
            self.targets.entry(id.to_owned()).or_insert(place);
        }
    }

    /// A note without an id is known by the first id in it.
    pub(super) fn name_note(&mut self, id: &str) {
        let mut notes = self.open.iter_mut().rev().map(|open| &mut open.element);
        if let Some(note) = notes.find(|element| element.semantics.is_note && element.id.is_empty())
        {
            id.clone_into(&mut note.id);
        }
    }

    /// Handles the start of an element.
    pub(super) fn begin(&mut self, element: &XhtmlElement) {
        match element.kind {
            ElementKind::LineBreak => self.writer.end_line(self.is_verse()),
            ElementKind::Rule => self.writer.scene(),
            ElementKind::Image => self.picture(element),
            ElementKind::Table => self.writer.start_table(),
            ElementKind::Row => self.writer.start_row(),
            ElementKind::Cell => self.writer.start_cell(element.name == "th", element.columns),
            _ => {}
        }
        if element.is_line() {
            self.writer.end_line(true);
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

    /// Handles a picture: an ornament, letters of the text, or something to describe.
    fn picture(&mut self, element: &XhtmlElement) {
        let around = || self.open.iter().rev().take(3).map(|open| &open.element);
        let is_named = std::iter::once(element).chain(around()).any(|e| e.semantics.is_ornament);
        let alt = element.alt.trim();
        let is_silent = alternative::is_placeholder(alt);
        let names = |words: &str| scenes::names_ornament(words);
        if names(alt) || (is_silent && (is_named || names(&element.source))) {
            self.writer.ornament();
        } else if !is_silent {
            let Self { writer, open, .. } = self;
            writer.picture(alt, || context(open, Some(element)));
        }
    }

    /// Handles the end of an element.
    pub(super) fn finish_element(&mut self, open: &OpenElement) {
        let depth = self.open.len();
        if let Some(reference) = self.reference.take_if(|reference| reference.depth == depth)
            && let position = reference.position
            && let Some(target) = reference.target(self.writer.since(position))
        {
            let reason = OmissionReason::Borrowed(references::REASON);
            self.writer.take_back(position, &reason);
            self.writer.annotate(position, AnnotationKind::Note(target));
        }
        self.mark_part(open);
        if open.element.href.contains('#') {
            let link = AnnotationKind::Link(open.element.href.clone());
            self.writer.annotate(open.position, link);
        }
        if let Some(annotation) = &open.element.semantics.annotation
            && !open.element.kind.is_block()
            && (!matches!(annotation, AnnotationKind::Ipa(_)) || self.is_ipa(&open.element))
        {
            self.writer.annotate(open.position, annotation.clone());
        }
        if open.element.is_line() {
            self.writer.end_line(true);
        }
        if matches!(open.element.name.as_str(), "p" | "div") {
            self.writer.blank();
        }
        if open.element.kind.is_block() {
            self.writer.end_block();
            let end = self.writer.block_index();
            if let Some(place) = self.targets.get_mut(&open.element.id) {
                place.end = end;
            }
        }
        match open.element.kind {
            ElementKind::Cell => self.writer.end_cell(),
            ElementKind::Row => self.writer.end_row(),
            ElementKind::Table => self.writer.end_table(),
            _ => {}
        }
    }

    /// Marks text whose meaning depends on what stands behind it.
    fn mark_part(&mut self, open: &OpenElement) {
        let OpenElement { element, position, .. } = open;
        if element.kind != ElementKind::Inline {
            return;
        }
        let Semantics { is_initial, is_line_number, .. } = element.semantics;
        let is_figure = |text: &str| {
            let figure = text.trim().trim_matches(['[', ']', '(', ')', '.']);
            !figure.is_empty() && figure.chars().all(|letter| letter.is_ascii_digit())
        };
        if (is_line_number || (self.is_verse() && element.name != "a" && element.shift.is_none()))
            && is_figure(self.writer.since(*position))
        {
            self.writer.mark(*position, PartKind::LineNumber(is_line_number));
        } else if let Some(shift) = element.shift {
            self.writer.mark(*position, PartKind::Shifted(shift));
        } else if is_initial {
            self.writer.mark(*position, PartKind::DropCap);
        }
    }

    /// Whether the pronunciation of an element is in the alphabet that we know.
    fn is_ipa(&self, element: &XhtmlElement) -> bool {
        let around = self.open.iter().rev().map(|open| &open.element);
        let alphabet = std::iter::once(element).chain(around).find_map(|e| e.alphabet.as_ref());
        alphabet.is_some_and(|alphabet| alphabet.eq_ignore_ascii_case("ipa"))
    }
}
