#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod backup;
mod error;
mod retention;
mod survey;

pub use backup::{Saved, backup, restore};
pub use error::Error;
pub use retention::{Retention, StoredBlob};
pub use survey::{FolderUsage, Survey, prune, survey};
