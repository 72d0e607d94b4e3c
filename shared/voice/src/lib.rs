//! How does a voice speak?
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod built_in;
mod check_speech;
mod describe;
mod engine;
mod error;
pub mod family;
pub mod phonemes;
mod request;
pub mod runtime;
mod speech;
mod suspicion;
mod trim;

pub use built_in::BUILT_IN;
pub use check_speech::check_speech;
pub use describe::{Described, describe_files};
pub use engine::Engine;
pub use engine::espeak::Espeak;
pub use engine::onnx::load as load_onnx;
pub use error::{Error, FailedKind};
pub use request::{LoadVoice, Manner, Speak, VoiceFiles, Wanted};
pub use runtime::device::{Backend, Device, WantedDevice, card};
pub use speech::{Speech, WordTime};
pub use suspicion::Paces;
