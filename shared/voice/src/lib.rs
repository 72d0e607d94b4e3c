//! How does a voice speak? Text to phonemes, families of models, what runs them, and the engines made of these.
#![warn(missing_docs)]

mod built_in;
mod check_speech;
mod engine;
mod error;
mod family;
mod phonemes;
mod request;
mod runtime;
mod speech;
mod suspicion;
mod trim;

pub use built_in::BUILT_IN;
pub use check_speech::check_speech;
pub use engine::Engine;
pub use engine::espeak::Espeak;
pub use engine::onnx::load as load_onnx;
pub use error::{Error, FailedKind};
pub use request::{LoadVoice, Manner, Speak, VoiceFiles, Wanted};
pub use runtime::device::{Backend, Device, WantedDevice, card};
pub use speech::{Speech, WordTime};
pub use suspicion::Paces;
