//! Converts XHTML to blocks of text. No word is lost: every visible character gets a number, and text that is left out gets a reason.
//!
//! Well-formed documents are walked as XML. Anything else is walked again *leniently*: unescaped `<` and `&` are text,
//! end tags close what they can, and void elements need no end.

mod alternative;
mod block_context;
mod code;
mod context;
mod descriptions;
mod element;
mod initials;
mod joints;
mod lines;
mod literal_marks;
mod omission;
mod open_element;
mod parsed_page;
mod part;
mod references;
mod scenes;
mod settle;
mod shift;
mod style_sheet;
mod table;
#[cfg(test)]
mod tests;
mod tex_marks;
pub mod vocabulary;
mod walker;
mod writer;

use std::collections::HashSet;

use crate::source_page::SourcePage;
use crate::xhtml::style_sheet::CssRules;
use crate::xhtml::walker::XhtmlWalker;

pub use crate::xhtml::omission::OmissionReason;
pub use crate::xhtml::parsed_page::{LinkPlace, ParsedPage};
pub use crate::xhtml::walker::WalkSettings;

/// Walks the document of the page `page`; `wanted` are the ids whose places matter.
pub fn walk(text: &str, page: usize, wanted: &HashSet<&str>) -> ParsedPage {
    walk_page(&SourcePage { text: text.to_owned(), ..SourcePage::default() }, page, wanted)
}

/// Walks a page, the one with the number `at`; `wanted` are the ids whose places matter.
pub fn walk_page(page: &SourcePage, at: usize, wanted: &HashSet<&str>) -> ParsedPage {
    walk_page_with(page, at, &WalkSettings { wanted, linked: &HashSet::new(), language: "" })
}

/// Walks a page, the one with the number `at`.
pub fn walk_page_with(page: &SourcePage, at: usize, settings: &WalkSettings<'_>) -> ParsedPage {
    let SourcePage { text, is_forged, .. } = page;
    let sheet = CssRules::of_page(text);
    let mut strict = XhtmlWalker::new(at, settings, &sheet, *is_forged);
    if strict.run(text) {
        return strict.finish();
    }
    let mut lenient = XhtmlWalker::new(at, settings, &sheet, *is_forged).lenient();
    lenient.run(&element::escape_stray_brackets(text));
    lenient.finish()
}
