//! Title pages and half titles: a short page near the start with the title of the book, and nothing that is more than a name.

use contract::Matter;
use pages::block::{Block, BlockKind};

use crate::chapters::matter::calling::{call, is_free};
use crate::chapters::matter::inscription;
use crate::chapters::matter::lines::{is_prose, is_quoted, lines};
use crate::chapters::matter::place::{BookFacts, PagePlaces};

/// Most letters and lines of a title page.
const LETTERS: usize = 500;
const LINES: usize = 20;
/// Longest line that is no sentence, in characters.
const LINE: usize = 90;

/// Marks the page if it is one.
pub(super) fn mark(blocks: &mut [Block], facts: &BookFacts, places: &PagePlaces<'_>) {
    let letters = places.letters(&(0..blocks.len()));
    let is_short = letters <= LETTERS && letters * 3 <= places.all();
    if letters == 0 || !is_short || !places.is_front(0) || facts.title.is_empty() {
        return;
    }
    let is_inscription: Vec<bool> =
        (0..blocks.len()).map(|at| inscription::kind(blocks, at).is_some()).collect();
    let own = || {
        blocks
            .iter()
            .zip(&is_inscription)
            .filter(|(block, is)| is_free(block) && !**is && !inscription::is_attribution(block))
    };
    let own =
        own().filter(|(block, _)| !matches!(block.kind, BlockKind::Break | BlockKind::Description));
    let all: Vec<&str> = own.flat_map(|(block, _)| lines(block)).collect();
    let has_title = all.iter().any(|line| facts.is_title(line));
    let has_sentence =
        blocks.iter().any(|block| is_prose(block) && !says_who(block.passage.text()));
    let is_name = |line: &&str| {
        line.chars().count() <= LINE && !is_quoted(line) && !line.ends_with(['?', '!', ';', ','])
    };
    let are_names =
        all.len() <= LINES && all.iter().all(|line| is_name(line) || facts.is_title(line));
    // The title above the first chapter is no title page, nor is a chapter that is called like the book.
    let known = all
        .iter()
        .filter(|line| facts.is_title(line) || facts.names_author(line) || says_who(line))
        .count();
    let is_known = known * 2 >= all.len() || all.iter().any(|line| facts.names_author(line));
    if !has_title || has_sentence || !are_names || !is_known || is_chapter(&all, facts) {
        return;
    }
    for (block, is_inscription) in blocks.iter_mut().zip(is_inscription) {
        if !is_inscription && !inscription::is_attribution(block) {
            call(block, Matter::TitlePage);
        }
    }
}

/// Whether a line besides the title is the title of a chapter.
fn is_chapter(all: &[&str], facts: &BookFacts) -> bool {
    all.iter().any(|line| {
        !facts.is_title(line)
            && !facts.names_author(line)
            && facts.chapters.contains(&super::lines::key(line))
            && !says_who(line)
    })
}

/// Whether a line says who had a hand in the book, or of what kind it is.
fn says_who(line: &str) -> bool {
    const WORDS: &str = "by/author/translated/translator/edited/editor/introduction/illustrated/illustrations/foreword/novel/stories/tale/\
        tales/poems/memoir/romance/volume/book/edition/press/books/publishers/publishing/publishing house/ltd/inc/london/york/paris/berlin/\
        von/übersetzt/herausgegeben/roman/erzählungen/novelle/verlag/band/gedichte/aus dem/illustriert/\
        par/traduit/éditions/édition/récit/nouvelles/tome/préface/illustré/\
        por/de/traducción/traducido/novela/cuentos/editorial/ediciones/prólogo/\
        di/traduzione/tradotto/romanzo/racconti/editore/edizioni/a cura di";
    let key = super::lines::key(line);
    let is_word = |word: &str| WORDS.split('/').any(|known| known == word);
    key.split(' ').any(is_word) || super::lines::has_year(line)
}
