//! From pages to a manuscript: walked, and cut into chapters.

use std::collections::HashSet;

use contract::LeftOut;

use crate::source::chapters::{Section, chapters};
use crate::source::opened::{Opened, Page};
use crate::source::xhtml::{self, Document};
use crate::source::{Block, Manuscript};

/// Most warnings of one book.
const WARNINGS: usize = 20;

/// Reads the pages of a book.
pub(crate) fn manuscript(opened: Opened) -> Manuscript {
    let Opened { metadata, cover, pages, contents, mut warnings } = opened;
    let fragments = contents.iter().map(|entry| entry.fragment.as_str());
    let wanted: HashSet<&str> = fragments.filter(|id| !id.is_empty()).collect();
    let mut left_out = Vec::new();
    let mut sections = Vec::new();
    for Page { name, text, aside } in pages {
        let mut document = xhtml::walk(&text, &wanted);
        if document.is_malformed {
            let warning = format!("`{name}` is not well-formed; it was read as well as possible");
            warnings.push(warning);
        }
        if let Some(reason) = aside {
            set_aside(&mut document, reason);
        }
        left_out.extend(document.left_out.iter().map(|(reason, characters)| LeftOut {
            place: name.clone(),
            reason: (*reason).to_owned(),
            characters: *characters,
        }));
        sections.push(Section { path: name, document });
    }
    warnings.truncate(WARNINGS);
    let chapters = chapters(sections, &contents, &metadata.title);
    Manuscript { metadata, cover, chapters, left_out, warnings }
}

/// Leaves a whole document out.
fn set_aside(document: &mut Document, reason: &'static str) {
    let blocks = std::mem::take(&mut document.blocks);
    let characters: usize =
        blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum();
    if characters > 0 {
        *document.left_out.entry(reason).or_default() += characters as u64;
    }
}
