//! A paragraph, cut into sentences that can be spoken.

use std::iter::once;
use std::ops::Range;

use contract::{Pause, Sentence};

/// A sentence longer than this is cut.
pub(crate) const LONGEST: usize = 600;
/// A paragraph longer than this is cut before sentences are looked for, so that the search stays quick.
const PARAGRAPH: usize = 10_000;
/// Shortenings that end with a full stop, and are followed by what they shorten.
const SHORTENINGS: [&str; 7] = ["vol", "chap", "no", "nos", "fig", "p", "pp"];

/// A stretch of a paragraph, spoken as one sentence; no space stands at its edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Its bytes in the paragraph.
    pub(crate) range: Range<usize>,
    /// The silence behind it.
    pub(crate) pause: Pause,
}

/// Cuts a paragraph; every sentence but the last is followed by [`Pause::Sentence`], the last by `end`.
pub(crate) fn sentences(text: &str, language: &str, end: Pause) -> Vec<Sentence> {
    let pieces = pieces(text, language, end).into_iter();
    pieces
        .map(|piece| Sentence { text: text[piece.range].to_owned(), pause: piece.pause })
        .collect()
}

/// The same sentences as places in `text`: in order, disjoint, with nothing but spaces left out.
pub(crate) fn pieces(text: &str, language: &str, end: Pause) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in cut(text, 0..text.len(), PARAGRAPH, end) {
        let found = merged(text, sentence_ranges(text, part.range, primary(language)));
        let last = found.len().saturating_sub(1);
        for (at, range) in found.into_iter().enumerate() {
            let pause = if at == last { part.pause } else { Pause::Sentence };
            let parts = cut(text, range, LONGEST, pause);
            pieces.extend(parts.into_iter().filter(|piece| !piece.range.is_empty()));
        }
    }
    pieces
}

/// The language of a BCP 47 tag, without script and region.
fn primary(tag: &str) -> &str {
    let end = tag.find(['-', '_']).unwrap_or(tag.len());
    &tag[..end]
}

/// Where the splitter sees sentences in a part of `text`; they lie side by side.
fn sentence_ranges(text: &str, part: Range<usize>, language: &str) -> Vec<Range<usize>> {
    let found = sentencex::get_sentence_boundaries(language, &text[part.clone()]);
    let starts = found.iter().skip(1).map(|sentence| part.start + sentence.start_byte);
    let borders: Vec<usize> = once(part.start).chain(starts).chain([part.end]).collect();
    borders.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Joins what the splitter cut wrongly: pieces that go on in lower case, say nothing, or follow a shortening.
fn merged(text: &str, pieces: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        match sentences.last_mut() {
            Some(last) if goes_on(&text[last.clone()], &text[piece.clone()]) => {
                last.end = piece.end;
            }
            _ => sentences.push(piece),
        }
    }
    sentences
}

fn goes_on(before: &str, piece: &str) -> bool {
    let first =
        piece.trim_start_matches(|c: char| c.is_whitespace() || "\"'“”‘’«»‹›—–-…(".contains(c));
    let Some(letter) = first.chars().next() else { return true };
    if letter.is_lowercase() || !piece.contains(char::is_alphanumeric) {
        return true;
    }
    if !before.contains(char::is_alphanumeric) {
        return true;
    }
    let Some(word) = before.trim_end().strip_suffix('.') else { return false };
    let word = word.rsplit([' ', '(']).next().unwrap_or_default();
    let known = SHORTENINGS.contains(&word.to_lowercase().as_str());
    let is_number = word.len() == before.trim().len() - 1
        && !word.is_empty()
        && word.chars().all(|c| "IVXLCDM".contains(c));
    (known && !word.starts_with(char::is_lowercase) || word == "p" || word == "pp") || is_number
}

/// Cuts a stretch of `text` near its middle until no piece is longer than `longest`; the last ends with `end`, the others with nothing.
fn cut(text: &str, stretch: Range<usize>, longest: usize, end: Pause) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut waiting = vec![trimmed(text, stretch)];
    while let Some(range) = waiting.pop() {
        let part = &text[range.clone()];
        if part.len() <= longest || part.chars().count() <= longest {
            pieces.push(Piece { range, pause: Pause::None });
            continue;
        }
        let place = range.start + cutting_place(part);
        waiting.push(trimmed(text, place..range.end));
        waiting.push(trimmed(text, range.start..place));
    }
    if let Some(last) = pieces.last_mut() {
        last.pause = end;
    }
    pieces
}

/// The range without the spaces at its edges.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let start = range.end - text[range.clone()].trim_start().len();
    start..start + text[start..range.end].trim_end().len()
}

/// Where to cut: behind the punctuation nearest to the middle, else at a space, else at the middle.
fn cutting_place(text: &str) -> usize {
    let middle = text.len() / 2;
    let near = |wanted: fn(char) -> bool| {
        let places = text.char_indices().filter(|(_, letter)| wanted(*letter));
        let places = places.map(|(at, letter)| at + letter.len_utf8());
        // Not at the edges: a cut must make both parts shorter.
        let inner = places.filter(|at| (text.len() / 4..text.len() * 3 / 4).contains(at));
        inner.min_by_key(|at| at.abs_diff(middle))
    };
    near(|c| matches!(c, ';' | ':' | '—'))
        .or_else(|| near(|c| matches!(c, ',' | '–')))
        .or_else(|| near(char::is_whitespace))
        .unwrap_or_else(|| text.floor_char_boundary(middle))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found = sentences(text, "en-GB", Pause::Paragraph);
        let texts: Vec<&str> = found.iter().map(|sentence| sentence.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn sentences_end_where_readers_pause() {
        check("One came. Two stayed!", &["One came.", "Two stayed!"]);
        check("“Stop!” he cried. She did.", &["“Stop!” he cried.", "She did."]);
        check("See Vol. II of it. Mr. Smith left.", &["See Vol. II of it.", "Mr. Smith left."]);
        check("He said no. Then he went.", &["He said no.", "Then he went."]);
        check("VIII. The Hunt", &["VIII. The Hunt"]);
        check("", &[]);
    }

    #[test]
    fn pieces_are_places_in_the_paragraph() {
        let text = "  One came.  Éva stayed! ";

        let found = pieces(text, "en", Pause::Scene);

        let texts: Vec<&str> = found.iter().map(|piece| &text[piece.range.clone()]).collect();
        assert_eq!(texts, ["One came.", "Éva stayed!"]);
        assert_eq!(found[0], Piece { range: 2..11, pause: Pause::Sentence });
    }

    #[test]
    fn the_last_sentence_carries_the_pause_of_its_paragraph() {
        let found = sentences("One. Two.", "en", Pause::Scene);

        let pauses: Vec<Pause> = found.iter().map(|sentence| sentence.pause).collect();
        assert_eq!(pauses, [Pause::Sentence, Pause::Scene]);
    }

    #[test]
    fn long_sentences_are_cut_and_nothing_is_lost() {
        for text in
            ["word, ".repeat(500), "word ".repeat(500), "x".repeat(5_000), "é".repeat(30_000)]
        {
            let found = sentences(&text, "en", Pause::Paragraph);

            assert!(found.iter().all(|sentence| sentence.text.chars().count() <= LONGEST));
            let said: usize = found.iter().map(|s| s.text.replace(' ', "").chars().count()).sum();
            assert_eq!(said, text.replace(' ', "").chars().count());
            assert!(found[..found.len() - 1].iter().all(|s| s.pause == Pause::None), "{found:?}");
        }
    }
}
