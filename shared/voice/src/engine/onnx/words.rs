//! Start and end of each word in a sentence's samples.

use std::ops::Range;

use crate::phonemes::{Phonemes, WordAlignment};

/// Places the words, each with the bytes of its text: by the times of their symbols if the model reports them, else by their number of symbols.
pub(super) fn words(
    phonemes: &Phonemes,
    symbols: Option<&[Range<usize>]>,
    samples: usize,
) -> Vec<(Range<usize>, Range<u64>)> {
    let estimated;
    let symbols = match symbols {
        Some(symbols) => symbols,
        None => {
            estimated = estimate(&phonemes.symbols, samples);
            &estimated
        }
    };
    let word = |word: &WordAlignment| {
        let said = symbols.get(word.symbols.clone()).unwrap_or_default();
        let start = said.first().map_or(0, |symbol| symbol.start);
        let end = said.last().map_or(start, |symbol| symbol.end);
        (word.text.clone(), start as u64..end as u64)
    };
    phonemes.words.iter().map(word).collect()
}

/// Spreads symbols over the sound: marks of stress take no time, marks of length and of punctuation as much as a letter.
fn estimate(symbols: &[char], samples: usize) -> Vec<Range<usize>> {
    let weight = |symbol: &char| usize::from(!matches!(symbol, 'ˈ' | 'ˌ'));
    let total = symbols.iter().map(weight).sum::<usize>().max(1);
    let mut before = 0;
    let mut place = |symbol| {
        let start = before * samples / total;
        before += weight(symbol);
        start..before * samples / total
    };
    symbols.iter().map(&mut place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phonemes() -> Phonemes {
        let words = vec![
            WordAlignment { text: 0..4, symbols: 0..3 },
            WordAlignment { text: 5..7, symbols: 4..6 },
        ];
        Phonemes { symbols: "ˈaa bb.".chars().collect(), words, unknown: vec![] }
    }

    #[test]
    fn what_the_model_told_is_taken() {
        let told = [0..0, 0..50, 50..100, 100..150, 150..180, 180..200, 200..300];

        let found = words(&phonemes(), Some(&told), 300);

        assert_eq!(found, [(0..4, 0..100), (5..7, 150..200)]);
    }

    #[test]
    fn what_was_not_told_is_estimated_by_symbols() {
        let found = words(&phonemes(), None, 600);

        assert_eq!(found, [(0..4, 0..200), (5..7, 300..500)]);
    }
}
