//! The `onnx` engine: text to symbols, symbols to samples, silence trimmed.

mod symbols;
mod words;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};

use super::SpeechEngine;
use crate::error::{Error, bad_voice};
use crate::family::{self, Synthesizer};
use crate::phonemes::{
    CharacterPhonemizer, EnglishPhonemizer, EspeakPhonemizer, Phonemizer, PronunciationOverride,
};
use crate::request::{SpeakRequest, SynthesisOptions, VoiceSpec};
use crate::runtime::Runtime;
use crate::speech::{Speech, WordSpan};

/// The sound of a sentence that has none, such as `* * *`, as a part of a second.
const EMPTY_SENTENCE: u32 = 50;

/// Lowest and highest speed.
const SPEEDS: RangeInclusive<f32> = 0.25..=4.0;

/// The `onnx` engine with a voice.
struct OnnxEngine {
    runtime: Runtime,
    family: Box<dyn Synthesizer>,
    phonemizer: Box<dyn Phonemizer>,
    others: OtherPhonemizers,
    /// The phonemizer that was used last.
    wrote_with: String,
}

/// The phonemizers of speakers that have others than the voice: each is made when such a speaker speaks first.
struct OtherPhonemizers {
    names: BTreeMap<char, String>,
    espeak: Option<PathBuf>,
    made: BTreeMap<char, Box<dyn Phonemizer>>,
}

impl OtherPhonemizers {
    /// That of `speaker`, if the voice's own is not meant.
    fn of(&mut self, speaker: &str) -> Result<Option<&mut Box<dyn Phonemizer>>, Error> {
        let letter = speaker.trim().chars().next().unwrap_or_default();
        let Some(name) = self.names.get(&letter) else { return Ok(None) };
        if let Entry::Vacant(place) = self.made.entry(letter) {
            place.insert(phonemizer(name, self.espeak.as_deref())?);
        }
        Ok(self.made.get_mut(&letter))
    }
}

/// The `onnx` engine without a voice: it only reports the backend and device.
struct OnnxWithoutVoice(Runtime);

/// A spoken sentence.
struct SentenceAudio {
    samples: Vec<i16>,
    /// Bytes of the text, and samples, of every word.
    words: Vec<(Range<usize>, Range<u64>)>,
    is_estimated: bool,
    unsaid: BTreeSet<String>,
}

/// Loads a voice into the runtime that `open` opens; without a voice, only opens the runtime. `espeak` is the espeak-ng program, if given.
pub fn load(
    open: &dyn Fn() -> Result<Runtime, Error>,
    voice: Option<&VoiceSpec>,
    espeak: Option<&Path>,
) -> Result<Box<dyn SpeechEngine>, Error> {
    let Some(voice) = voice else { return Ok(Box::new(OnnxWithoutVoice(open()?))) };
    // First the checks that fail quickly.
    let phonemizer = phonemizer(&voice.phonemizer, espeak)?;
    let runtime = open()?;
    let family = family::load(voice, &runtime)?;
    let others = OtherPhonemizers {
        names: voice.other_phonemizers.clone(),
        espeak: espeak.map(Path::to_owned),
        made: BTreeMap::new(),
    };
    let wrote_with = phonemizer.id();
    Ok(Box::new(OnnxEngine { runtime, family, phonemizer, others, wrote_with }))
}

/// Makes the phonemizer; `espeak` is the espeak-ng program, if given.
fn phonemizer(name: &str, espeak: Option<&Path>) -> Result<Box<dyn Phonemizer>, Error> {
    match name.split_once(':').unwrap_or((name, "")) {
        ("english", "") => Ok(Box::new(EnglishPhonemizer::load())),
        ("text", "") => Ok(Box::new(CharacterPhonemizer)),
        ("symbols", "") => Ok(Box::new(symbols::SymbolPhonemizer)),
        ("espeak", language) if !language.is_empty() => {
            Ok(Box::new(EspeakPhonemizer::find(espeak, language)?))
        }
        _ => Err(bad_voice(format!(
            "there is no phonemizer `{name}`; use english, text, or espeak:<language>"
        ))),
    }
}

impl From<&contract::Sound> for PronunciationOverride {
    fn from(sound: &contract::Sound) -> Self {
        let contract::Sound { from, to, ipa, .. } = sound;
        Self { from: *from as usize, to: *to as usize, ipa: ipa.clone() }
    }
}

impl OnnxEngine {
    fn sentence(
        &mut self,
        text: &str,
        number: usize,
        request: &SpeakRequest,
        progress: &mut dyn FnMut(),
    ) -> Result<SentenceAudio, Error> {
        let sounds = request.sounds.iter().filter(|sound| sound.sentence as usize == number);
        let sounds: Vec<PronunciationOverride> = sounds.map(PronunciationOverride::from).collect();
        let other = self.others.of(&request.options.speaker)?;
        let phonemizer = other.unwrap_or(&mut self.phonemizer);
        self.wrote_with = phonemizer.id();
        let phonemes = phonemizer.phonemize(text, &sounds)?;
        let speed = request.options.speed.max(*SPEEDS.start()).min(*SPEEDS.end());
        let options = SynthesisOptions { speed, ..request.options.clone() };
        let said = self.family.speak(&phonemes, &options, progress)?;
        let words = words::words(&phonemes, said.symbols.as_deref(), said.samples.len());
        let mut samples = pcm(&said.samples);
        if samples.is_empty() {
            samples = vec![0; usize::try_from(self.rate_hz() / EMPTY_SENTENCE).unwrap_or_default()];
        }
        let mut unsaid: BTreeSet<String> = phonemes.unknown.into_iter().collect();
        unsaid.extend(said.unknown.iter().map(char::to_string));
        Ok(SentenceAudio { samples, words, is_estimated: said.symbols.is_none(), unsaid })
    }
}

impl SpeechEngine for OnnxEngine {
    fn made_by(&self) -> String {
        format!("{}, {}", self.runtime.runs_on, self.wrote_with)
    }

    fn rate_hz(&self) -> u32 {
        self.family.rate_hz()
    }

    fn speakers(&self) -> Vec<String> {
        self.family.speakers()
    }

    fn runs_on(&self) -> (String, Option<String>) {
        (self.runtime.runs_on.clone(), self.runtime.fell_back.clone())
    }

    fn speak(&mut self, speak: &SpeakRequest, progress: &mut dyn FnMut()) -> Result<Speech, Error> {
        let mut sounds = vec![];
        let mut words = vec![];
        let mut unsaid = BTreeSet::new();
        let mut words_are_estimated = false;
        let mut at = 0;
        for (sentence, text) in speak.sentences.iter().enumerate() {
            let said = self.sentence(text, sentence, speak, progress)?;
            unsaid.extend(said.unsaid);
            words_are_estimated |= said.is_estimated;
            words.extend(said.words.into_iter().map(|(text, time)| WordSpan {
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

impl SpeechEngine for OnnxWithoutVoice {
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

    fn speak(&mut self, _: &SpeakRequest, _: &mut dyn FnMut()) -> Result<Speech, Error> {
        Err(bad_voice("no voice was loaded"))
    }
}

/// Rounds to 16 bits, and clips samples that are too loud.
fn pcm(samples: &[f32]) -> Vec<i16> {
    let loudest = f32::from(i16::MAX);
    #[expect(clippy::cast_possible_truncation, reason = "clamped")]
    let round = |sample: &f32| (sample * loudest).round().clamp(-loudest, loudest) as i16;
    samples.iter().map(round).collect()
}
