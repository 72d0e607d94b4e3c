//! Messages between a worker and its engine process.

use std::path::PathBuf;

use contract::SentenceTime;
use serde::{Deserialize, Serialize};
use voice::{ErrorKind, RuntimeOptions, SpeakRequest, VoiceSpec, WordSpan};

use crate::config::Sim;

/// From the worker to the child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(crate) enum EngineRequest {
    /// The first message: what the engine needs.
    Hello(Box<Hello>),
    /// Speak a segment.
    Speak(Box<SpeakRequest>),
}

/// What an engine needs before it is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Hello {
    /// The espeak-ng program, if the configuration names one.
    pub espeak_program: Option<PathBuf>,
    /// What a simulated engine does.
    pub sim: Sim,
    /// The wanted backend, device and library.
    pub wanted: RuntimeOptions,
    /// The voice to load; without one, `onnx` only reports what would run it.
    pub voice: Option<VoiceSpec>,
}

/// From the child to the worker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "say", rename_all = "snake_case")]
pub(crate) enum EngineReply {
    /// The engine is loaded.
    Ready {
        /// What makes the sound, for people: program and version.
        made_by: String,
        /// Samples per second of all its speech.
        rate_hz: u32,
        /// The speakers of its voice; empty where there is only one.
        #[serde(default)]
        speakers: Vec<String>,
        /// What runs the model, and on which device, such as `ONNX Runtime 1.31.1 on cpu`; empty for engines without one.
        #[serde(default)]
        runs_on: String,
        /// Why it does not run on the wanted backend or device.
        #[serde(default)]
        fell_back: Option<String>,
    },
    /// The engine made progress.
    Progress {
        /// Which request.
        id: u64,
    },
    /// The speech; its samples are the payload.
    Speech {
        /// Which request.
        id: u64,
        /// Samples per second.
        rate_hz: u32,
        /// Where each sentence lies.
        sentences: Vec<SentenceTime>,
        /// Where each word lies, if the engine knows.
        #[serde(default)]
        words: Vec<WordSpan>,
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
        /// The kind of failure; it decides whether to try again.
        kind: ErrorKind,
        /// Why, in one line.
        message: String,
    },
}
