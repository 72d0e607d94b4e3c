//! Copyright pages: several kinds of marks, such as an ISBN and a notice of rights, close together near the start or the end of a book.

mod phrases;

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use contract::Matter;
use pages::block::Block;

use crate::chapters::matter::calling::{call, is_free};
use crate::chapters::matter::copyright::phrases::{FIRMS, PHRASES};
use crate::chapters::matter::inscription;
use crate::chapters::matter::lines::{has_address, has_year, is_prose, is_told, letters};
use crate::chapters::matter::place::PagePlaces;
use crate::titles;

/// Longest paragraph of such a page, in bytes; licences are long.
const PARAGRAPH: usize = 1_800;
/// Most letters for each kind of mark.
const LETTERS: usize = 1_500;
/// Most letters of a page with a single kind of mark.
const SINGLE: usize = 250;
/// Blocks without a mark that may stand between two with one.
const BETWEEN: usize = 4;
/// Blocks before and behind a single kind of mark that make it part of a text.
const OTHERS: usize = 4;
/// Longest block without a mark on such a page, in letters.
const UNMARKED: usize = 300;

/// The kind of mark of a firm or an address: behind those of phrases, of numbers and of notices.
const FIRM: usize = PHRASES.len() + 2;

/// The kind of each phrase, and whether it says much by itself.
static PHRASE_KINDS: LazyLock<Vec<(usize, bool)>> = LazyLock::new(|| {
    let of_phrases = PHRASES.iter().enumerate().flat_map(|(kind, (is_strong, phrases))| {
        phrases.split('/').map(move |_| (kind, *is_strong))
    });
    of_phrases.chain(FIRMS.iter().map(|_| (FIRM, false))).collect()
});

/// Finds all phrases at once, in the same order.
#[expect(clippy::expect_used, reason = "the phrases are ours, and few")]
static PHRASE_FINDER: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let phrases = PHRASES.iter().flat_map(|(_, phrases)| phrases.split('/'));
    AhoCorasick::new(phrases.chain(FIRMS)).expect("an automaton of a few hundred phrases")
});

/// The kinds of marks that were found: bits, the strong ones in the lower half.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Marks(u32);

impl Marks {
    const HALF: u32 = 16;

    fn add(&mut self, kind: usize, is_strong: bool) {
        let bit = u32::try_from(kind).unwrap_or_default() + if is_strong { 0 } else { Self::HALF };
        self.0 |= 1 << bit;
    }

    fn strong(self) -> usize {
        (self.0 & 0xffff).count_ones() as usize
    }

    /// Whether there is a kind that says enough by itself: a notice of rights, a number, a licence.
    fn is_plain(self) -> bool {
        let plain = [0, 3, PHRASES.len(), PHRASES.len() + 1];
        plain.iter().any(|kind| self.0 & (1 << kind) > 0)
    }

    fn all(self) -> usize {
        self.0.count_ones() as usize
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The marks in a paragraph.
fn marks(text: &str) -> Marks {
    let mut found = Marks::default();
    if text.len() > PARAGRAPH {
        return found;
    }
    let lower = text.to_lowercase();
    for phrase in PHRASE_FINDER.find_overlapping_iter(&lower) {
        let (kind, is_strong) = PHRASE_KINDS[phrase.pattern().as_usize()];
        found.add(kind, is_strong);
    }
    let figure = |rest: &str| rest.chars().take(12).any(|c| c.is_ascii_digit());
    if lower.match_indices("isbn").any(|(at, _)| figure(&lower[at + 4..])) {
        found.add(PHRASES.len(), true);
    }
    if is_notice(&lower) {
        found.add(PHRASES.len() + 1, true);
    }
    if has_address(&lower) {
        found.add(FIRM, false);
    }
    found
}

/// `© 2015`, `Copyright (c) Ann Smith, 2015`, `Copyright by A. Verlag`.
fn is_notice(lower: &str) -> bool {
    let sign = lower.contains('©')
        || lower.contains("(c) 1")
        || lower.contains("(c) 2")
        || lower.contains("℗");
    let word = lower.match_indices("copyright").any(|(at, word)| {
        let behind = lower[at + word.len()..].trim_start();
        let near = &behind[..behind.floor_char_boundary(60)];
        behind.starts_with("by ")
            || behind.starts_with("(c)")
            || behind.starts_with(|c: char| c.is_ascii_digit())
            || (at < 3 && has_year(near))
    });
    (sign && lower.chars().count() < 1_500) || word
}

/// Whether blocks are a copyright page, for somebody who says that they are.
pub(super) fn agrees(blocks: &[Block]) -> bool {
    let found =
        blocks.iter().filter_map(Block::text).map(marks).fold(Marks::default(), Marks::with);
    let long: usize = blocks.iter().filter(|block| is_prose(block)).map(letters).sum();
    found.strong() > 0 || found.all() > 1 || long == 0
}

/// Marks the page, or those of its blocks that are of this kind.
pub(super) fn mark(blocks: &mut [Block], places: &PagePlaces<'_>) {
    let found: Vec<Marks> = (0..blocks.len())
        .map(|at| {
            let at_edge = places.is_front(at) || places.is_back(at + 1);
            let text = blocks[at].text().filter(|_| at_edge && is_free(&blocks[at]));
            let marked = text.map(|text| (text, marks(text)));
            // Few paragraphs have marks, so that they are looked for first.
            let marked =
                marked.filter(|(text, found)| *found != Marks::default() && !is_told(text));
            marked.map(|(_, found)| found).unwrap_or_default()
        })
        .collect();
    for range in clusters(blocks, &found) {
        let kinds = found[range.clone()].iter().copied().fold(Marks::default(), Marks::with);
        let at_edge = places.is_front(range.start) || places.is_back(range.end);
        let inner = places.letters(&range);
        let is_prosaic = blocks[range.clone()].iter().any(is_prose);
        if !at_edge
            || inner * 2 > places.all()
            || !is_enough(kinds, inner, is_prosaic)
            || is_below_text(blocks, range.start)
            || (kinds.strong() < 2 && is_within_text(blocks, &range))
        {
            continue;
        }
        let range = whole(blocks, &found, range, places);
        for at in range {
            let is_inscription =
                found[at] == Marks::default() && inscription::kind(blocks, at).is_some();
            if !is_inscription {
                call(&mut blocks[at], Matter::Copyright);
            }
        }
    }
}

fn is_enough(kinds: Marks, letters: usize, is_prosaic: bool) -> bool {
    match (kinds.strong(), kinds.all()) {
        (2.., all) => letters <= LETTERS * all,
        (1, 2..) => letters <= LETTERS,
        (1, _) => kinds.is_plain() && letters <= SINGLE,
        (0, 3..) => letters <= 2 * SINGLE && !is_prosaic,
        _ => false,
    }
}

/// Whether other text stands on the page both before and behind these blocks: a story, and an exercise, tell of a number or a year, too.
fn is_within_text(blocks: &[Block], range: &Range<usize>) -> bool {
    let is_other = |blocks: &[Block]| {
        let plain = || blocks.iter().filter(|block| block.level().is_none());
        plain().any(is_prose) || plain().filter(|block| letters(block) > 0).count() >= OTHERS
    };
    is_other(&blocks[..range.start]) && is_other(&blocks[range.end..])
}

/// Whether the nearest heading above names matter that is read: an afterword tells of printings, too.
fn is_below_text(blocks: &[Block], at: usize) -> bool {
    let titles =
        blocks[..=at].iter().rev().filter(|block| block.text().is_some_and(|text| text.len() < 80));
    titles
        .filter_map(|block| titles::matter(block.passage.text()))
        .next()
        .is_some_and(Matter::is_read)
}

/// Runs of blocks with marks, with little between them.
fn clusters(blocks: &[Block], found: &[Marks]) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = vec![];
    for at in (0..found.len()).filter(|&at| found[at] != Marks::default()) {
        match clusters.last_mut() {
            Some(last)
                if at - last.end <= BETWEEN && blocks[last.end..at].iter().all(is_slight) =>
            {
                last.end = at + 1;
            }
            _ => clusters.push(at..at + 1),
        }
    }
    clusters
}

fn is_slight(block: &Block) -> bool {
    letters(block) <= UNMARKED && !matches!(block.level(), Some(1..=2))
}

/// The whole page, if the rest of it is slight; else the range.
fn whole(
    blocks: &[Block],
    found: &[Marks],
    range: Range<usize>,
    places: &PagePlaces<'_>,
) -> Range<usize> {
    let page = 0..blocks.len();
    let is_rest = |at: &usize| !range.contains(at) && found[*at] == Marks::default();
    let rest: Vec<usize> = page.clone().filter(is_rest).collect();
    let slight = rest.iter().all(|&at| is_slight(&blocks[at]) || blocks[at].level().is_some());
    let few: usize = rest.iter().map(|&at| letters(&blocks[at])).sum();
    // A page that is most of the book has more on it.
    let is_page = places.letters(&page) * 2 <= places.all();
    if is_page && slight && few <= places.letters(&range) + UNMARKED && few < 4 * UNMARKED {
        page
    } else {
        range
    }
}
