//! Chooses what is read of a manuscript: chapters, matter and notes, as the submitter wants.

use contract::{Matter, Notes, Options};
use pages::block::Block;
use reading::ManuscriptChapter;

use crate::ledger::CharacterLedger;
use crate::notes::BookNotes;

/// The choice for one book.
pub(crate) struct Selection<'a> {
    options: &'a Options,
    /// Whether usually skipped matter is read, because the book has nothing else.
    reads_all: bool,
}

impl<'a> Selection<'a> {
    /// Takes the options; a book that has only front matter is read nevertheless.
    pub(crate) fn new(options: &'a Options, chapters: &[ManuscriptChapter]) -> Self {
        let may_be_read = |matter: &Matter| matter.is_read() || options.include.contains(matter);
        let is_read =
            |block: &Block| block.text().is_some() && block.matter.iter().all(may_be_read);
        let reads_all = !chapters.iter().flat_map(|chapter| &chapter.blocks).any(is_read);
        Self { options, reads_all }
    }

    /// Why a block is left out.
    pub(crate) fn unread(&self, block: &Block) -> Option<String> {
        block.matter.iter().find_map(|&matter| self.unread_matter(matter))
    }

    /// Whether a note that was moved to its reference is read; if not, it is marked in `ledger`.
    fn wants(&self, note: &Block, ledger: &mut CharacterLedger) -> bool {
        let excluded = note.matter.iter().find(|&matter| self.options.exclude.contains(matter));
        if let Some(&matter) = excluded {
            ledger.leave_out_block(note, &chosen(matter));
        }
        excluded.is_none()
    }

    fn unread_matter(&self, matter: Matter) -> Option<String> {
        if self.options.exclude.contains(&matter) {
            return Some(chosen(matter));
        }
        let is_read = self.reads_all || matter.is_read() || self.options.include.contains(&matter);
        (!is_read).then(|| label(matter))
    }

    /// The blocks of a chapter that are read; the rest is marked in `ledger`.
    pub(crate) fn read(
        &self,
        chapter: ManuscriptChapter,
        notes: &mut BookNotes,
        ledger: &mut CharacterLedger,
    ) -> Vec<Block> {
        let mut read: Vec<Block> = Vec::new();
        let mut waiting: Vec<Block> = Vec::new();
        for block in chapter.blocks {
            if let Some(reason) = self.unread(&block) {
                ledger.leave_out_block(&block, &reason);
                continue;
            }
            let found = notes.take(&block);
            let found: Vec<Block> = found.into_iter().filter(|n| self.wants(n, ledger)).collect();
            read.push(block);
            let behind =
                if self.options.notes == Notes::Chapter { &mut waiting } else { &mut read };
            behind.extend(found);
        }
        read.append(&mut waiting);
        if read.iter().any(|block| block.text().is_some()) { read } else { vec![] }
    }
}

fn chosen(matter: Matter) -> String {
    format!("chosen by the user: {}", label(matter))
}

/// A kind of matter, in words.
pub(crate) fn label(matter: Matter) -> String {
    match matter {
        Matter::Contents => "table of contents".to_owned(),
        Matter::Descriptions => "description of a picture".to_owned(),
        matter => matter.name().replace('-', " "),
    }
}
