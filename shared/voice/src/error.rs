//! Errors of engines.

use serde::{Deserialize, Serialize};

/// Why an engine did not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// Whether there is a use in trying again.
    pub kind: ErrorKind,
    /// One line.
    pub message: String,
}

impl Error {
    /// Something that may pass.
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

/// A voice that cannot be loaded anywhere.
pub(crate) fn bad_voice(message: impl Into<String>) -> Error {
    Error { kind: ErrorKind::BadVoice, message: message.into() }
}
