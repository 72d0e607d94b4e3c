//! How a written text is said: sentences, normalisation, and readers' own lexicons.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod lexicon;
pub mod normal;
pub mod sentences;
mod speakable;

pub use crate::lexicon::check_lexicon;
pub use crate::speakable::{sentence_of, speakable};
pub use verbalizer::{Notation, SpokenForm};
