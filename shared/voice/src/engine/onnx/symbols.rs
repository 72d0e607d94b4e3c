//! The `symbols` phonemizer: the text consists of symbols already, for trying a voice.

use crate::error::Error;
use crate::phonemes::{Phonemes, Phonemizer, PronunciationOverride, WordAlignment};

/// Takes every character for a symbol, and splits words at spaces.
pub(super) struct SymbolPhonemizer;

impl Phonemizer for SymbolPhonemizer {
    fn id(&self) -> String {
        "symbols 1".to_owned()
    }

    fn phonemize(&mut self, text: &str, _: &[PronunciationOverride]) -> Result<Phonemes, Error> {
        let mut phonemes = Phonemes::default();
        let mut start: Option<(usize, usize)> = None;
        for (byte, symbol) in text.char_indices().chain([(text.len(), ' ')]) {
            let index = phonemes.symbols.len();
            match start {
                None if symbol.is_alphabetic() || symbol == 'ˈ' => start = Some((byte, index)),
                Some((first, from)) if symbol == ' ' || symbol.is_ascii_punctuation() => {
                    phonemes.words.push(WordAlignment { text: first..byte, symbols: from..index });
                    start = None;
                }
                _ => {}
            }
            if byte < text.len() {
                phonemes.symbols.push(symbol);
            }
        }
        Ok(phonemes)
    }
}
