//! Collects text: counts characters, collapses spaces, cuts blocks.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use contract::Matter;

use crate::block::{Block, BlockKind};
use crate::passage::{AnnotationKind, Passage, PassagePosition, is_visible};
use crate::xhtml::block_context::BlockContext;
use crate::xhtml::code;
use crate::xhtml::descriptions;
use crate::xhtml::joints;
use crate::xhtml::lines;
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::part::{PagePart, PartKind};
use crate::xhtml::scenes;
use crate::xhtml::settle::{SettledBlock, settle};
use crate::xhtml::table::{self, Cell, Table};

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
    /// The language of the book.
    language: String,
    /// Parts of the run whose fate is decided when it ends.
    parts: Vec<PagePart>,
    /// Whether the run has a picture of an ornament.
    has_ornament: bool,
    /// Whether the run has spaces or line breaks that make a blank line.
    has_filler: bool,
    /// Which blocks of the document are single lines, and of which stanza.
    lines: HashMap<usize, u32>,
    /// Which breaks of the document are blank blocks.
    blanks: HashSet<usize>,
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
    /// Where the blocks went that were written: the index of each.
    pub(super) moved: Vec<usize>,
}

impl BlockWriter {
    pub(super) fn new(page: usize, language: &str) -> Self {
        Self { page, language: language.to_owned(), ..Self::default() }
    }

    /// Adds text to the current block; `context` is called if the text begins a block.
    pub(super) fn write(&mut self, text: &str, context: impl FnOnce() -> BlockContext) {
        if self.run.is_empty() && text.contains(is_visible) {
            self.context = context();
        }
        self.has_filler |= text.contains('\u{a0}');
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
        self.has_break = self.has_break && !text.contains(is_visible);
    }

    /// Adds words that stand for characters of the page, `instead` of which they are said.
    pub(super) fn say(
        &mut self,
        words: &str,
        instead: &str,
        context: impl FnOnce() -> BlockContext,
    ) {
        self.write(" ", BlockContext::default);
        if self.run.is_empty() {
            self.context = context();
        }
        let mut numbers: Vec<u32> =
            instead.chars().filter_map(|letter| self.number(letter)).collect();
        numbers.reverse();
        for letter in words.chars() {
            let number = if is_visible(letter) { numbers.pop() } else { None };
            self.run.push(letter, number);
        }
        numbers.reverse();
        if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
            self.not_read(*first..last + 1, &OmissionReason::Borrowed("formula, said in words"));
        }
        self.has_break = false;
        let end = self.run.text().len();
        self.parts.push(PagePart { range: end..end, kind: PartKind::Formula });
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

    /// Whether the current block has no words yet.
    pub(super) fn is_at_start(&self) -> bool {
        !self.run.text().contains(char::is_alphanumeric)
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
        let end = self.run.text().len();
        self.forget_parts_behind(end);
        self.parts.push(PagePart { range: end..end, kind: PartKind::Joint });
    }

    fn forget_parts_behind(&mut self, at: usize) {
        while self.parts.pop_if(|part| part.range.end > at).is_some() {}
    }

    /// Marks the text since `position` as a part whose fate is decided at the end of the block.
    pub(super) fn mark(&mut self, position: TextPosition, kind: PartKind) {
        let text = self.since(position);
        let Some(first) = text.find(|letter: char| !letter.is_whitespace()) else { return };
        let end = self.run.text().len();
        let start = end - text.len() + first;
        // The outer of two says it all.
        self.forget_parts_behind(start);
        self.parts.push(PagePart { range: start..end, kind });
    }

    /// Adds a picture; whether it is part of the text is known at the end of the block.
    pub(super) fn picture(&mut self, alt: &str, context: impl Fn() -> BlockContext) {
        let position = self.position();
        self.add(alt, &context);
        let kind = PartKind::Picture(Box::new(context()));
        self.mark(position, kind);
    }

    /// Notes that the block has a picture of an ornament.
    pub(super) fn ornament(&mut self) {
        self.has_ornament = true;
    }

    /// A line ends; two in a row end the block, except in verse.
    pub(super) fn end_line(&mut self, is_verse: bool) {
        let again = std::mem::replace(&mut self.has_break, true);
        if again && !is_verse {
            return self.end_block();
        }
        self.run.push(' ', None);
        self.has_filler = true;
        if !self.run.is_empty() {
            self.run.annotate(self.run.position(), AnnotationKind::Line);
        }
    }

    pub(super) fn end_block(&mut self) {
        self.has_break = false;
        self.ended = self.ended.wrapping_add(1);
        let passage = std::mem::take(&mut self.run);
        let context = std::mem::take(&mut self.context);
        let parts = std::mem::take(&mut self.parts);
        let has_ornament = std::mem::take(&mut self.has_ornament);
        self.has_filler = false;
        let SettledBlock { passage, dropped, pictures } =
            settle(passage, &parts, &context, &self.language);
        for (numbers, reason) in dropped {
            numbers.into_iter().for_each(|numbers| self.not_read(numbers, &reason));
        }
        let is_heading_of_money = !self.is_outside_tables() && table::is_sign(passage.text());
        if passage.text().contains(char::is_alphanumeric) || is_heading_of_money {
            self.push(passage, context);
        } else {
            self.end_silent_block(&passage, has_ornament && pictures.is_empty());
        }
        pictures.into_iter().for_each(|(alt, context)| self.describe(&alt, context));
    }

    fn push(&mut self, passage: Passage, mut context: BlockContext) {
        if context.is_preformatted && !context.is_code && !code::is_code(passage.text()) {
            context.matter.retain(|matter| *matter != Matter::Code);
        }
        self.announce(&context);
        let BlockContext { kind, matter, language, note, stanza, .. } = context;
        if let Some(stanza) =
            stanza.filter(|_| self.is_outside_tables() && lines::is_single(&passage))
        {
            self.lines.insert(self.blocks.len(), stanza);
        }
        let block = Block { kind, passage, matter, language, page: self.page, note };
        self.sink().push(block);
    }

    /// Announces program text, which is usually not read.
    fn announce(&mut self, context: &BlockContext) {
        let is_code = |matter: &[Matter]| matter.contains(&Matter::Code);
        let goes_on = self.sink().last().is_some_and(|last| is_code(&last.matter));
        let language = context.language.as_deref().unwrap_or(&self.language);
        let words = code::announcement(language).filter(|_| is_code(&context.matter) && !goes_on);
        if let (Some(words), true) = (words, self.is_outside_tables()) {
            let matter = context.matter.iter().copied().filter(|matter| *matter != Matter::Code);
            let (passage, page) = (Passage::added(words), self.page);
            let matter = matter.collect();
            let (language, note) = (context.language.clone(), context.note.clone());
            let kind = BlockKind::Paragraph;
            self.blocks.push(Block { kind, passage, matter, language, page, note });
        }
    }

    /// Ends a block without letters or figures.
    fn end_silent_block(&mut self, passage: &Passage, has_ornament: bool) {
        if has_ornament {
            self.scene();
        }
        if passage.is_empty() {
            if let Some(before) = self.sink().iter_mut().rfind(|block| block.text().is_some()) {
                before.passage.take_pauses(passage);
            }
            return;
        }
        let is_break = self.is_outside_tables() && scenes::is_break(passage.text());
        if is_break {
            self.scene();
        }
        let reason = if is_break { "scene break" } else { "nothing to say" };
        for numbers in passage.numbers(0..passage.text().len()) {
            self.not_read(numbers, &OmissionReason::Borrowed(reason));
        }
    }

    fn is_outside_tables(&self) -> bool {
        self.tables.is_empty()
    }

    /// A paragraph without text ends: it may be the space between two scenes.
    pub(super) fn blank(&mut self) {
        let is_blank = self.run.is_empty() && self.has_filler && !self.has_ornament;
        let follows_text =
            is_blank && self.blocks.last().is_some_and(|last| last.kind == BlockKind::Paragraph);
        if self.is_outside_tables() && follows_text {
            self.blanks.insert(self.blocks.len());
            self.blocks.push(Block::scene(self.page));
        }
    }

    /// Ends a scene; two breaks in a row are one.
    pub(super) fn scene(&mut self) {
        let page = self.page;
        if self.is_outside_tables() {
            self.blanks.remove(&self.blocks.len().wrapping_sub(1));
        }
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
    fn describe(&mut self, words: &str, context: BlockContext) {
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
        descriptions::read_alone(&mut self.blocks);
        let Self { mut blocks, mut left_out, next: visible, lines, blanks, .. } = self;
        let moved = joints::join(&mut blocks, &mut left_out, &lines, &blanks);
        WrittenBlocks { blocks, left_out, visible, moved }
    }
}
