//! A file of a voice of the catalogue.

use contract::Digest;
use serde::Deserialize;

use crate::download::FetchedFile;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownFile {
    pub path: String,
    pub bytes: u64,
    pub sha256: Digest,
}

impl KnownFile {
    /// What is said of it once it is there.
    pub(crate) fn fetched(&self) -> FetchedFile {
        FetchedFile { path: self.path.clone(), size_bytes: self.bytes, digest: self.sha256 }
    }
}
