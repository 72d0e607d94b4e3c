//! Voices and their names: `lector`, `lector:rms`, `espeak:en-gb`, `sim`.

mod built_in;
mod engine;
mod manifest;
mod name;
mod speaker;
#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Digest;

use name::{BUILT_IN, is_name};

pub use built_in::built_in;
pub use engine::Engine;
pub use manifest::{Family, FileRole, ManifestError, VoiceFile, VoiceManifest};

/// The languages that espeak-ng 1.51 and later speak, by their identifiers.
const ESPEAK_LANGUAGES: &str = "af am an ar as az ba be bg bn bpy bs ca chr cmn cs cv cy da de el en-029 en-gb \
    en-gb-scotland en-gb-x-gbclan en-gb-x-gbcwmd en-gb-x-rp en-us eo es es-419 et eu fa fa-latn fi fr-be fr-ch fr-fr ga \
    gd gn grc gu hak haw he hi hr ht hu hy hyw ia id io is it ja jbo ka kk kl kn ko kok ku ky la lb lfn lt lv mi mk ml mr \
    ms mt my nb nci ne nl nog om or pa pap piqd pl pt pt-br py qdb qu quc qya ro ru ru-lv sd shn si sjn sk sl smj sq sr \
    sv sw ta te th tk tn tr tt ug uk ur uz vi vi-vn-x-central vi-vn-x-south yue";

/// Longest text that names a speaker or a mix.
const LONGEST_SPEAKER: usize = 200;

/// Why a text does not name a voice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no voice `{0}`; try `lector`, `espeak:` and a language code, or a name from `lector voices`"
)]
pub struct VoiceError(pub String);

/// A way of speaking; its digest is part of the name of every speech made with it.
///
/// A voice with a model is written `name`, `name:speaker`, and `name:speaker@digest` once its manifest is settled: a name can later
/// mean another model, a digest cannot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Voice {
    engine: Engine,
    variant: String,
    manifest: Option<Digest>,
}

impl Voice {
    /// The engine that runs this voice.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// What the engine needs to know: the language for `espeak`, name and speaker for `onnx`, empty for `sim`.
    #[must_use]
    pub fn variant(&self) -> &str {
        &self.variant
    }

    /// The name of a voice with a model.
    #[must_use]
    pub fn name(&self) -> &str {
        self.variant.split_once(':').map_or(self.variant.as_str(), |(name, _)| name)
    }

    /// The speaker of a voice with a model, or a mix of speakers; the voice's default if empty.
    #[must_use]
    pub fn speaker(&self) -> &str {
        self.variant.split_once(':').map_or("", |(_, speaker)| speaker)
    }

    /// The same voice with a speaker.
    #[must_use]
    pub fn spoken_by(self, speaker: &str) -> Self {
        Self { variant: format!("{}:{speaker}", self.name()), ..self }
    }

    /// The digest of its manifest, once that is settled.
    #[must_use]
    pub fn manifest(&self) -> Option<Digest> {
        self.manifest
    }

    /// The same voice, its manifest settled.
    #[must_use]
    pub fn settled(self, manifest: Digest) -> Self {
        Self { manifest: Some(manifest), ..self }
    }

    /// Its name and speaker, for people.
    #[must_use]
    pub fn without_manifest(&self) -> String {
        Self { manifest: None, ..self.clone() }.to_string()
    }

    /// Identifies engine, its version, model and parameters.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut text =
            format!("voice 1\n{}\n{}\n{}", self.engine.name(), self.engine.version(), self.variant);
        if let Some(manifest) = self.manifest {
            text.push_str(&format!("\n{manifest}"));
        }
        Digest::of(text.as_bytes())
    }
}

impl Default for Voice {
    fn default() -> Self {
        Self { engine: Engine::Onnx, variant: BUILT_IN.to_owned(), manifest: None }
    }
}

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.engine {
            Engine::Onnx => f.write_str(&self.variant)?,
            engine if self.variant.is_empty() => f.write_str(engine.name())?,
            engine => write!(f, "{}:{}", engine.name(), self.variant)?,
        }
        self.manifest.map_or(Ok(()), |manifest| write!(f, "@{manifest}"))
    }
}

impl FromStr for Voice {
    type Err = VoiceError;

    fn from_str(text: &str) -> Result<Self, VoiceError> {
        let (engine, variant) = text.split_once(':').unwrap_or((text, ""));
        let voice = |engine, variant: &str| {
            Ok(Self { engine, variant: variant.to_owned(), manifest: None })
        };
        match engine {
            "espeak" if variant.is_empty() => voice(Engine::Espeak, "en-us"),
            "espeak" if ESPEAK_LANGUAGES.split_whitespace().any(|known| known == variant) => {
                voice(Engine::Espeak, variant)
            }
            "sim" if variant.is_empty() => voice(Engine::Sim, ""),
            "espeak" | "sim" => Err(VoiceError(text.to_owned())),
            _ => of_model(text).ok_or_else(|| VoiceError(text.to_owned())),
        }
    }
}

/// Reads `name[:speaker][@digest]`.
fn of_model(text: &str) -> Option<Voice> {
    let (variant, manifest) = match text.rsplit_once('@') {
        Some((variant, digest)) => (variant, Some(digest.parse().ok()?)),
        None => (text, None),
    };
    let voice = Voice { engine: Engine::Onnx, variant: variant.to_owned(), manifest };
    let is_speaker = !voice.variant.ends_with(':')
        && voice.speaker().len() <= LONGEST_SPEAKER
        && voice.speaker().chars().all(|c| c.is_alphanumeric() || "_-.+: ".contains(c));
    (is_name(voice.name()) && is_speaker).then_some(voice)
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
