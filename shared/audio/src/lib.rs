//! What sound is between services: samples, WAV, the lossless form that speech is stored in, and how loud it is.
#![warn(missing_docs)]

mod error;
pub mod flac;
pub mod loudness;
mod pcm;
pub mod speech;
pub mod wav;

pub use error::Error;
pub use pcm::Pcm;
