//! Where bytes live: typed keys over an object store, the broker's own by default.
#![warn(missing_docs)]

mod config;
mod download;
mod drafts;
mod error;
mod library;
mod nats_store;
mod opening;
mod patience;
mod source;
mod store;
mod upload;

pub use config::{Config, SourcesConfig};
pub use error::Error;
pub use library::{Library, folder_url};
pub use source::open_source;
pub use store::{Blobs, Stored};
