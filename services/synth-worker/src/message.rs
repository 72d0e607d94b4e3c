//! What a worker and its engine child say to one another.

use contract::{SentenceTime, Voice};
use serde::{Deserialize, Serialize};

use std::path::PathBuf;

use crate::config::Sim;

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
    },
    /// Speak a segment.
    Speak(Speak),
}

/// A segment to speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speak {
    /// Names the request; its answers carry it.
    pub id: u64,
    /// Who speaks.
    pub voice: Voice,
    /// What to say.
    pub sentences: Vec<String>,
    /// Which try this is, from 1.
    pub attempt: u32,
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
    /// Something that may pass.
    Passing,
}
