//! Blocks: runs of text, each of one kind, which make up a manuscript.

use contract::Matter;

use crate::passage::Passage;

/// A run of text without a break in it, or a break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// Its kind.
    pub kind: BlockKind,
    /// The text; empty in a break.
    pub passage: Passage,
    /// The kinds of matter that it belongs to; if nested, the innermost last.
    pub matter: Vec<Matter>,
    /// Its language, if it differs from that of the book.
    pub language: Option<String>,
    /// The page that it comes from.
    pub page: usize,
    /// The id of the note that it belongs to.
    pub note: Option<String>,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockKind {
    /// A heading and its level, from 1.
    Heading(u8),
    /// Anything else.
    #[default]
    Paragraph,
    /// A quotation, set apart.
    Quote,
    /// Lines of verse.
    Verse,
    /// An entry of a list.
    Item,
    /// A row of a table.
    Row,
    /// The speaker of a line, in a play.
    Speaker,
    /// The description of a picture.
    Description,
    /// A scene ends.
    Break,
}

impl Block {
    /// A scene break.
    pub fn scene(page: usize) -> Self {
        Self { kind: BlockKind::Break, page, ..Self::default() }
    }

    /// Its text; none in a break.
    pub fn text(&self) -> Option<&str> {
        (self.kind != BlockKind::Break).then(|| self.passage.text())
    }

    /// Its level, if it is a heading.
    pub fn level(&self) -> Option<u8> {
        match self.kind {
            BlockKind::Heading(level) => Some(level),
            _ => None,
        }
    }
}
