//! A request to an engine, and the voice that it needs.

use std::path::{Path, PathBuf};

use contract::{FileRole, Voice, VoiceManifest};
use serde::{Deserialize, Serialize};

use crate::runtime::device::{Backend, WantedDevice};

/// Which backend and device are to run models.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuntimeOptions {
    /// The program.
    pub backend: Backend,
    /// The device.
    pub device: WantedDevice,
    /// The ONNX Runtime library; searched for when absent.
    pub library: Option<PathBuf>,
}

/// A voice to load into the `onnx` engine. A process loads one and keeps it, so this is the same for all that the process speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VoiceSpec {
    /// Its files.
    pub files: VoiceFiles,
    /// What turns text into symbols: `symbols` where the text is symbols already.
    pub phonemizer: String,
    /// Share of the noise that a VITS voice was trained with; at 0 the same text always sounds the same, to the bit.
    pub noise: f32,
}

/// The files of a voice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceFiles {
    /// The model, a single file.
    pub model: PathBuf,
    /// What belongs to it: Piper's `.onnx.json`, Kokoro's `config.json`.
    pub config: Option<PathBuf>,
    /// Kokoro's voices: one npz, one file with all, or a file for each.
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
            noise,
        }
    }
}

/// Options of a synthesis: speaker, speed, and how much at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SynthesisOptions {
    /// Which of the voice's speakers, such as `slt` or `af_bella:0.6+af_sky:0.4`; its own choice when empty.
    pub speaker: String,
    /// How fast, as a factor.
    pub speed: f32,
    /// Most symbols that the model gets at once; as many as it takes when absent.
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
    /// Who speaks.
    pub voice: Voice,
    /// What to say.
    pub sentences: Vec<String>,
    /// How stretches of it sound, where that is given.
    #[serde(default)]
    pub sounds: Vec<contract::Sound>,
    /// Which try this is, from 1.
    pub attempt: u32,
    /// How to say it.
    #[serde(default)]
    pub options: SynthesisOptions,
    /// The voice to have loaded, for the `onnx` engine; the worker chooses the child by it.
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
