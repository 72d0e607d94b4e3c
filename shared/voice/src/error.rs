//! Errors of engines.

use serde::{Deserialize, Serialize};

/// Why an engine did not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// The kind, which decides whether to try again.
    pub kind: ErrorKind,
    /// One line.
    pub message: String,
}

impl Error {
    /// A temporary error.
    pub fn passing(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Passing, message: message.into() }
    }
}

/// Why a segment was not spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The engine is not installed here.
    Absent,
    /// The engine does not have this voice.
    BadVoice,
    /// The settings demand a backend or device that does not work here.
    Unmet,
    /// The model was not run, because there was too little memory.
    Memory,
    /// The graphics card failed; its further output cannot be trusted.
    Card,
    /// The output of the model is not valid sound.
    NoSound,
    /// A temporary error.
    Passing,
}

/// A voice that cannot be loaded anywhere.
pub(crate) fn bad_voice(message: impl Into<String>) -> Error {
    Error { kind: ErrorKind::BadVoice, message: message.into() }
}
