//! Cuts sentences that are too long for one breath, where a reader could take a breath.

use std::ops::Range;

use contract::Pause;

use super::ideographs;
use super::languages::words_of;
use super::marks::{brackets, closing_marks, is_dash, quotations};
use super::span::{LONGEST, SentenceSpan};
use super::word_lists::WordLists;

/// Cuts a stretch of `text` near its middle until no piece is longer than `longest`; the last piece has the pause `end`, the others none.
pub(super) fn split(
    text: &str,
    stretch: Range<usize>,
    language: &str,
    end: Pause,
) -> Vec<SentenceSpan> {
    let words = words_of(language);
    let mut sentence_spans = Vec::new();
    let mut waiting = vec![trimmed(text, stretch)];
    while let Some(range) = waiting.pop() {
        let part = &text[range.clone()];
        if part.len() <= LONGEST || breath(part) <= LONGEST {
            sentence_spans.push(SentenceSpan { range, pause: Pause::None });
            continue;
        }
        let place = range.start + split_place(part, words);
        waiting.push(trimmed(text, place..range.end));
        waiting.push(trimmed(text, range.start..place));
    }
    if let Some(last) = sentence_spans.last_mut() {
        last.pause = end;
    }
    sentence_spans
}

/// The length of a text in letters; a letter of Chinese, Japanese or Korean takes the breath of three.
fn breath(text: &str) -> usize {
    text.chars().map(|letter| if ideographs::is_wide(letter) { 3 } else { 1 }).sum()
}

/// The range without the spaces at its edges.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.end - text[range.clone()].trim_start().len();
    start..start + text[start..range.end].trim_end().len()
}

/// Where a reader could breathe, best first.
#[derive(Clone, Copy)]
enum PhraseBreak {
    Clause,
    Comma,
    /// Before a conjunction.
    Join,
    Word,
}

/// The order in which places are preferred; those within quotations and brackets come late.
const ORDER: [(PhraseBreak, bool); 8] = [
    (PhraseBreak::Clause, false),
    (PhraseBreak::Comma, false),
    (PhraseBreak::Join, false),
    (PhraseBreak::Clause, true),
    (PhraseBreak::Comma, true),
    (PhraseBreak::Join, true),
    (PhraseBreak::Word, false),
    (PhraseBreak::Word, true),
];

/// Where to cut: at the best kind of place that exists, nearest to the middle; else at the middle.
fn split_place(text: &str, words: Option<&WordLists>) -> usize {
    let middle = text.len() / 2;
    // Not at the edges: a cut must make both parts shorter.
    let inner = text.len() / 4..text.len() * 3 / 4;
    let (brackets, quotations) = (brackets(text), quotations(text));
    let mut nearest: [[Option<usize>; 2]; 4] = Default::default();
    for (at, mark) in text.char_indices() {
        let Some((place, breath)) = phrase_break(text, at, mark, words) else { continue };
        let enclosed = encloses(&brackets, place) || encloses(&quotations, place);
        let nearest = &mut nearest[breath as usize][usize::from(enclosed)];
        let nearer = nearest.is_none_or(|other| place.abs_diff(middle) < other.abs_diff(middle));
        if nearer && inner.contains(&place) {
            *nearest = Some(place);
        }
    }
    let places =
        ORDER.iter().map(|(breath, enclosed)| nearest[*breath as usize][usize::from(*enclosed)]);
    places.flatten().next().unwrap_or_else(|| text.floor_char_boundary(middle))
}

/// The kind of place that a mark offers, and its position: after the mark and the quotation that it closes.
fn phrase_break(
    text: &str,
    at: usize,
    mark: char,
    words: Option<&WordLists>,
) -> Option<(usize, PhraseBreak)> {
    let behind = at + mark.len_utf8();
    let breath = match mark {
        ';' | ':' | '!' | '?' | '…' | '—' | '；' | '：' | '。' | '！' | '？' => {
            PhraseBreak::Clause
        }
        ',' | '–' | '，' | '、' => PhraseBreak::Comma,
        _ if mark.is_whitespace() => {
            let word = text[behind..].split(char::is_whitespace).next().unwrap_or_default();
            let joins = words.is_some_and(|words| words.joins(word));
            return Some((behind, if joins { PhraseBreak::Join } else { PhraseBreak::Word }));
        }
        _ if ideographs::ends_word(mark, &text[behind..]) => {
            return Some((behind, PhraseBreak::Word));
        }
        _ => return None,
    };
    let place = closing_marks(text, behind).end;
    let rest = &text[place..];
    let spaced = rest.starts_with(char::is_whitespace);
    let wide = matches!(mark, '—' | '；' | '：' | '。' | '！' | '？' | '，' | '、');
    ((spaced || wide) && !rest.starts_with(is_dash)).then_some((place, breath))
}

/// Whether a position is within one of `ranges`, which are in order and disjoint.
fn encloses(ranges: &[Range<usize>], place: usize) -> bool {
    let before = ranges.partition_point(|range| range.start < place);
    before.checked_sub(1).is_some_and(|last| ranges[last].end >= place)
}
