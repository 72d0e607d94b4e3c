//! Parts of a page below a heading, or below a line that is one: judged by the heading, and by what stands below it.

use std::ops::Range;

use contract::Matter;
use pages::block::{Block, BlockKind};

use crate::chapters::matter::calling::{call, is_free};
use crate::chapters::matter::lines::{before_leader, is_prose, is_quoted, lines};
use crate::chapters::matter::lists::{
    agrees, is_contents, is_index, is_note, is_praise, is_reference, may_be_contents, share,
    share_of_notes,
};
use crate::chapters::matter::place::{BookFacts, PagePlaces};
use crate::titles;

/// Longest line that can be a heading without markup, in characters.
const HEADING: usize = 70;
/// Fewest lines of contents without a heading, and of an index.
const CONTENTS: usize = 4;
const INDEX: usize = 12;
/// Fewest entries with dots that are contents wherever they stand.
const DOTTED: usize = 3;
/// Most letters of a list of other books, and of anything else below such a heading.
const ADVERTISEMENT: usize = 6_000;

/// A part of a page.
struct Run {
    blocks: Range<usize>,
    /// How many of its first blocks are its heading.
    heads: usize,
    /// The level of its heading; one without markup is below all.
    level: u8,
    /// What its heading says.
    matter: Option<Matter>,
}

impl Run {
    /// Its blocks without the heading.
    fn body<'b>(&self, blocks: &'b [Block]) -> &'b [Block] {
        &blocks[self.blocks.start + self.heads..self.blocks.end]
    }
}

/// Marks the parts that are no story.
pub(super) fn mark(blocks: &mut [Block], facts: &BookFacts, places: &PagePlaces<'_>) {
    let runs = runs(blocks);
    mark_stretches(blocks, facts);
    // A list goes on below lesser headings: “Notes”, “Chapter One”; “Index”, “A”.
    let mut list: Option<(Matter, u8)> = None;
    for run in &runs {
        let body = run.body(blocks);
        let own = run.matter.and_then(|matter| judged(matter, run, blocks, facts, places));
        let going_on = list
            .filter(|(matter, level)| run.matter.is_none() && goes_on(*matter, *level, run, body));
        let found = own
            .or(going_on.map(|(matter, _)| matter))
            .or_else(|| without_heading(run, blocks, facts, places));
        list = match (own, going_on) {
            (Some(matter), _) => Some((matter, run.level)),
            (None, going_on) => going_on,
        };
        let Some(matter) = found else { continue };
        let end = end_of(matter, run, blocks, facts);
        for block in &mut blocks[run.blocks.start..end] {
            call(block, matter);
        }
    }
}

/// Marks contents between other lines, without a heading of their own: entries with dots and a page, one below the other.
fn mark_stretches(blocks: &mut [Block], facts: &BookFacts) {
    let is_entry = |line: &&str| is_contents(line, |title| facts.chapters.contains(title));
    let entries = |block: &Block| -> (usize, usize) {
        let lines = if block.level().is_none() && is_free(block) { lines(block) } else { vec![] };
        let is_listed = !lines.is_empty() && lines.iter().all(is_entry);
        let dotted = lines.iter().filter(|line| before_leader(line).is_some()).count();
        if is_listed { (lines.len(), dotted) } else { (0, 0) }
    };
    let counts: Vec<(usize, usize)> = blocks.iter().map(entries).collect();
    let mut at = 0;
    for stretch in counts.chunk_by(|one, next| (one.0 > 0) == (next.0 > 0)) {
        let all: usize = stretch.iter().map(|(lines, _)| lines).sum();
        let dotted: usize = stretch.iter().map(|(_, dotted)| dotted).sum();
        if all >= DOTTED && dotted * 2 >= all {
            blocks[at..at + stretch.len()]
                .iter_mut()
                .for_each(|block| call(block, Matter::Contents));
        }
        at += stretch.len();
    }
}

/// Cuts a page into parts.
fn runs(blocks: &[Block]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    for (at, block) in blocks.iter().enumerate() {
        let said = heading(block);
        match (runs.last_mut(), said) {
            // “Part Two”, “Contents”: headings one below the other are one.
            (Some(last), Some((_, matter)))
                if last.heads == at - last.blocks.start
                    && last.heads > 0
                    && last.matter.is_none() =>
            {
                last.heads += 1;
                last.blocks.end = at + 1;
                last.matter = matter;
            }
            // The entries of contents are called like the parts of the book.
            (Some(last), Some((u8::MAX, _))) if last.matter == Some(Matter::Contents) => {
                last.blocks.end = at + 1;
            }
            (_, Some((level, matter))) => {
                runs.push(Run { blocks: at..at + 1, heads: 1, level, matter });
            }
            (Some(last), None) => last.blocks.end = at + 1,
            (None, None) => {
                runs.push(Run { blocks: at..at + 1, heads: 0, level: u8::MAX, matter: None });
            }
        }
    }
    runs
}

/// The level of a heading, and the matter that it names. A paragraph that is nothing but a known title is one, too.
fn heading(block: &Block) -> Option<(u8, Option<Matter>)> {
    let text = block.text()?;
    let is_line = text.chars().count() <= HEADING;
    if let Some(level) = block.level() {
        return Some((level, titles::matter(text).filter(|_| is_line)));
    }
    let may_be = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Row | BlockKind::Verse
    );
    // Most short lines are talk.
    let is_sentence = text.ends_with(['?', '!', ',', ';', '…', '”', '"', '’', '»'])
        || (text.ends_with('.') && text.split(' ').count() > 3)
        || is_quoted(text);
    if !may_be || !is_line || is_sentence {
        return None;
    }
    let matter = titles::matter(text)?;
    Some((u8::MAX, Some(matter)))
}

/// What a part with a known heading is; `None` if it is not what its heading says, or is read anyway.
fn judged(
    matter: Matter,
    run: &Run,
    blocks: &[Block],
    facts: &BookFacts,
    places: &PagePlaces<'_>,
) -> Option<Matter> {
    let body = run.body(blocks);
    if matter.is_read() || !is_free(&blocks[run.blocks.start]) {
        return None;
    }
    let at_edge = places.is_front(run.blocks.start) || places.is_back(run.blocks.end);
    let letters = places.letters(&run.blocks);
    let is_marked = run.level < u8::MAX;
    let is_listed = |line: &str| is_contents(line, |title| facts.chapters.contains(title));
    let contents = || {
        share(body, is_listed) >= 50
            || (at_edge
                && body.len() >= 2
                && share(body, |line| is_listed(line) || may_be_contents(line)) >= 80)
    };
    let index = || share(body, is_index) >= 50;
    let is_so = match matter {
        // In some languages one word means contents and index.
        Matter::Contents if !contents() && index() => return Some(Matter::Index),
        Matter::Index if !index() && contents() => return Some(Matter::Contents),
        Matter::Contents => contents(),
        Matter::Index => index() || (is_marked && body.is_empty() && at_edge),
        Matter::Bibliography => {
            share(body, is_reference) >= 50 || (is_marked && body.is_empty() && at_edge)
        }
        Matter::Notes => {
            share_of_notes(body) >= 50 && !body.is_empty()
                || (is_marked && body.is_empty() && at_edge)
        }
        Matter::Advertisement => {
            at_edge
                && letters <= ADVERTISEMENT
                && (share(body, is_praise) >= 50
                    || share(body, |line| line.chars().count() < HEADING) >= 60
                    || asks(body))
        }
        // What such a title says must be borne out by the page.
        _ => {
            at_edge
                && letters <= ADVERTISEMENT
                && !body.is_empty()
                && agrees(matter, &blocks[run.blocks.clone()])
        }
    };
    is_so.then_some(matter)
}

/// Whether a page only asks for something: “Sign up to our newsletter”.
fn asks(body: &[Block]) -> bool {
    share(body, |line| super::lines::has_address(&line.to_lowercase())) >= 30
}

/// Whether a part without a title of its own belongs to the list above it.
fn goes_on(matter: Matter, level: u8, run: &Run, body: &[Block]) -> bool {
    let is_below = run.level > level || (run.level == level && level < u8::MAX);
    is_below
        && !body.is_empty()
        && match matter {
            Matter::Notes => {
                body.iter()
                    .filter(|block| is_note(block.passage.text()) || block.note.is_some())
                    .count()
                    * 10
                    >= body.len() * 6
            }
            Matter::Index => share(body, is_index) >= 60,
            Matter::Bibliography => share(body, is_reference) >= 60,
            _ => false,
        }
}

/// What a part is whose heading says nothing.
fn without_heading(
    run: &Run,
    blocks: &[Block],
    facts: &BookFacts,
    places: &PagePlaces<'_>,
) -> Option<Matter> {
    let body = run.body(blocks);
    if run.matter.is_some()
        || body.is_empty()
        || body.len() > 2_000
        || body.iter().any(|block| is_prose(block) || !is_free(block))
    {
        return None;
    }
    let lines: Vec<&str> = body.iter().flat_map(lines).collect();
    let is_listed = |line: &&&str| is_contents(line, |title| facts.chapters.contains(title));
    let listed = lines.iter().filter(is_listed).count();
    // Headings below each other are contents without links as often as parts without text.
    if lines.len() >= CONTENTS && listed * 4 >= lines.len() * 3 && run.heads < 2 {
        return Some(Matter::Contents);
    }
    let pages = lines.iter().filter(|line| line.contains(", ") && is_index(line)).count();
    let is_index =
        lines.len() >= INDEX && pages * 100 >= lines.len() * 85 && places.is_back(run.blocks.end);
    is_index.then_some(Matter::Index)
}

/// Where the matter of a part ends: contents and lists of books do not go on in prose.
fn end_of(matter: Matter, run: &Run, blocks: &[Block], facts: &BookFacts) -> usize {
    let begin = run.blocks.start + run.heads;
    let is_entry = |block: &Block| {
        lines(block).iter().all(|line| is_contents(line, |title| facts.chapters.contains(title)))
    };
    let stops = |block: &Block| match matter {
        Matter::Contents => is_prose(block) && !is_entry(block),
        Matter::Advertisement | Matter::Copyright => block.kind == BlockKind::Break,
        _ => false,
    };
    let Some(end) = blocks[begin..run.blocks.end].iter().position(stops) else {
        return run.blocks.end;
    };
    // The title of what comes behind the contents stands below them.
    let end = begin + end;
    let is_title = matter == Matter::Contents && end > begin && heading(&blocks[end - 1]).is_some();
    if is_title { end - 1 } else { end }
}
