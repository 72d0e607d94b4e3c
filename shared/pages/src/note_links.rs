//! Finds notes by their links: a place that is referred to and that links back is a note, whatever its class or element.

mod pages;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use contract::Matter;

use crate::block::Block;
use crate::note_links::pages::{LinkGraph, NotePlace};
use crate::passage::AnnotationKind;
use crate::passage::edit::Edit;
use crate::xhtml::{OmissionReason, ParsedPage};

pub use crate::note_links::pages::linked_ids;

/// Most blocks between two notes that can belong to the first of them.
const LONGEST_NOTE: usize = 5;

/// A part of a block that is left out, and why.
type Cut = (Range<usize>, &'static str);

/// Marks the notes of all pages, and takes the references to them and the ways back out of the text.
pub fn settle_notes(names: &[String], pages: &mut [ParsedPage]) {
    let graph = LinkGraph::new(names, pages);
    let notes = notes(&graph, pages);
    let mut cuts: BTreeMap<(usize, usize), Vec<Cut>> = BTreeMap::new();
    for link in &graph.links {
        let around = notes.range(..=(link.page, link.block)).next_back();
        let is_back = around.is_some_and(|(_, note)| {
            note.page == link.page && note.covers(link.block) && link.leads_to(note.called_from)
        });
        let calls = link.target.as_ref().is_some_and(|target| notes.contains_key(&target.key()));
        let reason = if is_back {
            "way back from a note"
        } else if calls && !link.is_known && link.may_call(pages) {
            "note reference"
        } else {
            continue;
        };
        cuts.entry((link.page, link.block)).or_default().push((link.range.clone(), reason));
    }
    for (place, cuts) in cuts {
        cut(place, cuts, pages);
    }
    mark(&notes, &graph, pages);
    for block in pages.iter_mut().flat_map(|page| &mut page.blocks) {
        block.passage.retain_annotations(|kind| !matches!(kind, AnnotationKind::Link(_)));
    }
}

/// The notes, by page and first block.
fn notes(graph: &LinkGraph, pages: &[ParsedPage]) -> BTreeMap<(usize, usize), NotePlace> {
    let mut found: BTreeMap<(usize, usize), NotePlace> = BTreeMap::new();
    for link in graph.links.iter().filter(|link| link.is_known || link.may_call(pages)) {
        let Some(target) = link.target.as_ref().filter(|target| target.may_be_note(link, pages))
        else {
            continue;
        };
        let links_back = graph
            .of(target.page, target.first..target.end)
            .any(|back| back.leads_to((link.page, link.block)) && !back.is_known);
        if links_back || (link.is_known && target.begins_with_mark(pages)) {
            let note = target.note((link.page, link.block));
            found.entry(target.key()).or_insert(note);
        }
    }
    let starts: Vec<(usize, usize)> = found.keys().copied().collect();
    for (&(page, _), note) in &mut found {
        let next = starts.iter().find(|&&(other, first)| other == page && first > note.first);
        note.end = note.end.min(next.map_or(usize::MAX, |&(_, first)| first));
    }
    found
}

/// Cuts marks out of a block.
fn cut((page, block): (usize, usize), mut cuts: Vec<Cut>, pages: &mut [ParsedPage]) {
    let Some(page) = pages.get_mut(page) else { return };
    let Some(block) = page.blocks.get_mut(block) else { return };
    cuts.sort_by_key(|(range, _)| range.start);
    cuts.dedup_by(|second, first| second.0.start < first.0.end);
    let text = block.passage.text();
    let rest: String = text
        .char_indices()
        .filter(|(at, _)| !cuts.iter().any(|(range, _)| range.contains(at)))
        .map(|(_, letter)| letter)
        .collect();
    if !rest.contains(char::is_alphanumeric) {
        return;
    }
    let edits: Vec<Edit> =
        cuts.iter().map(|(range, _)| Edit::without_mark(text, widened(text, range))).collect();
    let starts: HashSet<usize> = cuts
        .iter()
        .filter(|(_, reason)| *reason == "note reference")
        .map(|(range, _)| range.start)
        .collect();
    block.passage.change_annotations(|mark| match &mark.kind {
        AnnotationKind::Link(href) if starts.contains(&mark.range.start) => {
            Some(AnnotationKind::Note(href.clone()))
        }
        kind => Some(kind.clone()),
    });
    let (passage, dropped) = block.passage.edited(&edits);
    block.passage = passage;
    for (numbers, (_, reason)) in dropped.into_iter().zip(cuts) {
        page.left_out
            .extend(numbers.into_iter().map(|numbers| (numbers, OmissionReason::Borrowed(reason))));
    }
}

/// A mark with the brackets around it.
fn widened(text: &str, range: &Range<usize>) -> Range<usize> {
    let pairs = [('[', ']'), ('(', ')')];
    let is_pair = |(open, close): &(char, char)| {
        text[..range.start].ends_with(*open) && text[range.end..].starts_with(*close)
    };
    if pairs.iter().any(is_pair) { range.start - 1..range.end + 1 } else { range.clone() }
}

/// Marks the blocks of notes as such, with what continues them and their heading.
fn mark(notes: &BTreeMap<(usize, usize), NotePlace>, graph: &LinkGraph, pages: &mut [ParsedPage]) {
    for note in notes.values() {
        for block in pages[note.page].blocks.iter_mut().take(note.end).skip(note.first) {
            call_note(block);
            block.note.get_or_insert_with(|| note.id.clone());
        }
    }
    let in_order: Vec<&NotePlace> = notes.values().collect();
    for pair in in_order.windows(2) {
        let [one, next] = pair else { continue };
        let is_behind = next.called_from < (one.page, one.first);
        let gap = one.end..next.first;
        let is_quiet = graph.of(one.page, gap.clone()).all(|link| link.target.is_none());
        if one.page == next.page && is_behind && gap.len() <= LONGEST_NOTE && is_quiet {
            let blocks = &mut pages[one.page].blocks[gap];
            if blocks.iter().all(|block| block.level().is_none()) {
                blocks.iter_mut().filter(|block| block.text().is_some()).for_each(call_note);
            }
        }
    }
    for page in notes.keys().map(|&(page, _)| page).collect::<HashSet<_>>() {
        mark_headings(&mut pages[page].blocks);
    }
}

fn call_note(block: &mut Block) {
    if !block.matter.contains(&Matter::Notes) {
        block.matter.push(Matter::Notes);
    }
}

/// A heading with nothing but notes below it is theirs.
fn mark_headings(blocks: &mut [Block]) {
    let mut only_notes = false;
    let mut any = false;
    for block in blocks.iter_mut().rev() {
        let is_note = block.matter.contains(&Matter::Notes);
        match block.level() {
            Some(_) if any && only_notes => {
                call_note(block);
                (any, only_notes) = (false, false);
            }
            Some(_) => (any, only_notes) = (false, false),
            None if block.text().is_none() => {}
            None => {
                only_notes = is_note && (only_notes || !any);
                any = true;
            }
        }
    }
}

#[cfg(test)]
mod tests;
