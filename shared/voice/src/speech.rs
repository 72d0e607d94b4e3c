//! A spoken segment: samples, and times of its sentences and words.

use std::ops::Range;

use audio::Pcm;
use contract::SentenceTime;
use serde::{Deserialize, Serialize};

/// A spoken segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The sound, without pauses between sentences.
    pub pcm: Pcm,
    /// The range of each sentence.
    pub sentences: Vec<SentenceTime>,
    /// The range of each word, in order; empty if the engine does not report it.
    pub words: Vec<WordSpan>,
    /// Whether the ranges of the words are estimated, not reported by the model.
    pub words_are_estimated: bool,
    /// What the voice could not pronounce: parts of the text, symbols.
    pub unsaid: Vec<String>,
}

/// The sample range of a word within its segment's speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordSpan {
    /// The sentence, from 0.
    pub sentence: usize,
    /// Bytes of the sentence.
    pub text: Range<usize>,
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

impl From<&WordSpan> for contract::WordTime {
    fn from(word: &WordSpan) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let WordSpan { sentence, text, start, end } = word;
        let (from, to) = (number(text.start), number(text.end));
        Self { sentence: number(*sentence), from, to, start: *start, end: *end }
    }
}

impl Speech {
    /// Joins the sounds of sentences, in order, with nothing between them.
    #[must_use]
    pub fn join(rate_hz: u32, sounds: impl IntoIterator<Item = Vec<i16>>) -> Self {
        let mut samples = vec![];
        let mut sentences = vec![];
        for sound in sounds {
            let start = samples.len() as u64;
            samples.extend(sound);
            sentences.push(SentenceTime { start, end: samples.len() as u64 });
        }
        Self {
            pcm: Pcm { rate_hz, samples },
            sentences,
            words: vec![],
            words_are_estimated: false,
            unsaid: vec![],
        }
    }
}
