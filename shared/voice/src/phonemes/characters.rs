//! The `text` phonemizer, for voices trained on letters: the sentence in lower case, decomposed.

use super::nfd::nfd;
use super::{Phonemes, Phonemizer, PronunciationOverride, WordAlignment, sorted};
use crate::error::Error;

/// The `text` phonemizer, for voices whose `phoneme_type` is `text`.
#[derive(Debug, Clone, Copy)]
pub struct CharacterPhonemizer;

impl Phonemizer for CharacterPhonemizer {
    fn id(&self) -> String {
        "text 1".to_owned()
    }

    fn phonemize(
        &mut self,
        text: &str,
        sounds: &[PronunciationOverride],
    ) -> Result<Phonemes, Error> {
        let mut phonemes = Phonemes::default();
        let mut at = 0;
        for sound in sorted(text, sounds) {
            phonemes.write(text, at..sound.from);
            let start = phonemes.symbols.len();
            phonemes.symbols.extend(nfd(&sound.ipa).chars());
            let symbols = start..phonemes.symbols.len();
            phonemes.words.push(WordAlignment { text: sound.from..sound.to, symbols });
            at = sound.to;
        }
        phonemes.write(text, at..text.len());
        Ok(phonemes)
    }
}

impl Phonemes {
    /// Writes a stretch of the text as it is, and splits words at spaces.
    fn write(&mut self, text: &str, stretch: std::ops::Range<usize>) {
        let mut rest = stretch.start;
        for piece in text[stretch].split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            let start = self.symbols.len();
            self.symbols.extend(nfd(&word.to_lowercase()).chars());
            if word.chars().any(char::is_alphanumeric) {
                let symbols = start..self.symbols.len();
                self.words.push(WordAlignment { text: rest..rest + word.len(), symbols });
            }
            self.symbols.extend(nfd(&piece[word.len()..]).chars());
            rest += piece.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str, sounds: &[PronunciationOverride]) -> Phonemes {
        CharacterPhonemizer.phonemize(text, sounds).unwrap()
    }

    #[test]
    fn letters_are_small_and_accents_stand_alone() {
        let phonemes = said("Où est-il, Été?", &[]);

        let symbols: String = phonemes.symbols.iter().collect();
        assert_eq!(symbols, "ou\u{300} est-il, e\u{301}te\u{301}?");
        let words: Vec<_> = phonemes.words.iter().map(|word| word.text.clone()).collect();
        assert_eq!(words, [0..3, 4..11, 12..18]);
        assert_eq!(phonemes.words[2].symbols, 12..18);
    }

    #[test]
    fn the_users_sounds_overrule_letters() {
        let phonemes = said(
            "Ask Nguyen now.",
            &[PronunciationOverride { from: 4, to: 10, ipa: "wɪn".to_owned() }],
        );

        assert_eq!(phonemes.symbols.iter().collect::<String>(), "ask wɪn now.");
        assert_eq!(phonemes.words[1], WordAlignment { text: 4..10, symbols: 4..7 });
        assert_eq!(phonemes.words.len(), 3);
    }
}
