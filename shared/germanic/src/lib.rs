//! How English, German and Dutch are read aloud.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod de;
mod en;
mod nl;

pub use crate::de::GERMAN;
pub use crate::en::ENGLISH;
pub use crate::nl::DUTCH;
