//! The meaning of a text, given the elements around it.

use contract::Matter;

use crate::block::BlockKind;
use crate::xhtml::block_context::BlockContext;
use crate::xhtml::element::{ElementKind, XhtmlElement};
use crate::xhtml::open_element::OpenElement;

/// The meaning of text in the open elements, and perhaps one more.
pub(super) fn context(open: &[OpenElement], inner: Option<&XhtmlElement>) -> BlockContext {
    // An inline element says nothing about the whole block, even at its start.
    let blocks = open.iter().rposition(|open| open.element.kind.is_block()).map_or(0, |at| at + 1);
    let elements = || open[..blocks].iter().map(|open| &open.element).chain(inner);
    let mut matter: Vec<Matter> = Vec::new();
    for element in elements() {
        let by_name = match element.name.as_str() {
            "pre" => Some(Matter::Code),
            "figcaption" | "caption" => Some(Matter::Captions),
            _ => None,
        };
        matter.extend(element.semantics.matter.into_iter().chain(by_name));
    }
    matter.dedup();
    let language = elements().rev().find_map(|element| element.language.clone());
    let noted =
        |element: &&XhtmlElement| element.semantics.is_note || is_entry_of_notes(element, &matter);
    let note = elements().rfind(noted).map(|element| element.id.clone());
    let stanza = open[..blocks].iter().rev().find(|open| open.element.semantics.is_verse);
    BlockContext {
        kind: kind(open.iter().map(|open| &open.element).chain(inner)),
        language,
        note: note.filter(|id| !id.is_empty()),
        stanza: stanza.map(|open| open.number),
        is_preformatted: elements().any(|element| element.name == "pre"),
        is_code: open.iter().any(|open| is_code(&open.element)),
        matter,
    }
}

/// Among notes, every entry of a list and every paragraph with an id is one.
fn is_entry_of_notes(element: &XhtmlElement, matter: &[Matter]) -> bool {
    let is_entry = matches!(element.name.as_str(), "li" | "p" | "dd" | "div");
    is_entry && !element.id.is_empty() && matter.contains(&Matter::Notes)
}

fn is_code(element: &XhtmlElement) -> bool {
    matches!(element.name.as_str(), "code" | "samp" | "kbd") || element.semantics.is_code
}

fn kind<'e>(elements: impl Iterator<Item = &'e XhtmlElement>) -> BlockKind {
    let mut kind = BlockKind::Paragraph;
    for element in elements {
        kind = match element.kind {
            ElementKind::Heading(level) => BlockKind::Heading(level),
            // A subtitle next to headings.
            _ if element.name == "hgroup" => BlockKind::Heading(6),
            _ if matches!(kind, BlockKind::Heading(_)) => kind,
            _ if element.semantics.is_speaker && element.kind.is_block() => BlockKind::Speaker,
            _ if element.semantics.is_verse => BlockKind::Verse,
            _ if element.semantics.is_quote => BlockKind::Quote,
            _ => match element.name.as_str() {
                "li" | "dt" | "dd" => BlockKind::Item,
                "td" | "th" => BlockKind::Paragraph,
                _ => kind,
            },
        };
    }
    kind
}
