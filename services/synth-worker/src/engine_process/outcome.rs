//! Results and errors of an engine process.

use std::time::Duration;

use voice::{ErrorKind, Speech};

/// Why an engine child did not speak.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program could not be run.
    #[error("the {engine} engine could not be started: {source}")]
    Start { engine: &'static str, source: std::io::Error },
    /// The process ended by itself.
    #[error("the {engine} engine {how}")]
    Crashed { engine: &'static str, how: String },
    /// The system killed it, as it does when memory runs out.
    #[error("the {engine} engine was killed by the system, perhaps because memory ran out")]
    Killed { engine: &'static str },
    /// It was not loaded in time.
    #[error(
        "the {engine} engine was not loaded after {seconds} s, so it was ended; worker.start_seconds sets this limit"
    )]
    NotLoaded { engine: &'static str, seconds: f64 },
    /// It made no progress for too long.
    #[error(
        "the {engine} engine made no progress for {seconds} s, so it was ended; worker.stall_seconds sets this limit"
    )]
    Stalled { engine: &'static str, seconds: f64 },
    /// The answer is not valid speech.
    #[error("the {engine} engine gave an invalid answer: {why}")]
    Nonsense { engine: &'static str, why: String },
    /// The engine itself reported the failure.
    #[error("the {engine} engine failed: {message}")]
    Failed { engine: &'static str, kind: ErrorKind, message: String },
}

impl Error {
    /// Whether it answered, but not with valid speech.
    pub(crate) fn is_nonsense(&self) -> bool {
        matches!(self, Self::Nonsense { .. }) || self.kind() == Some(ErrorKind::NoSound)
    }

    /// Whether memory ran out, on the graphics card or in the machine; Rust aborts a process whose allocation fails.
    pub(crate) fn is_of_memory(&self) -> bool {
        let has_aborted =
            matches!(self, Self::Crashed { how, .. } if how.contains("memory allocation of"));
        has_aborted || self.kind() == Some(ErrorKind::Memory)
    }

    /// Whether the graphics card failed.
    pub(crate) fn is_of_card(&self) -> bool {
        self.kind() == Some(ErrorKind::Card)
    }

    /// The kind of failure that the engine itself reported.
    pub(crate) fn kind(&self) -> Option<ErrorKind> {
        match self {
            Self::Failed { kind, .. } => Some(*kind),
            Self::Start { .. }
            | Self::Killed { .. }
            | Self::Crashed { .. }
            | Self::NotLoaded { .. }
            | Self::Stalled { .. }
            | Self::Nonsense { .. } => None,
        }
    }
}

/// What an engine reports when it is loaded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ready {
    /// What makes the sound, for people.
    pub made_by: String,
    /// Samples per second.
    pub rate_hz: u32,
    /// The speakers of its voice.
    pub speakers: Vec<String>,
    /// What runs the model.
    pub runs_on: String,
    /// Why it does not run on the wanted backend or device.
    pub fell_back: Option<String>,
}

/// The result of a request.
#[derive(Debug)]
pub struct SynthesisResult {
    /// The speech.
    pub speech: Speech,
    /// What made it, for people.
    pub made_by: String,
    /// Time in the engine, measured inside the child.
    pub engine_time: Duration,
}
