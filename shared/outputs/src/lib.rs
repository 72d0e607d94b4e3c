#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod files;
mod outlet;

pub use files::{FetchedOutput, check_writable, fetch, files_of, is_damaged};
pub use outlet::is_special;
