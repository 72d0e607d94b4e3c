//! Voices as ONNX models: text to symbols, symbols to sound, silence away.

mod symbols;
mod words;

use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

use super::{Engine, Error, Speech, WordTime};
use crate::family::{self, Family};
use crate::message::{LoadVoice, Speak, Wanted};
use crate::onnx::{Runtime, bad_voice};
use crate::phonemes::Phonemizer;

/// The sound of a sentence that has none, such as `* * *`, as a part of a second.
const NOTHING: u32 = 50;

/// Slowest and fastest that anybody wants.
const SPEEDS: RangeInclusive<f32> = 0.25..=4.0;

/// The `onnx` engine with a voice.
struct Onnx {
    runtime: Runtime,
    family: Box<dyn Family>,
    phonemizer: Box<dyn Phonemizer>,
}

/// The `onnx` engine without a voice: it only tells what would run one.
struct Prospect(Runtime);

/// A spoken sentence.
struct Sentence {
    samples: Vec<i16>,
    /// Bytes of the text, and samples, of every word.
    words: Vec<(Range<usize>, Range<u64>)>,
    is_estimated: bool,
    unsaid: BTreeSet<String>,
}

/// Loads a voice; without one, only looks what would run it.
pub(super) fn load(wanted: &Wanted, voice: Option<&LoadVoice>) -> Result<Box<dyn Engine>, Error> {
    let runtime = Runtime::open(wanted)?;
    let Some(voice) = voice else { return Ok(Box::new(Prospect(runtime))) };
    let family = family::load(voice, &runtime)?;
    let phonemizer = phonemizer(&voice.phonemizer)?;
    Ok(Box::new(Onnx { runtime, family, phonemizer }))
}

/// Finds what turns text into symbols.
fn phonemizer(name: &str) -> Result<Box<dyn Phonemizer>, Error> {
    match name {
        "symbols" => Ok(Box::new(symbols::Symbols)),
        _ => Err(bad_voice(format!("there is no way from text to symbols called `{name}`"))),
    }
}

impl Onnx {
    fn sentence(
        &mut self,
        text: &str,
        speak: &Speak,
        progress: &mut dyn FnMut(),
    ) -> Result<Sentence, Error> {
        let phonemes = self.phonemizer.phonemize(text, &[])?;
        let speed = speak.manner.speed.max(*SPEEDS.start()).min(*SPEEDS.end());
        let said = self.family.speak(&phonemes, (&speak.manner.speaker, speed), progress)?;
        let words = words::words(&phonemes, said.symbols.as_deref(), said.samples.len());
        let mut samples = pcm(&said.samples);
        if samples.is_empty() {
            samples = vec![0; usize::try_from(self.rate_hz() / NOTHING).unwrap_or_default()];
        }
        let mut unsaid: BTreeSet<String> = phonemes.unknown.into_iter().collect();
        unsaid.extend(said.unknown.iter().map(char::to_string));
        Ok(Sentence { samples, words, is_estimated: said.symbols.is_none(), unsaid })
    }
}

impl Engine for Onnx {
    fn made_by(&self) -> String {
        format!("{}, {}", self.runtime.runs_on, self.phonemizer.id())
    }

    fn rate_hz(&self) -> u32 {
        self.family.rate_hz()
    }

    fn runs_on(&self) -> (String, Option<String>) {
        (self.runtime.runs_on.clone(), self.runtime.fell_back.clone())
    }

    fn speak(&mut self, speak: &Speak, progress: &mut dyn FnMut()) -> Result<Speech, Error> {
        let mut sounds = vec![];
        let mut words = vec![];
        let mut unsaid = BTreeSet::new();
        let mut words_are_estimated = false;
        let mut at = 0;
        for (sentence, text) in speak.sentences.iter().enumerate() {
            let said = self.sentence(text, speak, progress)?;
            unsaid.extend(said.unsaid);
            words_are_estimated |= said.is_estimated;
            words.extend(said.words.into_iter().map(|(text, time)| WordTime {
                sentence,
                text,
                start: at + time.start,
                end: at + time.end,
            }));
            at += said.samples.len() as u64;
            sounds.push(said.samples);
        }
        let speech = Speech::join(self.rate_hz(), sounds);
        Ok(Speech { words, words_are_estimated, unsaid: unsaid.into_iter().collect(), ..speech })
    }
}

impl Engine for Prospect {
    fn made_by(&self) -> String {
        match self.0.fell_back.as_ref().or(self.0.note.as_ref()) {
            Some(why) => format!("{} ({why})", self.0.runs_on),
            None => self.0.runs_on.clone(),
        }
    }

    fn rate_hz(&self) -> u32 {
        0
    }

    fn runs_on(&self) -> (String, Option<String>) {
        (self.0.runs_on.clone(), self.0.fell_back.clone())
    }

    fn speak(&mut self, _: &Speak, _: &mut dyn FnMut()) -> Result<Speech, Error> {
        Err(bad_voice("no voice was loaded"))
    }
}

/// Rounds to 16 bits; what is too loud is cut.
fn pcm(samples: &[f32]) -> Vec<i16> {
    let loudest = f32::from(i16::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let round = |sample: &f32| (sample * loudest).round().clamp(-loudest, loudest) as i16;
    samples.iter().map(round).collect()
}
