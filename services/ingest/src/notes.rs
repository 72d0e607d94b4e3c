//! Footnotes and endnotes, brought to the places that refer to them.

use std::collections::{HashMap, HashSet};

use contract::Notes;

use crate::account::Fates;
use crate::choice::leave_out;
use crate::source::block::Block;
use crate::source::passage::Meaning;
use crate::source::{Seen, Text};

/// A note: its page and its id.
type Name = (usize, String);

/// The notes that are to be read where they are referred to.
#[derive(Debug, Default)]
pub(crate) struct NotesOfBook {
    /// Pages by the last part of their names.
    pages: HashMap<String, usize>,
    notes: HashMap<Name, Vec<Block>>,
}

impl NotesOfBook {
    /// Takes the notes that something refers to out of the chapters, if they are to be read elsewhere.
    pub(crate) fn gather(chapters: &mut [Text], pages: &[Seen], wish: Notes) -> Self {
        if wish == Notes::Drop {
            return Self::default();
        }
        let pages =
            pages.iter().enumerate().map(|(at, page)| (last_part(&page.name).to_owned(), at));
        let mut notes = Self { pages: pages.collect(), notes: HashMap::new() };
        let blocks = chapters.iter().flat_map(|chapter| &chapter.blocks);
        let wanted: HashSet<Name> = blocks.flat_map(|block| notes.targets(block)).collect();
        for chapter in chapters {
            for block in std::mem::take(&mut chapter.blocks) {
                let name = block.note.as_ref().map(|id| (block.page, id.clone()));
                match name.filter(|name| wanted.contains(name)) {
                    Some(name) => notes.notes.entry(name).or_default().push(block),
                    None => chapter.blocks.push(block),
                }
            }
        }
        notes
    }

    /// The notes that a block refers to, as blocks to be read; every note is read once.
    pub(crate) fn take(&mut self, block: &Block) -> Vec<Block> {
        if self.notes.is_empty() {
            return vec![];
        }
        let names = self.targets(block);
        names.into_iter().filter_map(|name| self.notes.remove(&name)).flatten().collect()
    }

    /// Leaves out the notes that nothing read refers to.
    pub(crate) fn leave_out_rest(self, fates: &mut Fates) {
        for block in self.notes.into_values().flatten() {
            leave_out(&block, "notes", fates);
        }
    }

    fn targets(&self, block: &Block) -> Vec<Name> {
        let hrefs = block.passage.marks().iter().filter_map(|mark| match &mark.meaning {
            Meaning::Note(href) => href.split_once('#'),
            _ => None,
        });
        let name = |(path, id): (&str, &str)| {
            let page = match path {
                "" => block.page,
                path => *self.pages.get(last_part(path))?,
            };
            Some((page, id.to_owned()))
        };
        hrefs.filter_map(name).collect()
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
