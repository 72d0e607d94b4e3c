//! A request to an engine, and the voice that it needs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use contract::{FileRole, Voice, VoiceManifest};
use serde::{Deserialize, Serialize};

use crate::runtime::device::{Backend, WantedDevice};

/// The backend and device for models.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeOptions {
    /// The backend.
    pub backend: Backend,
    /// The device.
    pub device: WantedDevice,
    /// The ONNX Runtime library; searched for when absent.
    pub library: Option<PathBuf>,
}

/// A voice to load into the `onnx` engine. A process loads one voice and keeps it, so all its requests have the same one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoiceSpec {
    /// Its files.
    pub files: VoiceFiles,
    /// The phonemizer; `symbols` if the text consists of symbols already.
    pub phonemizer: String,
    /// The phonemizers of speakers that have others, by the letter that their names begin with.
    #[serde(default)]
    pub other_phonemizers: BTreeMap<char, String>,
    /// Share of the noise that a VITS voice was trained with; at 0 the same text always sounds the same, to the bit.
    pub noise: f32,
}

/// The files of a voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceFiles {
    /// The model, a single file.
    pub model: PathBuf,
    /// Its configuration: Piper's `.onnx.json`, Kokoro's `config.json`.
    pub config: Option<PathBuf>,
    /// Kokoro's voices: an npz, one file with all voices, or a file for each.
    pub styles: Vec<PathBuf>,
}

impl VoiceSpec {
    /// The voice of a manifest whose files are in `folder`.
    #[must_use]
    pub fn new(manifest: &VoiceManifest, folder: &Path, noise: f32) -> Self {
        let paths = |role| {
            let files = manifest.files.iter().filter(move |file| file.role == role);
            files.map(|file| folder.join(&file.name))
        };
        Self {
            files: VoiceFiles {
                model: paths(FileRole::Model).next().unwrap_or_default(),
                config: paths(FileRole::Config).next(),
                styles: paths(FileRole::Styles).collect(),
            },
            phonemizer: manifest.phonemes.clone(),
            other_phonemizers: manifest.other_phonemes(),
            noise,
        }
    }
}

/// Options of a synthesis: speaker, speed, and the size of a call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SynthesisOptions {
    /// The speaker, such as `slt` or `af_bella:0.6+af_sky:0.4`; the voice's default if empty.
    pub speaker: String,
    /// How fast, as a factor.
    pub speed: f32,
    /// Most symbols in one call of the model; as many as it accepts when absent.
    #[serde(default)]
    pub max_symbols: Option<usize>,
}

impl Default for SynthesisOptions {
    fn default() -> Self {
        Self { speaker: String::new(), speed: 1.0, max_symbols: None }
    }
}

/// A segment to speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeakRequest {
    /// Names the request; its answers carry it.
    pub id: u64,
    /// The voice.
    pub voice: Voice,
    /// The sentences to speak.
    pub sentences: Vec<String>,
    /// Pronunciations of parts of the text, if given.
    #[serde(default)]
    pub sounds: Vec<contract::Sound>,
    /// The number of this try, from 1.
    pub attempt: u32,
    /// Options.
    #[serde(default)]
    pub options: SynthesisOptions,
    /// The voice that must be loaded, for the `onnx` engine; the worker chooses the child by it.
    #[serde(skip)]
    pub load: Option<VoiceSpec>,
}

impl SpeakRequest {
    /// A request to speak `sentences` with the voice's own defaults.
    #[must_use]
    pub fn new(voice: Voice, sentences: Vec<String>, attempt: u32) -> Self {
        let (sounds, options) = (vec![], SynthesisOptions::default());
        Self { id: 0, voice, sentences, sounds, attempt, options, load: None }
    }
}
