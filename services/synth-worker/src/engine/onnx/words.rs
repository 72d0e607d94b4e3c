//! Where each word of a sentence lies in its sound.

use std::ops::Range;

use crate::phonemes::Phonemes;

/// A spoken sentence.
pub(super) struct Sentence {
    pub samples: Vec<i16>,
    /// Bytes of the text, and samples, of every word.
    pub words: Vec<(Range<usize>, Range<u64>)>,
    pub is_estimated: bool,
}

/// Places the words: by when each symbol is said where the model told it, else by how many symbols they have. `kept` is what was left of
/// the sound when its silence was cut; nothing lies outside.
pub(super) fn words(
    phonemes: &Phonemes,
    symbols: Option<&[Range<usize>]>,
    kept: &Range<usize>,
) -> Vec<(Range<usize>, Range<u64>)> {
    let estimated;
    let symbols = match symbols {
        Some(symbols) => symbols,
        None => {
            estimated = estimate(&phonemes.symbols, kept);
            &estimated
        }
    };
    let place = |at: usize| (at.clamp(kept.start, kept.end) - kept.start) as u64;
    let word = |word: &crate::phonemes::Word| {
        let said = symbols.get(word.symbols.clone()).unwrap_or_default();
        let start = said.first().map_or(kept.start, |symbol| symbol.start);
        let end = said.last().map_or(start, |symbol| symbol.end);
        (word.text.clone(), place(start)..place(end))
    };
    phonemes.words.iter().map(word).collect()
}

/// Spreads symbols over the sound: marks of stress take no time, marks of length and of punctuation as much as a letter.
fn estimate(symbols: &[char], kept: &Range<usize>) -> Vec<Range<usize>> {
    let weight = |symbol: &char| usize::from(!matches!(symbol, 'ˈ' | 'ˌ'));
    let total = symbols.iter().map(weight).sum::<usize>().max(1);
    let mut before = 0;
    let mut place = |symbol| {
        let start = kept.start + before * kept.len() / total;
        before += weight(symbol);
        start..kept.start + before * kept.len() / total
    };
    symbols.iter().map(&mut place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phonemes::Word;

    fn phonemes() -> Phonemes {
        let words = vec![Word { text: 0..2, symbols: 0..3 }, Word { text: 3..5, symbols: 4..6 }];
        Phonemes { symbols: "ˈaa bb.".chars().collect(), words, unknown: vec![] }
    }

    #[test]
    fn what_the_model_told_is_moved_with_the_cut() {
        let told = [100..100, 100..150, 150..200, 200..250, 250..280, 280..300, 300..400];

        let found = words(&phonemes(), Some(&told), &(120..290));

        assert_eq!(found, [(0..2, 0..80), (3..5, 130..170)]);
    }

    #[test]
    fn what_was_not_told_is_estimated_by_symbols() {
        let found = words(&phonemes(), None, &(100..700));

        assert_eq!(found, [(0..2, 0..200), (3..5, 300..500)]);
    }
}
