//! What a manuscript is made of: runs of text, each of one kind.

use contract::Matter;

use crate::passage::Passage;

/// A run of text without a break in it, or a break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// What it is in the flow of the text.
    pub kind: BlockKind,
    /// Empty in a break.
    pub passage: Passage,
    /// What it is besides the story; several where one lies in the other, the innermost last.
    pub matter: Vec<Matter>,
    /// Its language, where its page says another than the book.
    pub language: Option<String>,
    /// The page that it comes from.
    pub page: usize,
    /// The id of the note that it belongs to.
    pub note: Option<String>,
}

/// What a block is in the flow of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockKind {
    /// A heading and its level, from 1.
    Heading(u8),
    /// Anything else.
    #[default]
    Paragraph,
    /// Somebody else's words, set apart.
    Quote,
    /// Lines of verse.
    Verse,
    /// An entry of a list.
    Item,
    /// A row of a table.
    Row,
    /// Who speaks, in a play.
    Speaker,
    /// What a picture shows.
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
