//! What runs a voice, inside a child process.

pub(crate) mod espeak;
pub(crate) mod onnx;
pub(crate) mod sim;

use std::ops::Range;

use audio::Pcm;
use contract::SentenceTime;
use serde::{Deserialize, Serialize};

use crate::message::{FailedKind, Request, Speak};

/// Runs voices; lives in a child process, so it may block, crash or hang.
pub(crate) trait Engine {
    /// What makes the sound, for people: program and version.
    fn made_by(&self) -> String;

    /// Samples per second of everything that it says.
    fn rate_hz(&self) -> u32;

    /// The speakers of its voice; empty where there is only one.
    fn speakers(&self) -> Vec<String> {
        vec![]
    }

    /// What runs the model, where there is one, and why not what was wanted.
    fn runs_on(&self) -> (String, Option<String>) {
        (String::new(), None)
    }

    /// Speaks a segment; calls `progress` whenever the work truly got on.
    fn speak(&mut self, speak: &Speak, progress: &mut dyn FnMut()) -> Result<Speech, Error>;
}

/// A spoken segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speech {
    /// The sound, without pauses between sentences.
    pub pcm: Pcm,
    /// Where each sentence lies.
    pub sentences: Vec<SentenceTime>,
    /// Where each word lies, in order; empty where the engine cannot say.
    pub words: Vec<WordTime>,
    /// Whether the words' places are estimated, or known from the model.
    pub words_are_estimated: bool,
    /// What the voice could not say: parts of the text, symbols.
    pub unsaid: Vec<String>,
}

/// The sample range of a word within its segment's speech.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordTime {
    /// The sentence, from 0.
    pub sentence: usize,
    /// Bytes of the sentence.
    pub text: Range<usize>,
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

impl From<&WordTime> for contract::WordTime {
    fn from(word: &WordTime) -> Self {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let WordTime { sentence, text, start, end } = word;
        let (from, to) = (number(text.start), number(text.end));
        Self { sentence: number(*sentence), from, to, start: *start, end: *end }
    }
}

/// Why an engine did not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Error {
    /// Whether there is a use in trying again.
    pub kind: FailedKind,
    /// One line.
    pub message: String,
}

impl Error {
    /// Something that may pass.
    pub(crate) fn passing(message: impl Into<String>) -> Self {
        Self { kind: FailedKind::Passing, message: message.into() }
    }
}

/// Loads `engine` as the worker's first word wants it.
pub(crate) fn load(engine: contract::Engine, hello: Request) -> Result<Box<dyn Engine>, Error> {
    let Request::Hello { espeak_program, sim, wanted, voice } = hello else {
        return Err(Error::passing("the first word was not hello"));
    };
    match engine {
        contract::Engine::Espeak => Ok(Box::new(espeak::Espeak::find(espeak_program.as_deref())?)),
        contract::Engine::Onnx => onnx::load(&wanted, voice.as_deref(), espeak_program.as_deref()),
        contract::Engine::Sim => Ok(Box::new(sim::Tones::new(*sim))),
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
