//! What a worker and its engine child say to one another.

use std::path::PathBuf;

use contract::{SentenceTime, Voice};
use serde::{Deserialize, Serialize};

use crate::config::Sim;
use crate::engine::WordTime;
use crate::onnx::device::{Backend, WantedDevice};

/// From the worker to the child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(crate) enum Request {
    /// The first word: what the engine has to know.
    Hello {
        /// The espeak-ng program, where the configuration names one.
        espeak_program: Option<PathBuf>,
        /// What `sim` pretends.
        sim: Box<Sim>,
        /// What shall run models.
        wanted: Box<Wanted>,
        /// The voice to load; without one, `onnx` only looks what would run it.
        voice: Option<Box<LoadVoice>>,
    },
    /// Speak a segment.
    Speak(Box<Speak>),
}

/// What shall run models, out of the worker's configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wanted {
    /// The program.
    pub backend: Backend,
    /// The device.
    pub device: WantedDevice,
    /// The ONNX Runtime library; searched for when absent.
    pub library: Option<PathBuf>,
    /// A file that stands for a graphics card, where one is only pretended.
    #[serde(default)]
    pub card: Option<PathBuf>,
}

/// A voice for the `onnx` engine. A child loads one and keeps it, so everything here is the same for all that the child says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LoadVoice {
    /// Its files.
    pub files: VoiceFiles,
    /// What turns text into symbols: `symbols` where the text is symbols already.
    pub phonemizer: String,
    /// Share of the noise that a VITS voice was trained with; at 0 the same text always sounds the same, to the bit.
    pub noise: f32,
}

/// The files of a voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceFiles {
    /// The model, a single file.
    pub model: PathBuf,
    /// What belongs to it: Piper's `.onnx.json`, Kokoro's `config.json`.
    pub config: Option<PathBuf>,
    /// Kokoro's voices: one npz, one file with all, or a file for each.
    pub styles: Vec<PathBuf>,
}

/// How a voice speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manner {
    /// Which of the voice's speakers, such as `slt` or `af_bella:0.6+af_sky:0.4`; its own choice when empty.
    pub speaker: String,
    /// How fast, as a factor.
    pub speed: f32,
    /// Most symbols that the model gets at once; as many as it takes when absent.
    #[serde(default)]
    pub longest: Option<usize>,
}

impl Default for Manner {
    fn default() -> Self {
        Self { speaker: String::new(), speed: 1.0, longest: None }
    }
}

/// A segment to speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Speak {
    /// Names the request; its answers carry it.
    pub id: u64,
    /// Who speaks.
    pub voice: Voice,
    /// What to say.
    pub sentences: Vec<String>,
    /// How stretches of it sound, where that is given.
    #[serde(default)]
    pub sounds: Vec<contract::Sound>,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// How to say it.
    #[serde(default)]
    pub manner: Manner,
    /// The voice to have loaded, for the `onnx` engine; the worker chooses the child by it.
    #[serde(skip)]
    pub load: Option<LoadVoice>,
}

impl Speak {
    /// Says `sentences` in the voice's own manner.
    #[must_use]
    pub fn new(voice: Voice, sentences: Vec<String>, attempt: u32) -> Self {
        let (sounds, manner) = (vec![], Manner::default());
        Self { id: 0, voice, sentences, sounds, attempt, manner, load: None }
    }
}

/// From the child to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(crate) enum Answer {
    /// The engine is loaded.
    Ready {
        /// What makes the sound, for people: program and version.
        made_by: String,
        /// Samples per second of everything that it will say.
        rate_hz: u32,
        /// The speakers of its voice; empty where there is only one.
        #[serde(default)]
        speakers: Vec<String>,
        /// What runs the model, and on which device, such as `ONNX Runtime 1.31.1 on cpu`; empty for engines without one.
        #[serde(default)]
        runs_on: String,
        /// Why it does not run on what was wanted.
        #[serde(default)]
        fell_back: Option<String>,
    },
    /// The work got on.
    Progress {
        /// Which request.
        id: u64,
    },
    /// Here it is; the samples are the payload.
    Speech {
        /// Which request.
        id: u64,
        /// Samples per second.
        rate_hz: u32,
        /// Where each sentence lies.
        sentences: Vec<SentenceTime>,
        /// Where each word lies, where the engine can say.
        #[serde(default)]
        words: Vec<WordTime>,
        /// Whether the words' places are estimated.
        #[serde(default)]
        words_are_estimated: bool,
        /// What the voice could not say.
        #[serde(default)]
        unsaid: Vec<String>,
        /// Time in the engine, in microseconds of the child's monotonic clock.
        engine_us: u64,
    },
    /// It could not be spoken.
    Failed {
        /// Which request; 0 when the engine could not be loaded.
        id: u64,
        /// Whether there is a use in trying again.
        kind: FailedKind,
        /// One line.
        message: String,
    },
}

/// Why a segment was not spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailedKind {
    /// The engine is not installed here.
    Absent,
    /// The engine does not have this voice.
    BadVoice,
    /// The configuration demands what cannot be had here.
    Unmet,
    /// The model was not run, because there was too little memory.
    Memory,
    /// The graphics card failed; what it says from now on is not to be believed.
    Card,
    /// The model answered something that is no sound.
    NoSound,
    /// Something that may pass.
    Passing,
}
