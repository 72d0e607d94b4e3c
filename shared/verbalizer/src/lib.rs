//! What the rules of every language are made of: places in a text, written numbers, and the walk that tries them.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

pub mod apostrophes;
pub mod cursor;
pub mod european;
pub mod figures;
mod hint;
pub mod marks;
pub mod number_format;
mod numeral_letters;
pub mod raised;
pub mod rule;
mod spoken_form;
pub mod vulgar_fractions;
pub mod walk;
pub mod word_list;

pub use crate::hint::{Hint, HintKind};
pub use crate::spoken_form::{Notation, SpokenForm};
