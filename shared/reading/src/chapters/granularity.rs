//! Which places become chapters: none that a listener would take for a hiccup, none longer than the book needs.

use std::ops::Range;

use crate::chapters::section::{CHARACTERS_PER_SECOND, LONGEST_CHAPTER, SpineSection};
use crate::chapters::starts::{ChapterStart, by_headings};

/// Parts are chapters of their own when half of them last so long.
const WORTHWHILE: usize = 120 * CHARACTERS_PER_SECOND;
/// A chapter that is too long is cut into parts even when they are short, but not as short as this.
const LEAST: usize = 20 * CHARACTERS_PER_SECOND;

/// A book so short is cut wherever it offers it.
const SHORT: usize = 600 * CHARACTERS_PER_SECOND;

/// Drops the cuts below those whose parts would be too short. The highest ones stay, whatever their length: the book offers
/// nothing better.
pub(super) fn sensible(cuts: Vec<ChapterStart>, sections: &[SpineSection]) -> Vec<ChapterStart> {
    let places = places(&cuts, sections);
    let whole = places.last().map_or(0, |end| end - places[0]);
    if whole <= SHORT {
        return cuts;
    }
    let mut choosing = Choosing { cuts: &cuts, places, whole, keep: vec![false; cuts.len()] };
    choosing.choose(0..cuts.len(), true);
    let keep = choosing.keep;
    cuts.into_iter().zip(keep).filter_map(|(cut, keep)| keep.then_some(cut)).collect()
}

/// Adds the headings within a cut that holds nearly the whole of a book which is longer than a chapter: contents that name the
/// cover and the copyright page leave the story in one piece.
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

/// How many characters lie before each cut, and in all.
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

/// A choice under way.
struct Choosing<'a> {
    cuts: &'a [ChapterStart],
    places: Vec<usize>,
    whole: usize,
    keep: Vec<bool>,
}

impl Choosing<'_> {
    /// Keeps the highest of the cuts in `range` if they are worth it, and looks into each of them.
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
            // What comes before the first of the highest may have parts of its own.
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
