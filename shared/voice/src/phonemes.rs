//! Text to phonemes: what a neural voice is given to say.

pub(crate) mod english;
pub(crate) mod espeak;
mod nfd;
pub(crate) mod text;

use std::ops::Range;

use crate::error::Error;

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
    /// Its first byte.
    pub from: usize,
    /// The byte behind it.
    pub to: usize,
    /// Its sounds, in IPA.
    pub ipa: String,
}

/// What a sentence sounds like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phonemes {
    /// One entry per symbol, NFD: IPA letters, `ˈ` before a stressed vowel, `ː`, a space between words, and `. , ! ? : ;`.
    pub symbols: Vec<char>,
    /// The words of the text, in order.
    pub words: Vec<Word>,
    /// Parts of the text that could not be said; reported, never dropped silently.
    pub unknown: Vec<String>,
}

/// Where a word lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its bytes in the text.
    pub text: Range<usize>,
    /// The symbols that say it.
    pub symbols: Range<usize>,
}

impl Phonemes {
    /// Adds a mark behind the words so far; of several marks the strongest stays, and none begins a sentence.
    fn mark(&mut self, mark: char) {
        let strength = |mark| ",:;.!?".find(mark);
        match self.symbols.last_mut() {
            None => {}
            Some(last) if strength(*last).is_none() => self.symbols.push(mark),
            Some(last) if strength(mark) > strength(*last) => *last = mark,
            Some(_) => {}
        }
    }

    /// Ends the sentence where it says anything and only a comma, or nothing, ends it.
    fn end(&mut self) {
        if !self.symbols.ends_with(&[':']) && !self.symbols.ends_with(&[';']) {
            self.mark('.');
        }
    }
}

/// Sounds that lie within the text, begin and end at characters and do not overlap, in order.
fn sorted<'s>(text: &str, sounds: &'s [Sound]) -> Vec<&'s Sound> {
    let mut sorted: Vec<&Sound> = sounds.iter().collect();
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
