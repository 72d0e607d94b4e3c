//! Text to phonemes: what a voice is told to say.

use std::ops::Range;

use crate::engine::Error;

/// Turns a sentence into symbols. One implementation per way; its id is part of the cache key.
pub(crate) trait Phonemizer {
    /// Names the code and its data: `english 1`, `espeak-ng 1.51 en-us`, `text 1`.
    fn id(&self) -> String;

    /// `sounds` are stretches of the text whose sounds the user's lexicon gives; they overrule everything.
    fn phonemize(&mut self, text: &str, sounds: &[Sound]) -> Result<Phonemes, Error>;
}

/// A stretch of a sentence whose sounds are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound {
    /// First byte.
    pub from: usize,
    /// One past the last byte.
    pub to: usize,
    /// IPA.
    pub ipa: String,
}

/// What a sentence sounds like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phonemes {
    /// One entry per symbol, NFD, one Unicode scalar each: IPA letters, stress `ˈ` `ˌ` before the vowel's syllable as espeak-ng
    /// writes it, length `ː`, a space between words, punctuation of `. , ! ? : ;` (and nothing else) where the sentence has it.
    pub symbols: Vec<char>,
    /// The words of the text, in order.
    pub words: Vec<Word>,
    /// Parts of the text that could not be said; reported, never dropped silently.
    pub unknown: Vec<String>,
}

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Bytes of the text.
    pub text: Range<usize>,
    /// Which symbols say it.
    pub symbols: Range<usize>,
}
