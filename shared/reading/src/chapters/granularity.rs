//! Chooses the places that become chapters: none so short that it annoys, none longer than the book needs.

use std::ops::Range;

use crate::chapters::section::{CHARACTERS_PER_SECOND, LONGEST_CHAPTER, SHORT_BOOK, SpineSection};
use crate::chapters::starts::{ChapterStart, by_headings};

/// Parts are chapters of their own if half of them last this long.
const WORTHWHILE: usize = 120 * CHARACTERS_PER_SECOND;
/// A chapter that is too long is cut into parts even if they are short, but not shorter than this.
const LEAST: usize = 20 * CHARACTERS_PER_SECOND;

/// Drops the lower-level cuts whose parts would be too short. The top-level ones stay, whatever their length: the book has
/// nothing better.
pub(super) fn sensible(cuts: Vec<ChapterStart>, sections: &[SpineSection]) -> Vec<ChapterStart> {
    let places = places(&cuts, sections);
    let whole = places.last().map_or(0, |end| end - places[0]);
    if whole <= SHORT_BOOK {
        return cuts;
    }
    let mut choosing = Choosing { cuts: &cuts, places, whole, keep: vec![false; cuts.len()] };
    choosing.choose(0..cuts.len(), true);
    let keep = choosing.keep;
    cuts.into_iter().zip(keep).filter_map(|(cut, keep)| keep.then_some(cut)).collect()
}

/// Adds the headings within a cut that contains nearly the whole of a long book: some tables of contents name only the cover
/// and the copyright page, and leave the story in one piece.
pub(super) fn refined(mut cuts: Vec<ChapterStart>, sections: &[SpineSection]) -> Vec<ChapterStart> {
    let places = places(&cuts, sections);
    let lengths = places.windows(2).map(|pair| pair[1] - pair[0]);
    let Some((at, length)) = lengths.enumerate().max_by_key(|&(_, length)| length) else {
        return cuts;
    };
    let whole = places.last().copied().unwrap_or_default();
    if length <= LONGEST_CHAPTER / 3 || length * 5 <= whole * 4 {
        return cuts;
    }
    let place = |cut: &ChapterStart| (cut.section, cut.block);
    let (from, to) = (place(&cuts[at]), cuts.get(at + 1).map(place));
    let level = cuts[at].level;
    let inside = |cut: &ChapterStart| place(cut) > from && to.is_none_or(|to| place(cut) < to);
    let headings = by_headings(sections).into_iter().filter(inside);
    let headings: Vec<ChapterStart> =
        headings.map(|cut| ChapterStart { level: level + cut.level, ..cut }).collect();
    if headings.len() > 1 {
        cuts.splice(at + 1..at + 1, headings);
    }
    cuts
}

/// The number of characters before each cut, and in total.
fn places(cuts: &[ChapterStart], sections: &[SpineSection]) -> Vec<usize> {
    let mut places = Vec::with_capacity(cuts.len() + 1);
    let mut before = 0;
    for (at, section) in sections.iter().enumerate() {
        for (index, block) in section.document.blocks.iter().enumerate() {
            while cuts.get(places.len()).is_some_and(|cut| (cut.section, cut.block) <= (at, index))
            {
                places.push(before);
            }
            before += block.text().map_or(0, |text| text.chars().count());
        }
    }
    places.resize(cuts.len() + 1, before);
    places
}

/// The state of the choice.
struct Choosing<'a> {
    cuts: &'a [ChapterStart],
    places: Vec<usize>,
    whole: usize,
    keep: Vec<bool>,
}

impl Choosing<'_> {
    /// Keeps the top-level cuts in `range` if their parts are long enough, then goes on within each of them.
    fn choose(&mut self, range: Range<usize>, is_top: bool) {
        let levels = self.cuts[range.clone()].iter().map(|cut| cut.level);
        let Some(level) = levels.min() else { return };
        let heads: Vec<usize> = range.clone().filter(|&at| self.cuts[at].level <= level).collect();
        let ends = heads.iter().skip(1).copied().chain([range.end]);
        let parts: Vec<Range<usize>> = heads.iter().zip(ends).map(|(&at, end)| at..end).collect();
        let mut lengths: Vec<usize> = parts.iter().map(|part| self.length(part)).collect();
        lengths.sort_unstable();
        let median = lengths[lengths.len() / 2];
        let length = self.length(&range);
        let is_most_of_the_book = length * 2 > self.whole;
        let worthwhile = is_top
            || median >= WORTHWHILE
            || (median >= LEAST && (length > LONGEST_CHAPTER || is_most_of_the_book));
        if let Some(&first) = heads.first() {
            // The text before the first top-level cut may have parts of its own.
            self.choose(range.start..first, is_top);
        }
        if !worthwhile {
            return;
        }
        for part in parts {
            self.keep[part.start] = true;
            self.choose(part.start + 1..part.end, false);
        }
    }

    /// Characters between two cuts.
    fn length(&self, part: &Range<usize>) -> usize {
        self.places[part.end] - self.places[part.start]
    }
}
