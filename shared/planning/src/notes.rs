//! Moves footnotes and endnotes to the places that refer to them.

use std::collections::{HashMap, HashSet};

use contract::{Matter, Notes};
use pages::block::Block;
use pages::links::{self, percent_decoded};
use pages::passage::AnnotationKind;
use reading::{ManuscriptChapter, NonLinearPage, PageTally};

use crate::ledger::CharacterLedger;

/// The place of a note.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct NoteId {
    page: usize,
    /// Its id on the page.
    id: String,
}

/// The notes that are to be read where they are referred to.
#[derive(Debug, Default)]
pub(crate) struct BookNotes {
    pages: PageIndex,
    notes: HashMap<NoteId, Vec<Block>>,
}

/// Finds pages by their names.
#[derive(Debug, Default)]
struct PageIndex {
    names: Vec<String>,
    by_name: HashMap<String, usize>,
    /// By the last part of their names, if it is unique.
    by_last_part: HashMap<String, Option<usize>>,
}

impl BookNotes {
    /// Takes the notes that something refers to out of the chapters and of the pages outside the reading order, if they are to be read
    /// elsewhere.
    pub(crate) fn gather(
        chapters: &mut [ManuscriptChapter],
        asides: &mut [NonLinearPage],
        pages: &[PageTally],
        wish: Notes,
    ) -> Self {
        if wish == Notes::Drop {
            return Self::default();
        }
        let mut notes = Self { pages: PageIndex::new(pages), notes: HashMap::new() };
        let places = || {
            let chapters = chapters.iter().map(|chapter| &chapter.blocks);
            chapters.chain(asides.iter().map(|aside| &aside.blocks))
        };
        let wanted: HashSet<NoteId> = places().flatten().flat_map(|b| notes.targets(b)).collect();
        let chapters = chapters.iter_mut().map(|chapter| &mut chapter.blocks);
        for blocks in chapters.chain(asides.iter_mut().map(|aside| &mut aside.blocks)) {
            notes.take_from(blocks, &wanted);
        }
        notes
    }

    /// Takes the wanted notes out of `blocks`. Among notes, a paragraph without an id continues the note before it.
    fn take_from(&mut self, blocks: &mut Vec<Block>, wanted: &HashSet<NoteId>) {
        let mut before: Option<NoteId> = None;
        for block in std::mem::take(blocks) {
            let goes_on = block.matter.contains(&Matter::Notes) && block.level().is_none();
            let name = match &block.note {
                Some(id) => Some(NoteId { page: block.page, id: id.clone() }),
                None => before.filter(|name| goes_on && name.page == block.page),
            };
            match name.as_ref().filter(|name| wanted.contains(name)) {
                Some(name) => self.notes.entry(name.clone()).or_default().push(block),
                None => blocks.push(block),
            }
            before = name;
        }
    }

    /// The notes that a block refers to, each followed by those that it refers to itself, as blocks to be read; every note is
    /// read once.
    pub(crate) fn take(&mut self, block: &Block) -> Vec<Block> {
        if self.notes.is_empty() {
            return vec![];
        }
        let mut taken = Vec::new();
        let mut waiting: Vec<NoteId> = self.targets(block);
        waiting.reverse();
        while let Some(name) = waiting.pop() {
            let Some(blocks) = self.notes.remove(&name) else { continue };
            let further: Vec<NoteId> = blocks.iter().flat_map(|b| self.targets(b)).collect();
            waiting.extend(further.into_iter().rev());
            taken.extend(blocks);
        }
        taken
    }

    /// Leaves out the notes that nothing read refers to.
    pub(crate) fn leave_out_rest(self, ledger: &mut CharacterLedger) {
        for block in self.notes.into_values().flatten() {
            ledger.leave_out_block(&block, "notes");
        }
    }

    fn targets(&self, block: &Block) -> Vec<NoteId> {
        let hrefs = block.passage.annotations().iter().filter_map(|mark| match &mark.kind {
            AnnotationKind::Note(href) => href.split_once('#'),
            _ => None,
        });
        let named = hrefs.filter_map(|(path, id)| {
            let page = self.pages.find(&percent_decoded(path), block.page)?;
            Some(NoteId { page, id: percent_decoded(id) })
        });
        named.collect()
    }
}

impl PageIndex {
    fn new(pages: &[PageTally]) -> Self {
        let mut found = Self::default();
        for (at, PageTally { name, .. }) in pages.iter().enumerate() {
            found.names.push(name.clone());
            found.by_name.entry(name.clone()).or_insert(at);
            let twin = found.by_last_part.entry(last_part(name).to_owned());
            twin.and_modify(|page| *page = None).or_insert(Some(at));
        }
        found
    }

    /// The page that a link on the page `from` leads to.
    fn find(&self, path: &str, from: usize) -> Option<usize> {
        if path.is_empty() {
            return Some(from);
        }
        let whole = links::join(self.names.get(from)?, path);
        let by_name = self.by_name.get(&whole).copied();
        by_name.or_else(|| *self.by_last_part.get(last_part(path))?)
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests;
