//! How French, Spanish, Italian and Portuguese are read aloud.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod dates;
mod degree_signs;
mod es;
mod fr;
mod fractions;
mod hectares;
mod it;
mod pt;
mod small_numerals;

pub use crate::es::SPANISH;
pub use crate::fr::FRENCH;
pub use crate::it::ITALIAN;
pub use crate::pt::PORTUGUESE;
