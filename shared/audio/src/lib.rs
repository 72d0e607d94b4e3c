#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod error;
pub mod flac;
mod flac_settings;
pub mod levels;
pub mod loudness;
pub mod mastering;
mod pcm;
pub mod samples;
pub mod silence;
pub mod speech;
pub mod wav;

pub use error::Error;
pub use pcm::Pcm;
