//! How Russian and Polish are read aloud.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod counting;
mod pl;
mod ru;

pub use crate::pl::POLISH;
pub use crate::ru::RUSSIAN;
