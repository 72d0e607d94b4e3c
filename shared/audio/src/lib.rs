//! What sound is between services: samples, WAV, the lossless form that speech is stored in, how loud it is, and
//! how it is made louder; the silence at its ends.
#![warn(missing_docs)]

mod error;
pub mod flac;
mod flac_settings;
pub mod loudness;
pub mod mastering;
mod pcm;
pub mod quiet;
pub mod speech;
pub mod wav;

pub use error::Error;
pub use pcm::Pcm;
