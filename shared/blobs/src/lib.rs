//! Where bytes live: typed keys over an object store, the broker's own by default.
#![warn(missing_docs)]

mod config;
mod error;
mod source;
mod store;

pub use config::{Config, SourcesConfig};
pub use error::Error;
pub use source::open_source;
pub use store::{Blobs, Stored};
