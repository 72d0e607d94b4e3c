//! The manifest of a voice with a model: its name, languages, licence and files.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::name::is_name;
use crate::{BlobKey, Digest, Schema};

/// Why a voice cannot be used as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ManifestError {
    /// The voice does not have this speaker.
    #[error("the voice `{voice}` has no speaker `{speaker}`; it has {known}")]
    Speaker {
        /// The voice.
        voice: String,
        /// The requested speaker.
        speaker: String,
        /// Its speakers.
        known: String,
    },
    /// Nobody knows how to say the language of the speaker.
    #[error(
        "`{speaker}` speaks {language}, which Lector cannot put into symbols yet; choose another speaker"
    )]
    Language {
        /// The speaker.
        speaker: String,
        /// The language.
        language: &'static str,
    },
    /// The voice cannot mix its speakers.
    #[error("the voice `{0}` cannot mix speakers; name one of them")]
    Mix(String),
    /// The manifest contradicts itself.
    #[error("the manifest of the voice is not valid: {0}")]
    Wrong(&'static str),
}

/// A kind of model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Family {
    /// VITS as Piper exports it.
    Piper,
    /// Kokoro.
    Kokoro,
    /// `KittenTTS`.
    Kitten,
}

/// What a file of a voice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileRole {
    /// The ONNX graph with its weights.
    Model,
    /// Its settings, JSON.
    Config,
    /// Styles of speakers.
    Styles,
    /// The model card of the author.
    Card,
}

/// A file of a voice, stored by the digest of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceFile {
    /// What it is.
    pub role: FileRole,
    /// The name that the author gave it.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// A voice with a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceManifest {
    /// Version of this document.
    #[serde(default)]
    pub schema: Schema,
    /// Its name.
    pub name: String,
    /// Which kind of model.
    pub family: Family,
    /// The languages that it speaks, BCP 47 tags.
    pub languages: Vec<String>,
    /// Its speakers; empty where there is only one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// Samples per second.
    pub rate_hz: u32,
    /// How text becomes symbols: `english`, `espeak:<language>` or `text`.
    pub phonemes: String,
    /// Its licence, as the author states it.
    pub licence: String,
    /// Where it came from.
    pub source: String,
    /// Its files.
    pub files: Vec<VoiceFile>,
}

impl VoiceManifest {
    /// The document as it is stored.
    ///
    /// # Panics
    /// Never: plain fields always serialize.
    #[must_use]
    #[expect(clippy::expect_used, reason = "plain data always serializes")]
    pub fn document(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("plain data always serializes")
    }

    /// Identifies the voice: everything in its manifest, and through that all of its files.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.document())
    }

    /// Where the document is stored, and the entry that finds it by name.
    #[must_use]
    pub fn keys(&self) -> [BlobKey; 2] {
        let digest = self.digest();
        [BlobKey::voice_manifest(digest), BlobKey::voice_name(&self.name, digest)]
    }

    /// The speaker that is meant where none is named, if that is not the model's own first one: of Kokoro's, `af_heart` has the best grade
    /// in its authors' list (VOICES.md of hexgrad/Kokoro-82M).
    #[must_use]
    pub fn default_speaker(&self) -> Option<&str> {
        let of_kokoro =
            || self.speakers.iter().map(String::as_str).find(|name| *name == "af_heart");
        (self.family == Family::Kokoro).then(of_kokoro).flatten()
    }

    /// Checks a manifest that comes from outside.
    pub fn check(&self) -> Result<(), ManifestError> {
        let count = |role| self.files.iter().filter(|file| file.role == role).count();
        let names: BTreeSet<&str> = self.files.iter().map(|file| file.name.as_str()).collect();
        let wrong = if !is_name(&self.name) {
            "its name may have only small letters, digits, `-`, `_` and `.`, and not be that of an engine"
        } else if count(FileRole::Model) != 1 {
            "it must have exactly one model"
        } else if count(FileRole::Config) > 1 {
            "it must have at most one file of settings"
        } else if self.family != Family::Piper && count(FileRole::Styles) == 0 {
            "a voice of this family needs a file of styles"
        } else if names.len() < self.files.len() || !names.iter().all(|name| is_file_name(name)) {
            "its file names must differ, and have no folder and no dot in front"
        } else if !(4_000..=192_000).contains(&self.rate_hz) {
            "its sampling rate must be between 4,000 and 192,000 Hz"
        } else {
            return Ok(());
        };
        Err(ManifestError::Wrong(wrong))
    }

    /// Says whether it has a speaker, or all of a mix such as `af_bella:0.6+af_sky:0.4`.
    pub fn check_speaker(&self, speaker: &str) -> Result<(), ManifestError> {
        if speaker.is_empty() {
            return Ok(());
        }
        let parts: Vec<&str> = speaker.split('+').collect();
        if parts.len() > 1 && self.family == Family::Piper {
            return Err(ManifestError::Mix(self.name.clone()));
        }
        let is_weight =
            |text: &str| text.parse().is_ok_and(|weight: f32| (0.0..=1e3).contains(&weight));
        for part in parts {
            let (name, weight) = match part.rsplit_once(':') {
                Some((name, weight)) if self.family != Family::Piper => (name, weight),
                _ => (part, "1"),
            };
            if !self.speakers.iter().any(|known| known == name.trim()) || !is_weight(weight.trim())
            {
                return Err(ManifestError::Speaker {
                    voice: self.name.clone(),
                    speaker: part.to_owned(),
                    known: if self.speakers.is_empty() {
                        "only one".to_owned()
                    } else {
                        self.speakers.join(", ")
                    },
                });
            }
        }
        self.check_language(speaker)
    }
}

/// Whether a file may be stored under this name, on any system: the name comes from an untrusted manifest.
fn is_file_name(name: &str) -> bool {
    let is_plain = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
    (1..=200).contains(&name.len()) && !name.starts_with('.') && name.chars().all(is_plain)
}
