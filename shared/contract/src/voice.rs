//! Names of voices: `engine` or `engine:variant`, such as `espeak:en-gb` or `sim`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Digest;

/// The languages that espeak-ng 1.51 and later speak, by their identifiers.
const ESPEAK_LANGUAGES: &str = "af am an ar as az ba be bg bn bpy bs ca chr cmn cs cv cy da de el en-029 en-gb \
    en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd en-gb-x-rp en-us eo es es-419 et eu fa fa-latn fi fr-be fr-ch fr-fr ga \
    gd gn grc gu hak haw he hi hr ht hu hy hyw ia id io is it ja jbo ka kk kl kn ko kok ku ky la lb lfn lt lv mi mk ml mr \
    ms mt my nb nci ne nl nog om or pa pap piqd pl pt pt-br py qdb qu quc qya ro ru ru-lv sd shn si sjn sk sl smj sq sr \
    sv sw ta te th tk tn tr tt ug uk ur uz vi vi-vn-x-central vi-vn-x-south yue";

/// Why a text does not name a voice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no voice `{0}`; try `espeak:en-us`, `espeak:` and another language code, or `sim` (test tones)"
)]
pub struct VoiceError(pub String);

/// The code that runs a voice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// espeak-ng as a child program: real speech in about a hundred languages.
    Espeak,
    /// Voices as ONNX models.
    Onnx,
    /// Deterministic tones, for tests and benchmarks.
    Sim,
}

impl Engine {
    /// The version of our code for this engine; a change of its sound must raise it, because it is part of the cache key.
    #[must_use]
    pub fn version(self) -> u32 {
        match self {
            Self::Espeak | Self::Onnx | Self::Sim => 1,
        }
    }

    /// The engine's name, as in voice names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Espeak => "espeak",
            Self::Onnx => "onnx",
            Self::Sim => "sim",
        }
    }
}

/// A way of speaking; its digest is part of the name of every speech made with it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Voice {
    engine: Engine,
    variant: String,
}

impl Voice {
    /// The engine that runs this voice.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What the engine needs to know: the language for `espeak`, empty for `sim`.
    #[must_use]
    pub fn variant(&self) -> &str {
        &self.variant
    }

    /// Identifies engine, its version, model and parameters.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(
            format!("voice 1\n{}\n{}\n{}", self.engine.name(), self.engine.version(), self.variant)
                .as_bytes(),
        )
    }
}

impl Default for Voice {
    fn default() -> Self {
        Self { engine: Engine::Espeak, variant: "en-us".to_owned() }
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.variant.is_empty() {
            return f.write_str(self.engine.name());
        }
        write!(f, "{}:{}", self.engine.name(), self.variant)
    }
}

impl FromStr for Voice {
    type Err = VoiceError;

    fn from_str(text: &str) -> Result<Self, VoiceError> {
        let (engine, variant) = text.split_once(':').unwrap_or((text, ""));
        let voice = |engine, variant: &str| Ok(Self { engine, variant: variant.to_owned() });
        match engine {
            "espeak" if variant.is_empty() => Ok(Self::default()),
            "espeak" if ESPEAK_LANGUAGES.split_whitespace().any(|known| known == variant) => {
                voice(Engine::Espeak, variant)
            }
            "sim" if variant.is_empty() => voice(Engine::Sim, ""),
            _ => Err(VoiceError(text.to_owned())),
        }
    }
}

impl From<Voice> for String {
    fn from(voice: Voice) -> Self {
        voice.to_string()
    }
}

impl TryFrom<String> for Voice {
    type Error = VoiceError;

    fn try_from(text: String) -> Result<Self, VoiceError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(
            text.parse::<Voice>().ok().map(|voice| voice.to_string()).as_deref(),
            expected,
            "{text}"
        );
    }

    #[test]
    fn voice_names_are_checked_before_anything_is_enqueued() {
        check("espeak", Some("espeak:en-us"));
        check("espeak:en-gb", Some("espeak:en-gb"));
        check("sim", Some("sim"));
        check("espeak:klingon", None);
        check("sim:loud", None);
        check("", None);
    }
}
