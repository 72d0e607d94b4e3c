//! Where the store is, and which sources may be read.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Where blobs are kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `nats:` for the broker's object store, or `s3://bucket/prefix`, `gs://…`, `az://…`, `file:///folder`.
    pub url: String,
    /// Longest time for one step of an upload or download, in seconds.
    pub timeout_seconds: f64,
}

impl Default for Config {
    fn default() -> Self {
        Self { url: "nats:".to_owned(), timeout_seconds: 30.0 }
    }
}

/// From where submitted books may be fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourcesConfig {
    /// Folders that `file://` sources may lie in; links out of them are refused. None by default.
    pub folders: Vec<PathBuf>,
    /// URL prefixes that other sources must begin with, such as `s3://my-books/`. None by default.
    pub urls: Vec<String>,
}
