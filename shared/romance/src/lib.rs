//! How French, Spanish, Italian and Portuguese are read aloud.
//!
#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod es;
mod fr;
mod it;
mod pt;

pub use crate::es::SPANISH;
pub use crate::fr::FRENCH;
pub use crate::it::ITALIAN;
pub use crate::pt::PORTUGUESE;
