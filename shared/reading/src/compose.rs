//! Makes a manuscript from the pages of a source book: walks them, and cuts them into chapters.

use std::collections::HashSet;

use contract::Matter;
use pages::block::Block;
use pages::note_links::{linked_ids, settle_notes};
use pages::passage::AnnotationKind;
use pages::side_by_side::side_by_side;
use pages::source_page::SourcePage;
use pages::xhtml::{self, ParsedPage, WalkSettings};

use crate::chapters::{SpineSection, agrees, chapters};
use crate::manuscript::{Manuscript, NonLinearPage, PageTally};
use crate::source_book::SourceBook;
use crate::titles;

/// Most warnings of one book.
const WARNINGS: usize = 20;
/// Fewest links on a page that is a table of contents.
const LINKS: usize = 5;

/// Reads the pages of a book.
pub fn compose(opened: SourceBook) -> Manuscript {
    let SourceBook { metadata, cover, pages, contents, landmarks, mut warnings, lost } = opened;
    let fragments = contents.iter().map(|entry| entry.fragment.as_str());
    let wanted: HashSet<&str> = fragments.filter(|id| !id.is_empty()).collect();
    let linked: HashSet<String> = pages.iter().flat_map(|page| linked_ids(&page.text)).collect();
    let language = metadata.language.as_deref().unwrap_or_default();
    let settings = WalkSettings { wanted: &wanted, linked: &linked, language };
    let numbered: Vec<(usize, &SourcePage)> = pages.iter().enumerate().collect();
    let walk = |(at, page): &(usize, &SourcePage)| xhtml::walk_page_with(page, *at, &settings);
    let mut documents: Vec<ParsedPage> = side_by_side(&numbered, walk);
    let names: Vec<String> = pages.iter().map(|page| page.name.clone()).collect();
    settle_notes(&names, &mut documents);
    let mut seen = Vec::new();
    let mut sections: Vec<SpineSection> = Vec::new();
    let mut asides = Vec::new();
    for (at, (page, mut document)) in pages.into_iter().zip(documents).enumerate() {
        let SourcePage { name, aside, .. } = page;
        if document.is_malformed {
            let warning = format!("`{name}` is not well-formed; it was read as well as possible");
            warnings.push(warning);
        }
        if let Some(reason) = aside {
            asides.push(NonLinearPage { blocks: std::mem::take(&mut document.blocks), reason });
        }
        let landmark = landmarks.iter().find(|(page, _)| *page == name).map(|(_, matter)| *matter);
        let landmark = landmark.filter(|matter| agrees(*matter, &document.blocks));
        if let Some(matter) = landmark.or_else(|| matter_by_shape(&document, at)) {
            call(&mut document.blocks, matter);
        }
        let left_out = std::mem::take(&mut document.left_out);
        seen.push(PageTally { name: name.clone(), visible: document.visible, left_out });
        sections.push(SpineSection { path: name, document });
    }
    warnings.truncate(WARNINGS);
    let mut chapters = chapters(sections, &contents, &metadata);
    for chapter in &mut chapters {
        if let Some(matter) = titles::matter(&chapter.title) {
            let end = end_of(matter, &chapter.blocks);
            if !agrees(matter, &chapter.blocks[..end]) {
                continue;
            }
            call(&mut chapter.blocks[..end], matter);
        }
    }
    Manuscript {
        metadata,
        cover,
        pages: seen,
        chapters,
        asides,
        contents: contents.len(),
        warnings,
        lost,
    }
}

/// Whether blocks that are called notes hold a text with notes of its own.
fn has_own_notes(blocks: &[Block]) -> bool {
    let is_note = |block: &&Block| block.matter.contains(&Matter::Notes);
    let calls = |block: &Block| {
        block.passage.annotations().iter().any(|mark| matches!(mark.kind, AnnotationKind::Note(_)))
    };
    blocks.iter().any(|block| is_note(&block))
        && blocks.iter().any(|block| !is_note(&block) && calls(block))
}

/// Sets the matter of blocks, unless one of them has its own.
fn call(blocks: &mut [Block], matter: Matter) {
    if matter == Matter::Notes && has_own_notes(blocks) {
        return;
    }
    let beside = [matter, Matter::Epigraph, Matter::Notes];
    let says_else = |said: &Matter| *said < Matter::Code && !beside.contains(said);
    if !blocks.iter().flat_map(|block| &block.matter).any(says_else) {
        // Dedications and epigraphs are read wherever they stand.
        let is_inscription = |block: &Block| {
            block.matter.iter().any(|m| matches!(m, Matter::Dedication | Matter::Epigraph))
        };
        let missing = blocks.iter_mut().filter(|block| {
            !block.matter.contains(&matter) && (matter.is_read() || !is_inscription(block))
        });
        missing.for_each(|block| block.matter.insert(0, matter));
    }
}

/// Where matter that a title names ends. Matter that is a single page by nature does not extend to the following pages, even if no
/// entry of the contents names them.
fn end_of(matter: Matter, blocks: &[Block]) -> usize {
    let is_page = matches!(
        matter,
        Matter::Cover
            | Matter::TitlePage
            | Matter::Copyright
            | Matter::Colophon
            | Matter::Contents
            | Matter::Dedication
    );
    let first = blocks.first().map(|block| block.page);
    let end = blocks.iter().position(|block| is_page && Some(block.page) != first);
    end.unwrap_or(blocks.len())
}

/// The matter of a page by its looks: a first page that is only a picture, or a page with little but links.
fn matter_by_shape(document: &ParsedPage, at: usize) -> Option<Matter> {
    let letters = |block: &Block| -> usize {
        let text = block.text().unwrap_or_default();
        text.chars().filter(|letter| letter.is_alphanumeric()).count()
    };
    let all: usize = document.blocks.iter().map(letters).sum();
    let is_picture = document.visible == 0;
    if at == 0 && is_picture && all > 0 {
        return Some(Matter::Cover);
    }
    let lines = document.blocks.iter().filter(|block| block.level().is_none()).count();
    let mostly_links = document.linked as usize * 10 > all * 6;
    (lines >= LINKS && mostly_links && all / lines < 80).then_some(Matter::Contents)
}
