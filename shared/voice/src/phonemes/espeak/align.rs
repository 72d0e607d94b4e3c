//! Aligns symbols with words where espeak-ng wrote one word for two or two for one.

use std::ops::Range;

/// Most words that are said as one, or that one word is said as.
const MOST: usize = 6;

/// The place of each word in `symbols`, given the number of letters of each word.
///
/// If the number of spaces matches, words are taken one by one. Else words and pieces are paired so that their lengths agree
/// best, and words that are said as one share the piece by their letters.
pub(crate) fn align(letters: &[usize], symbols: &[char]) -> Vec<Range<usize>> {
    let said = split_at_spaces(symbols);
    if said.len() == letters.len() {
        return said;
    }
    let mut ranges = Vec::with_capacity(letters.len());
    for (words, pieces) in pairs(letters, &said) {
        let (Some(first), Some(last)) = (said.get(pieces.start), said[..pieces.end].last()) else {
            continue;
        };
        ranges.extend(shares(&letters[words], first.start..last.end));
    }
    // If they cannot be paired, only the whole range is known.
    if ranges.len() == letters.len() { ranges } else { shares(letters, 0..symbols.len()) }
}

/// The pieces between spaces.
fn split_at_spaces(symbols: &[char]) -> Vec<Range<usize>> {
    let mut start = 0;
    let piece = |piece: &[char]| {
        let range = start..start + piece.len();
        start = range.end + 1;
        range
    };
    symbols.split(|c| *c == ' ').map(piece).collect()
}

/// Divides a stretch in proportion to the letters of the words.
fn shares(letters: &[usize], stretch: Range<usize>) -> Vec<Range<usize>> {
    let whole: usize = letters.iter().sum::<usize>().max(1);
    let mut before = 0;
    let mut start = stretch.start;
    let share = |count: &usize| {
        before += count;
        let end = stretch.start + (stretch.len() * before + whole / 2) / whole;
        let range = start..end;
        start = end;
        range
    };
    letters.iter().map(share).collect()
}

/// The cheapest path to a place: its cost, and the words and pieces of its last pair.
#[derive(Debug, Clone, Copy)]
struct Pairing {
    cost: usize,
    words: usize,
    pieces: usize,
}

/// Pairs one word with one or several pieces, or several words with one piece, by the path on which lengths differ least.
fn pairs(letters: &[usize], said: &[Range<usize>]) -> Vec<(Range<usize>, Range<usize>)> {
    let whole: usize = letters.iter().sum::<usize>().max(1);
    let length = said.iter().map(Range::len).sum::<usize>();
    let difference = |words: &[usize], pieces: &[Range<usize>]| {
        let expected = words.iter().sum::<usize>() * length / whole;
        expected.abs_diff(pieces.iter().map(Range::len).sum())
    };
    let steps: Vec<(usize, usize)> =
        (1..=MOST).map(|some| (1, some)).chain((2..=MOST).map(|some| (some, 1))).collect();
    let width = said.len() + 1;
    let nothing = Pairing { cost: usize::MAX, words: 0, pieces: 0 };
    let mut best = vec![nothing; (letters.len() + 1) * width];
    best[0].cost = 0;
    for word in 0..letters.len() {
        for piece in 0..said.len() {
            let so_far = best[word * width + piece].cost;
            for (words, pieces) in steps.iter().copied().filter(|_| so_far < usize::MAX) {
                let (Some(spoken), Some(sounds)) =
                    (letters.get(word..word + words), said.get(piece..piece + pieces))
                else {
                    continue;
                };
                let cost = so_far + difference(spoken, sounds);
                let to = &mut best[(word + words) * width + piece + pieces];
                if cost < to.cost {
                    *to = Pairing { cost, words, pieces };
                }
            }
        }
    }
    backtrack(letters.len(), said.len(), &best)
}

/// Reads the best path from its end; empty if there is none.
fn backtrack(
    mut word: usize,
    mut piece: usize,
    best: &[Pairing],
) -> Vec<(Range<usize>, Range<usize>)> {
    let width = piece + 1;
    let mut pairs = vec![];
    while let Pairing { words, pieces, .. } = best[word * width + piece]
        && words > 0
    {
        pairs.push((word - words..word, piece - pieces..piece));
        (word, piece) = (word - words, piece - pieces);
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(letters: &[usize], symbols: &str, expected: &[&str]) {
        let symbols: Vec<char> = symbols.chars().collect();
        let words: Vec<String> = align(letters, &symbols)
            .into_iter()
            .map(|word| symbols[word].iter().collect())
            .collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_are_found_even_where_two_became_one() {
        check(&[5, 5], "həlˈoʊ wˈɜːld", &["həlˈoʊ", "wˈɜːld"]);
        check(&[2, 3, 3], "ʌvðə mˈæn", &["ʌv", "ðə", "mˈæn"]);
        check(&[2, 3, 8, 3, 4], "ɪnðə θˈaʊzəndænd naɪn", &["ɪn", "ðə", "θˈaʊzənd", "ænd", "naɪn"]);
        check(&[4], "fˈɔːɹ tiː", &["fˈɔːɹ tiː"]);
        check(&[1, 1, 1], "a", &["", "a", ""]);
    }
}
