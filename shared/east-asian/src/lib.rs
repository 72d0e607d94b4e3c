//! How Chinese and Japanese are read aloud.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod han;
mod ja;
mod science;
mod zh;

pub use crate::ja::JAPANESE;
pub use crate::zh::CHINESE;
