//! Joins blocks that the page sets apart and a reader does not: lines of a stanza, large first letters; and finds ornaments of letters.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::block::{Block, BlockKind};
use crate::passage::AnnotationKind;
use crate::xhtml::initials;
use crate::xhtml::omission::OmissionReason;
use crate::xhtml::scenes::is_letter_ornament;

/// Pages on which one of so few gaps is blank have blank paragraphs everywhere, which end no scene.
const RARE: usize = 3;

/// Joins blocks; the result says where each block went.
pub(super) fn join(
    blocks: &mut Vec<Block>,
    left_out: &mut Vec<(Range<u32>, OmissionReason)>,
    lines: &HashMap<usize, u32>,
    blanks: &HashSet<usize>,
) -> Vec<usize> {
    let paragraphs = blocks.iter().filter(|block| block.text().is_some()).count();
    let are_rare = blanks.len() * RARE < paragraphs;
    let mut moved = Vec::with_capacity(blocks.len() + 1);
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut last_line = None;
    let ornaments = letter_ornaments(blocks);
    for (at, mut block) in std::mem::take(blocks).into_iter().enumerate() {
        let line = lines.get(&at).copied();
        let continues = line.is_some()
            && line == last_line
            && joined.last().is_some_and(|last| can_join(last, &block));
        last_line = line;
        if ornaments.contains(&at) {
            for numbers in block.passage.numbers(0..block.passage.text().len()) {
                left_out.push((numbers, OmissionReason::Borrowed("scene break")));
            }
            block = Block::scene(block.page);
        }
        let is_twin = || joined.last().is_none_or(|last| last.kind == BlockKind::Break);
        if block.kind == BlockKind::Break && ((blanks.contains(&at) && !are_rare) || is_twin()) {
            moved.push(joined.len());
            continue;
        }
        match joined.last_mut() {
            Some(last) if continues => {
                let end = last.passage.position();
                last.passage.annotate(end, AnnotationKind::Line);
                last.passage.append(" ", &block.passage);
            }
            Some(last) if is_initial_of(last, &block) => {
                let repeats = repeats(last, &block);
                let initial = std::mem::replace(last, block);
                let rest = std::mem::replace(&mut last.passage, initial.passage);
                if repeats {
                    for numbers in last.passage.numbers(0..last.passage.text().len()) {
                        left_out
                            .push((numbers, OmissionReason::Borrowed("large initial, repeated")));
                    }
                    last.passage = rest;
                } else {
                    last.passage.append("", &rest);
                }
            }
            _ => {
                moved.push(joined.len());
                joined.push(block);
                continue;
            }
        }
        moved.push(joined.len() - 1);
    }
    moved.push(joined.len());
    *blocks = joined;
    moved
}

fn can_join(last: &Block, next: &Block) -> bool {
    last.kind == BlockKind::Verse
        && next.kind == BlockKind::Verse
        && last.matter == next.matter
        && last.language == next.language
        && last.note == next.note
}

/// Whether a block is the large first letter of the next one.
fn is_initial_of(last: &Block, next: &Block) -> bool {
    let is_text = |block: &Block| block.kind == BlockKind::Paragraph;
    is_text(last)
        && is_text(next)
        && last.matter.last() == next.matter.last()
        && (initials::joins(last.passage.text(), next.passage.text())
            && next.passage.text().starts_with(char::is_lowercase)
            || repeats(last, next))
}

/// Whether the next block has the large first letter once more.
fn repeats(last: &Block, next: &Block) -> bool {
    let mut letters = next.passage.text().chars();
    initials::single(last.passage.text()).is_some_and(|letter| letters.next() == Some(letter))
        && letters.next().is_some_and(char::is_lowercase)
        && last.passage.numbers(0..last.passage.text().len()).is_empty()
}

/// Blocks of letters that are ornaments: between two paragraphs, on a page without other blocks of that kind that count.
fn letter_ornaments(blocks: &[Block]) -> HashSet<usize> {
    let is_plain = |block: &Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote);
    let candidates = blocks.windows(3).enumerate().filter_map(|(at, three)| {
        let [before, block, after] = three else { return None };
        let begins = |letter: char| !letter.is_lowercase();
        let is_between = is_text_of_scene(before)
            && is_text_of_scene(after)
            && after.passage.text().starts_with(begins);
        (is_plain(block) && is_between && is_letter_ornament(block.passage.text()))
            .then_some(at + 1)
    });
    let candidates: HashSet<usize> = candidates.collect();
    let counts = |text: &str| {
        let is_roman = !text.is_empty() && text.chars().all(|letter| "IVXLC".contains(letter));
        let is_number = !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit());
        (is_roman || is_number) && !text.chars().all(|letter| letter == 'X' || letter == '0')
    };
    let has_numbers =
        blocks.iter().filter_map(Block::text).any(|text| counts(text.trim_matches(['.', ' '])));
    let is_number =
        |at: &usize| blocks[*at].passage.text().chars().all(|letter| "X0".contains(letter));
    candidates.into_iter().filter(|at| !(has_numbers && is_number(at))).collect()
}

fn is_text_of_scene(block: &Block) -> bool {
    /// Fewest characters of a paragraph; less may be an entry of a list or a figure of a game.
    const FEWEST: usize = 12;
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote | BlockKind::Verse)
        && block.passage.text().chars().count() >= FEWEST
}
