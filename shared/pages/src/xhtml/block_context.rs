//! The meaning of text, by the elements around it.

use contract::Matter;

use crate::block::BlockKind;

/// The meaning of text in the open elements.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct BlockContext {
    pub(super) kind: BlockKind,
    pub(super) matter: Vec<Matter>,
    pub(super) language: Option<String>,
    pub(super) note: Option<String>,
    /// The innermost poem or stanza, by the number of its element.
    pub(super) stanza: Option<u32>,
    /// Whether lines of the page's text are lines of its print.
    pub(super) is_preformatted: bool,
    /// Whether the markup says that it is program text.
    pub(super) is_code: bool,
}
