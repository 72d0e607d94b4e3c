//! Phonemizers: text to the symbols that a neural voice is given.

mod characters;
mod english;
mod espeak;
mod nfd;

use std::ops::Range;

use crate::error::Error;

pub use characters::CharacterPhonemizer;
pub use english::{EnglishPhonemizer, GuessedWord};
pub use espeak::EspeakPhonemizer;

/// Turns a sentence into symbols. The id of each implementation is part of the cache key.
pub trait Phonemizer {
    /// Names the code and its data: `english 1`, `espeak-ng 1.51 en-us`, `text 1`.
    fn id(&self) -> String;

    /// `sounds` are parts of the text whose pronunciation the user's lexicon gives; they override everything.
    fn phonemize(
        &mut self,
        text: &str,
        sounds: &[PronunciationOverride],
    ) -> Result<Phonemes, Error>;
}

/// A part of a sentence with a given pronunciation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PronunciationOverride {
    /// Its first byte.
    pub from: usize,
    /// One past its last byte.
    pub to: usize,
    /// Its sounds, in IPA.
    pub ipa: String,
}

/// The pronunciation of a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phonemes {
    /// One entry per symbol, NFD: IPA letters, `ˈ` before a stressed vowel, `ː`, a space between words, and `. , ! ? : ;`.
    pub symbols: Vec<char>,
    /// The words of the text, in order.
    pub words: Vec<WordAlignment>,
    /// Parts of the text that could not be said; reported, never dropped silently.
    pub unknown: Vec<String>,
}

/// The place of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordAlignment {
    /// Its bytes in the text.
    pub text: Range<usize>,
    /// The range of its symbols.
    pub symbols: Range<usize>,
}

impl Phonemes {
    /// Adds a mark after the words so far; of several marks the strongest stays, and no sentence begins with one.
    fn mark(&mut self, mark: char) {
        let strength = |mark| ",:;.!?".find(mark);
        match self.symbols.last_mut() {
            None => {}
            Some(last) if strength(*last).is_none() => self.symbols.push(mark),
            Some(last) if strength(mark) > strength(*last) => *last = mark,
            Some(_) => {}
        }
    }

    /// Ends the sentence with a full stop, if it has words and no mark, or only a comma, at its end.
    fn end(&mut self) {
        if !self.symbols.ends_with(&[':']) && !self.symbols.ends_with(&[';']) {
            self.mark('.');
        }
    }
}

/// The valid sounds, in order: within the text, at character boundaries, without overlaps.
fn sorted<'s>(text: &str, sounds: &'s [PronunciationOverride]) -> Vec<&'s PronunciationOverride> {
    let mut sorted: Vec<&PronunciationOverride> = sounds.iter().collect();
    sorted.sort_by_key(|sound| sound.from);
    let mut end = 0;
    sorted.retain(|sound| {
        let fits =
            sound.from >= end && text.get(sound.from..sound.to).is_some_and(|s| !s.is_empty());
        if fits {
            end = sound.to;
        }
        fits
    });
    sorted
}
