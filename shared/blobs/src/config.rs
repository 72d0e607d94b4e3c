//! Where the store is, and which sources may be read.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Where blobs are kept.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `nats:` for the broker's object store, or `s3://bucket/prefix`, `gs://…`, `az://…`, `file:///folder`; `memory:` for tests.
    pub url: String,
    /// Time limit for one step of an upload or download, in seconds.
    pub timeout_seconds: f64,
    /// Largest size of the broker's bucket, in bytes; when absent, the broker's own limits apply.
    pub max_bytes: Option<u64>,
    /// Settings of the store by their usual names, such as `aws_endpoint`; they override those in the environment (`AWS_ENDPOINT`).
    pub options: BTreeMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url: "nats:".to_owned(),
            timeout_seconds: 30.0,
            max_bytes: None,
            options: BTreeMap::new(),
        }
    }
}

impl Config {
    /// The longest time for one step.
    #[must_use]
    pub fn timeout(&self) -> Duration {
        Duration::try_from_secs_f64(self.timeout_seconds).unwrap_or(Duration::from_secs(30))
    }
}

/// Shows the names of the options only: their values may be secret.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("url", &self.url)
            .field("timeout_seconds", &self.timeout_seconds)
            .field("max_bytes", &self.max_bytes)
            .field("options", &self.options.keys())
            .finish()
    }
}

/// Where submitted books may be fetched from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SourcesConfig {
    /// Folders from which `file://` sources may be read; links that lead out of them are refused. None by default.
    pub folders: Vec<PathBuf>,
    /// URL prefixes of other sources that may be read, such as `s3://my-books/`. None by default.
    pub urls: Vec<String>,
}
