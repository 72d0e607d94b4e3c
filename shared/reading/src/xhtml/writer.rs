//! Collects text: counts characters, collapses spaces, cuts blocks.

use std::ops::Range;

use contract::Matter;

use crate::block::{Block, BlockKind};
use crate::passage::{AnnotationKind, Passage, PassagePosition, is_visible};
use crate::xhtml::element::OmissionReason;
use crate::xhtml::table::{Cell, Table};

/// Signs that printers set between two scenes.
const ORNAMENTS: &str = "*⁂#~•·–—-_=+✽❦❧☙◆◇●○■□†‡.";

/// The meaning of text in the open elements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct BlockContext {
    pub(super) kind: BlockKind,
    pub(super) matter: Vec<Matter>,
    pub(super) language: Option<String>,
    pub(super) note: Option<String>,
}

/// Collects the blocks of a document, and gives every visible character a number.
#[derive(Debug, Default)]
pub(super) struct BlockWriter {
    page: usize,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    run: Passage,
    context: BlockContext,
    left_out: Vec<(Range<u32>, OmissionReason)>,
    next: u32,
    has_break: bool,
    /// How many runs were ended.
    ended: u32,
}

/// A position in the current run; invalid once that run has ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPosition {
    passage: PassagePosition,
    run: u32,
}

/// What was collected.
pub(super) struct WrittenBlocks {
    pub(super) blocks: Vec<Block>,
    pub(super) left_out: Vec<(Range<u32>, OmissionReason)>,
    /// How many characters were visible.
    pub(super) visible: u32,
}

impl BlockWriter {
    pub(super) fn new(page: usize) -> Self {
        Self { page, ..Self::default() }
    }

    /// Adds text to the current block; `context` is called if the text begins a block.
    pub(super) fn write(&mut self, text: &str, context: impl FnOnce() -> BlockContext) {
        if self.run.is_empty() && text.contains(is_visible) {
            self.context = context();
        }
        for letter in text.chars() {
            let number = self.number(letter);
            self.run.push(letter, number);
        }
        self.has_break = self.has_break && !text.contains(is_visible);
    }

    /// Adds words that the page does not have.
    pub(super) fn add(&mut self, text: &str, context: impl FnOnce() -> BlockContext) {
        if self.run.is_empty() {
            self.context = context();
        }
        text.chars().for_each(|letter| self.run.push(letter, None));
    }

    /// Counts text that is left out.
    pub(super) fn leave_out(&mut self, text: &str, reason: &OmissionReason) {
        let first = self.next;
        text.chars().for_each(|letter| {
            self.number(letter);
        });
        self.not_read(first..self.next, reason);
    }

    fn number(&mut self, letter: char) -> Option<u32> {
        let number = is_visible(letter).then_some(self.next)?;
        self.next = self.next.saturating_add(1);
        Some(number)
    }

    fn not_read(&mut self, numbers: Range<u32>, reason: &OmissionReason) {
        match self.left_out.last_mut() {
            Some((last, why)) if last.end == numbers.start && why == reason => {
                last.end = numbers.end;
            }
            _ if numbers.is_empty() => {}
            _ => self.left_out.push((numbers, reason.clone())),
        }
    }

    /// The index of the current block, or of the next one if nothing was written yet.
    pub(super) fn block_index(&self) -> usize {
        self.blocks.len()
    }

    pub(super) fn position(&self) -> TextPosition {
        TextPosition { passage: self.run.position(), run: self.ended }
    }

    /// The text since `position`, if its block has not ended.
    pub(super) fn since(&self, position: TextPosition) -> &str {
        if position.run == self.ended { self.run.since(position.passage) } else { "" }
    }

    /// Adds a hint about the text since `position`.
    pub(super) fn annotate(&mut self, position: TextPosition, annotation: AnnotationKind) {
        if position.run == self.ended {
            self.run.annotate(position.passage, annotation);
        }
    }

    /// Adds the pronunciation of the last word.
    pub(super) fn pronounce_last_word(&mut self, sounds: &str) {
        self.run.annotate_last_word(AnnotationKind::Ipa(sounds.to_owned()));
    }

    /// Leaves out the text since `position`, which was already written.
    pub(super) fn take_back(&mut self, position: TextPosition, reason: &OmissionReason) {
        if position.run != self.ended {
            return;
        }
        for numbers in self.run.take_back(position.passage) {
            self.not_read(numbers, reason);
        }
    }

    /// A line ends; two in a row end the block, except in verse.
    pub(super) fn end_line(&mut self, is_verse: bool) {
        let again = std::mem::replace(&mut self.has_break, true);
        if again && !is_verse {
            return self.end_block();
        }
        self.run.push(' ', None);
        if is_verse && !self.run.is_empty() {
            self.run.annotate(self.run.position(), AnnotationKind::Line);
        }
    }

    pub(super) fn end_block(&mut self) {
        self.has_break = false;
        self.ended = self.ended.wrapping_add(1);
        let mut passage = std::mem::take(&mut self.run);
        passage.sort_annotations();
        let context = std::mem::take(&mut self.context);
        if passage.text().contains(char::is_alphanumeric) {
            let BlockContext { kind, matter, language, note } = context;
            let block = Block { kind, passage, matter, language, page: self.page, note };
            self.sink().push(block);
            return;
        }
        let is_ornament = |letter: char| letter == ' ' || ORNAMENTS.contains(letter);
        let reason = if passage.is_empty() {
            if let Some(before) = self.sink().iter_mut().rfind(|block| block.text().is_some()) {
                before.passage.take_pauses(&passage);
            }
            return;
        } else if passage.text().chars().all(is_ornament) {
            self.scene();
            "scene break"
        } else {
            "nothing to say"
        };
        for numbers in passage.numbers(0..passage.text().len()) {
            self.not_read(numbers, &OmissionReason::Borrowed(reason));
        }
    }

    /// Ends a scene; two breaks in a row are one.
    pub(super) fn scene(&mut self) {
        let page = self.page;
        let sink = self.sink();
        if sink.last().is_some_and(|last| last.kind != BlockKind::Break) {
            sink.push(Block::scene(page));
        }
    }

    /// Where finished blocks go: the innermost open cell, else the document.
    fn sink(&mut self) -> &mut Vec<Block> {
        let cell = self.tables.iter_mut().rev().find_map(Table::open_cell);
        cell.map_or(&mut self.blocks, |cell| &mut cell.blocks)
    }

    /// Adds a block of words that the page does not have, after the current one.
    pub(super) fn describe(&mut self, words: &str, context: BlockContext) {
        let passage = Passage::added(words);
        if passage.text().contains(char::is_alphanumeric) {
            let BlockContext { mut matter, language, note, .. } = context;
            matter.push(Matter::Descriptions);
            let page = self.page;
            let kind = BlockKind::Description;
            self.sink().push(Block { kind, passage, matter, language, page, note });
        }
    }

    pub(super) fn start_table(&mut self) {
        self.tables.push(Table::default());
    }

    pub(super) fn start_row(&mut self) {
        self.end_row();
    }

    pub(super) fn start_cell(&mut self, is_header: bool, columns: usize) {
        if let Some(table) = self.tables.last_mut() {
            table.start(Cell { is_header, columns, ..Cell::default() });
        }
    }

    pub(super) fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.end_cell();
        }
    }

    pub(super) fn end_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            let blocks = table.end_row();
            self.sink().extend(blocks);
        }
    }

    pub(super) fn end_table(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.pop() {
            let blocks = table.end();
            self.sink().extend(blocks);
        }
    }

    /// Ends the document. If it has no other text, the descriptions of its pictures become its text.
    pub(super) fn finish(mut self) -> WrittenBlocks {
        self.end_block();
        while !self.tables.is_empty() {
            self.end_table();
        }
        let is_text =
            |block: &Block| !matches!(block.kind, BlockKind::Break | BlockKind::Description);
        if !self.blocks.iter().any(is_text) {
            for block in self.blocks.iter_mut().filter(|block| block.kind == BlockKind::Description)
            {
                block.kind = BlockKind::Paragraph;
                block.matter.retain(|matter| *matter != Matter::Descriptions);
            }
        }
        WrittenBlocks { blocks: self.blocks, left_out: self.left_out, visible: self.next }
    }
}
