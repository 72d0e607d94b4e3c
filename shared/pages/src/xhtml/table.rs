//! Reads tables row by row: "Name: Alice; Age: 7". The headings are said with the first row, and again where a row has gaps. Tables that are only used for layout are read as normal text.

mod money;

use contract::Matter;

use crate::block::{Block, BlockKind};
use crate::passage::Passage;
use crate::xhtml::table::money::MoneyUnit;

pub(super) use crate::xhtml::table::money::is_sign;

/// Most characters of a cell in a real table; a longer cell is normal text.
const ENTRY: usize = 240;
/// Longest column heading that is repeated in every row.
const HEADING: usize = 60;

/// A cell of a row.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) blocks: Vec<Block>,
    pub(super) is_header: bool,
    pub(super) columns: usize,
}

/// A table that is being walked.
#[derive(Debug, Default)]
pub(super) struct Table {
    row: Vec<Cell>,
    is_open: bool,
    /// The column headings, and whether they were said.
    headings: Vec<(Option<Block>, bool)>,
    rows: usize,
}

impl Table {
    pub(super) fn start(&mut self, cell: Cell) {
        self.row.push(cell);
        self.is_open = true;
    }

    pub(super) fn end_cell(&mut self) {
        self.is_open = false;
    }

    pub(super) fn open_cell(&mut self) -> Option<&mut Cell> {
        let is_open = self.is_open;
        self.row.last_mut().filter(|_| is_open)
    }

    /// Ends a row, and returns its blocks.
    pub(super) fn end_row(&mut self) -> Vec<Block> {
        self.is_open = false;
        let mut row = std::mem::take(&mut self.row);
        if let ([name, _], true) = (row.as_mut_slice(), self.headings.is_empty()) {
            name.blocks
                .iter_mut()
                .filter(|block| is_name(block))
                .for_each(|block| block.kind = BlockKind::Speaker);
        }
        if self.heads_columns(&row) {
            for cell in row {
                self.headings.push((joined(cell.blocks), false));
                self.headings.extend((1..cell.columns).map(|_| (None, true)));
            }
            return vec![];
        }
        if is_layout(&row) {
            return row.into_iter().flat_map(|cell| cell.blocks).collect();
        }
        self.rows += 1;
        let has_gap =
            row.len() < self.headings.len() || row.iter().any(|cell| cell.blocks.is_empty());
        let says_headings = self.rows == 1 || has_gap;
        let mut column = 0;
        let mut entries: Vec<Block> = Vec::new();
        let mut before: Option<MoneyUnit> = None;
        for cell in row {
            let at = column;
            column += cell.columns;
            let Some(mut entry) = joined(cell.blocks) else { continue };
            let mut unit = None;
            if let Some((Some(heading), is_said)) = self.headings.get_mut(at) {
                if let Some((found, passage)) = money::amount(heading, &entry) {
                    (unit, entry.passage, *is_said) = (Some(found), passage, true);
                } else if says_headings {
                    let mut passage = heading.passage.clone();
                    passage.append(": ", &entry.passage);
                    (entry.passage, *is_said) = (passage, true);
                }
            }
            match entries.last_mut() {
                Some(last) if money::goes_on(before, unit) => {
                    last.passage.append(" ", &entry.passage);
                }
                _ => entries.push(entry),
            }
            before = unit;
        }
        let between = if self.headings.is_empty() { ", " } else { "; " };
        row_of(entries, between).into_iter().collect()
    }

    /// Ends the table: headings without rows are read on their own.
    pub(super) fn end(self) -> Option<Block> {
        let unsaid = self.headings.into_iter().filter(|(_, is_said)| !is_said);
        row_of(unsaid.filter_map(|(heading, _)| heading).collect(), ", ")
    }

    fn heads_columns(&self, row: &[Cell]) -> bool {
        let is_short = |cell: &Cell| {
            let letters = cell.blocks.iter().filter_map(Block::text).map(str::len);
            cell.blocks.len() < 2 && letters.sum::<usize>() <= HEADING
        };
        self.rows == 0
            && self.headings.is_empty()
            && row.len() > 1
            && row.iter().all(|cell| cell.is_header && is_short(cell))
    }
}

/// Whether a row is only layout: the speaker and line of a play, columns of a page, a single cell.
fn is_layout(row: &[Cell]) -> bool {
    let full = || row.iter().filter(|cell| !cell.blocks.is_empty());
    let is_entry = |cell: &Cell| match cell.blocks.as_slice() {
        [block] => {
            matches!(block.kind, BlockKind::Paragraph | BlockKind::Row)
                && block.passage.text().chars().nth(ENTRY).is_none()
        }
        _ => false,
    };
    full().count() < 2 || !full().all(is_entry)
}

/// In plays without markup, the speaker is in capitals before the line.
fn is_name(block: &Block) -> bool {
    let text = block.passage.text();
    let mut letters = text.chars().filter(|letter| letter.is_alphabetic()).peekable();
    block.kind == BlockKind::Paragraph
        && text.len() <= HEADING
        && letters.peek().is_some()
        && letters.all(char::is_uppercase)
}

fn joined(blocks: Vec<Block>) -> Option<Block> {
    let mut blocks = blocks.into_iter();
    let mut first = blocks.next()?;
    blocks.for_each(|block| first.passage.append(" ", &block.passage));
    Some(first)
}

fn row_of(entries: Vec<Block>, between: &str) -> Option<Block> {
    let mut passage = Passage::default();
    entries.iter().for_each(|entry| passage.append(between, &entry.passage));
    let mut row = entries.into_iter().next()?;
    row.kind = BlockKind::Row;
    if !row.matter.contains(&Matter::Tables) {
        row.matter.push(Matter::Tables);
    }
    row.passage = passage;
    Some(row)
}
