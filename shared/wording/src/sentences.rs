//! Cuts a paragraph into sentences that can be spoken.

mod boundaries;
mod ideographs;
mod languages;
mod marks;
mod numerals;
mod span;
mod split;
mod stop_context;
mod word_lists;

pub use crate::sentences::span::SentenceSpan;

use std::iter::once;

use contract::Pause;

use crate::sentences::boundaries::boundaries;
use crate::sentences::split::split;
use contract::primary_subtag;

/// Cuts a paragraph; every sentence but the last is followed by [`Pause::Sentence`], the last by `end`.
#[cfg(test)]
pub(crate) fn sentences(text: &str, language: &str, end: Pause) -> Vec<contract::Sentence> {
    let sentence_spans = sentence_spans(text, language, end).into_iter();
    sentence_spans.map(|piece| contract::Sentence::new(&text[piece.range], piece.pause)).collect()
}

/// Cuts a paragraph into sentences, as places in `text`: in order, disjoint, with nothing but spaces left out.
///
/// Every sentence but the last is followed by [`Pause::Sentence`], the last by `end`.
pub fn sentence_spans(text: &str, language: &str, end: Pause) -> Vec<SentenceSpan> {
    let language = primary_subtag(language);
    let starts = boundaries(text, language);
    let starts: Vec<usize> = once(0).chain(starts).chain([text.len()]).collect();
    let last = starts.len() - 2;
    let sentences = starts.windows(2).enumerate().flat_map(|(at, pair)| {
        let pause = if at == last { end } else { Pause::Sentence };
        split(text, pair[0]..pair[1], language, pause)
    });
    sentences.filter(|piece| !piece.range.is_empty()).collect()
}

#[cfg(test)]
mod tables;
#[cfg(test)]
mod tests;
