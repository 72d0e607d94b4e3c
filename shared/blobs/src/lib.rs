#![doc = include_str!("../README.md")]
#![warn(missing_docs)]

mod cloud_refusal;
mod config;
mod download;
mod error;
mod heartbeat;
mod library_folder;
mod nats_store;
mod sources;
mod store;
mod store_url;
mod temporary_files;
mod time_limit;
mod upload;

pub use config::{Config, SourcesConfig};
pub use error::Error;
pub use heartbeat::with_heartbeat;
pub use library_folder::{LibraryFolder, folder_url};
pub use sources::open_source;
pub use store::{BlobEntry, Blobs, Stored};
