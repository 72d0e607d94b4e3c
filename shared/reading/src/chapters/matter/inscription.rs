//! Dedications and epigraphs are read wherever they stand, on a title page, too.

use contract::Matter;
use pages::block::{Block, BlockKind};

use crate::chapters::matter::lines::{has_address, is_quoted};

/// Longest dedication and epigraph, in characters.
const DEDICATION: usize = 60;
const EPIGRAPH: usize = 400;

/// Frees dedications and epigraphs from the page around them.
pub(super) fn free(blocks: &mut [Block]) {
    let is_page = |matter: &Matter| {
        matches!(matter, Matter::Cover | Matter::TitlePage | Matter::Copyright | Matter::Colophon)
    };
    for block in blocks.iter_mut() {
        let inner =
            block.matter.iter().rposition(|m| matches!(m, Matter::Dedication | Matter::Epigraph));
        if let Some(inner) = inner
            && let Some(page) = block.matter.iter().position(is_page).filter(|page| *page < inner)
        {
            block.matter.drain(page..inner);
        }
    }
    let is_title_page = |block: &Block| block.matter == [Matter::TitlePage];
    for at in 0..blocks.len() {
        if is_title_page(&blocks[at])
            && let Some(matter) = kind(blocks, at)
        {
            blocks[at].matter = vec![matter];
            // Who said it stands below.
            if let Some(next) = blocks
                .get_mut(at + 1)
                .filter(|next| matter == Matter::Epigraph && is_attribution(next))
            {
                next.matter = vec![matter];
            }
        }
    }
}

/// Whether a block is a dedication or an epigraph, by its words.
pub(super) fn kind(blocks: &[Block], at: usize) -> Option<Matter> {
    let block = &blocks[at];
    if block.level().is_some() || block.kind == BlockKind::Break {
        return None;
    }
    let text = block.passage.text();
    let next = blocks.get(at + 1);
    let is_epigraph = is_quoted(text)
        && text.ends_with(['"', '”', '“', '»', '«', '’', '.', '!', '?'])
        && text.chars().count() <= EPIGRAPH
        && (next.is_none_or(is_attribution) || block.kind == BlockKind::Quote)
        && !text.contains('©');
    if is_epigraph {
        return Some(Matter::Epigraph);
    }
    is_dedication(text).then_some(Matter::Dedication)
}

/// `— Anon.`
pub(super) fn is_attribution(block: &Block) -> bool {
    let text = block.passage.text();
    text.starts_with(['—', '–', '-', '―', '~'])
        && text.chars().count() <= 120
        && block.level().is_none()
}

/// `For my mother`, `Für Anna`, `À Pierre`.
fn is_dedication(text: &str) -> bool {
    const BEGINS: &str = "for /to /in memory of /in loving memory/in memoriam/dedicated to /this book is dedicated/für /\
        meiner /meinem /meinen /in erinnerung an /gewidmet /dem andenken /dem gedächtnis /à /pour /\
        en mémoire de /à la mémoire/a /al /para /a la memoria/en memoria/ai /alla /alle /agli /per /\
        in memoria di/dedicado a /dedicato a /voor ";
    // Addresses and notices of publishers, and ends of titles: “A Novel”, “For information, address …”
    const OTHERS: &str = "information/permission/order/sale/sales/details/address/usage/use/contact/novel/tale/story/romance/\
        play/comedy/tragedy/memoir/history/biography/thriller/mystery/poem/translation/book/edition/\
        collection/selection/study/guide/roman/novella/novela/historia/romanzo/storia/press/books/\
        visit/download/library";
    let lower = text.to_lowercase();
    let is_book = lower.starts_with("this book is dedicated");
    BEGINS.split('/').any(|begin| lower.starts_with(begin))
        && text.chars().count() <= DEDICATION
        && !lower.contains(|c: char| c.is_ascii_digit() || "©:@".contains(c))
        && !has_address(&lower)
        && (is_book
            || !lower
                .split(|c: char| !c.is_alphabetic())
                .any(|word| OTHERS.split('/').any(|other| other == word)))
}
