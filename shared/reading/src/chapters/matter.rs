//! Judges what on the pages of a book is besides its story: by what a page says, how its lines look, and where it stands.
//!
//! Labels, landmarks, names and headings are evidence, none of which decides alone. What is dropped by mistake is a worse fault than
//! what is read by mistake: whatever looks like prose is read.

mod advertisement;
mod calling;
mod copyright;
mod gutenberg;
mod inscription;
mod lines;
mod lists;
mod navigation;
mod place;
mod runs;
#[cfg(test)]
mod tests;
mod title_page;

use contract::Metadata;

use crate::chapters::matter::place::{BookFacts, PagePlaces};
use crate::chapters::section::SpineSection;
use crate::source_book::TocEntry;

pub(crate) use crate::chapters::matter::lists::agrees;

/// Marks the matter of all pages.
pub(super) fn judge(sections: &mut [SpineSection], entries: &[TocEntry], metadata: &Metadata) {
    gutenberg::mark(sections);
    let facts = BookFacts::new(sections, entries, metadata);
    for (at, section) in sections.iter_mut().enumerate() {
        let blocks = &mut section.document.blocks;
        inscription::free(blocks);
        let places = PagePlaces::new(&facts, at);
        navigation::mark(blocks);
        runs::mark(blocks, &facts, &places);
        copyright::mark(blocks, &places);
        advertisement::mark(blocks, &places);
        title_page::mark(blocks, &facts, &places);
    }
}
