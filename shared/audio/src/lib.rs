//! What sound is between services: samples, WAV, and the lossless form that speech is stored in.
#![warn(missing_docs)]

mod error;
pub mod flac;
mod pcm;
pub mod speech;
pub mod wav;

pub use error::Error;
pub use pcm::Pcm;
