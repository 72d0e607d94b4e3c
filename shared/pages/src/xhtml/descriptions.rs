//! Descriptions of pictures.

use contract::Matter;

use crate::block::{Block, BlockKind};

/// Makes the descriptions of its pictures the text of a document that has no other.
pub(super) fn read_alone(blocks: &mut [Block]) {
    let is_text = |block: &Block| !matches!(block.kind, BlockKind::Break | BlockKind::Description);
    if blocks.iter().any(is_text) {
        return;
    }
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::Description) {
        block.kind = BlockKind::Paragraph;
        block.matter.retain(|matter| *matter != Matter::Descriptions);
    }
}
