//! Says of blocks what they are.

use contract::Matter;
use pages::block::Block;

/// Adds the matter to a block that belongs to none yet.
pub(super) fn call(block: &mut Block, matter: Matter) {
    if is_free(block) {
        block.matter.insert(0, matter);
    }
}

/// Whether nothing says yet what a block is; code, tables and the like are only forms of text.
pub(super) fn is_free(block: &Block) -> bool {
    block.matter.iter().all(|matter| *matter >= Matter::Code)
}
