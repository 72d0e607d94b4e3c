//! How does a voice speak?
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod built_in;
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
mod validation;

pub use built_in::BUILT_IN;
pub use describe::{VoiceDescription, describe_files};
pub use engine::SpeechEngine;
pub use engine::espeak::EspeakEngine;
pub use engine::onnx::load as load_onnx;
pub use error::{Error, ErrorKind};
pub use request::{RuntimeOptions, SpeakRequest, SynthesisOptions, VoiceFiles, VoiceSpec};
pub use runtime::device::{Backend, Device, WantedDevice, graphics_card};
pub use speech::{Speech, WordSpan};
pub use suspicion::{RateKey, SpeakingRates};
pub use validation::check_speech;
