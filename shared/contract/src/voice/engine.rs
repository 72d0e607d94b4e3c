//! The code that runs voices.

use serde::{Deserialize, Serialize};

/// The code that runs a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// espeak-ng as a child program: real speech in about a hundred languages.
    Espeak,
    /// Neural voices as ONNX models, one of them built in.
    Onnx,
    /// Deterministic tones, for tests and benchmarks.
    Sim,
}

impl Engine {
    /// All engines.
    pub const ALL: [Self; 3] = [Self::Espeak, Self::Onnx, Self::Sim];

    /// The engine called `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|engine| engine.name() == name)
    }

    /// The version of our code for this engine; a change of its sound must raise it, because it is part of the cache key.
    #[must_use]
    pub fn version(self) -> u32 {
        match self {
            Self::Espeak | Self::Onnx => 1,
            Self::Sim => 2,
        }
    }

    /// Sample rate of its speech; voices with models state theirs in their manifests.
    #[must_use]
    pub fn rate_hz(self) -> Option<u32> {
        match self {
            Self::Espeak => Some(22_050),
            Self::Sim => Some(24_000),
            Self::Onnx => None,
        }
    }

    /// The engine's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Espeak => "espeak",
            Self::Onnx => "onnx",
            Self::Sim => "sim",
        }
    }
}
