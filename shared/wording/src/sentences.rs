//! A paragraph, cut into sentences that can be spoken.

mod before;
mod borders;
mod cut;
mod ideographs;
mod marks;
mod words;

use std::iter::once;
use std::ops::Range;

use contract::Pause;

use self::borders::borders;
use self::cut::cut;
use crate::language::primary;

/// A sentence longer than this is cut.
pub(crate) const LONGEST: usize = 600;

/// A stretch of a paragraph, spoken as one sentence; no space stands at its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the paragraph.
    pub range: Range<usize>,
    /// The silence behind it.
    pub pause: Pause,
}

/// Cuts a paragraph; every sentence but the last is followed by [`Pause::Sentence`], the last by `end`.
#[cfg(test)]
pub(crate) fn sentences(text: &str, language: &str, end: Pause) -> Vec<contract::Sentence> {
    let pieces = pieces(text, language, end).into_iter();
    pieces.map(|piece| contract::Sentence::new(&text[piece.range], piece.pause)).collect()
}

/// The same sentences as places in `text`: in order, disjoint, with nothing but spaces left out.
pub fn pieces(text: &str, language: &str, end: Pause) -> Vec<Piece> {
    let language = primary(language);
    let starts = borders(text, language);
    let starts: Vec<usize> = once(0).chain(starts).chain([text.len()]).collect();
    let last = starts.len() - 2;
    let sentences = starts.windows(2).enumerate().flat_map(|(at, pair)| {
        let pause = if at == last { end } else { Pause::Sentence };
        cut(text, pair[0]..pair[1], language, pause)
    });
    sentences.filter(|piece| !piece.range.is_empty()).collect()
}

#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;
