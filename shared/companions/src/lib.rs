#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod lexicons;
mod overrides;

pub use lexicons::{LexiconFile, find_lexicons, store_lexicons};
pub use overrides::{MetadataOverrides, find_overrides};
