//! The blob store for jobs: each error becomes the failure of a job.

use std::path::Path;

use blobs::{Blobs, Error};
use bus::{Failure, Work};
use bytes::Bytes;
use contract::BlobKey;
use service::StoreHealth;
use tokio::io::AsyncRead;
use tokio_util::io::InspectReader;

/// The store that all jobs of an assembler share.
#[derive(Debug)]
pub(crate) struct JobStore {
    pub(crate) blobs: Blobs,
    health: StoreHealth,
}

impl JobStore {
    pub(crate) fn new(blobs: Blobs) -> Self {
        Self { blobs, health: StoreHealth::new("chapters and books") }
    }

    /// The failure of a job after an `error` of the store.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        self.health.failure(error)
    }

    /// Reads a blob of at most `limit` bytes.
    pub(crate) async fn get(&self, key: &BlobKey, limit: u64) -> Result<Bytes, Failure> {
        self.blobs.get(key, limit).await.map_err(|error| self.failure(error))
    }

    /// Stores a blob.
    pub(crate) async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<(), Failure> {
        self.blobs.put(key, bytes).await.map(drop).map_err(|error| self.failure(error))
    }

    /// The size of a blob, if it is there.
    pub(crate) async fn size(&self, key: &BlobKey) -> Result<Option<u64>, Failure> {
        self.blobs.size(key).await.map_err(|error| self.failure(error))
    }

    /// Downloads a blob into a new file at `path`.
    pub(crate) async fn get_file(&self, key: &BlobKey, path: &Path) -> Result<(), Failure> {
        self.blobs.get_file(key, path).await.map(drop).map_err(|error| self.failure(error))
    }

    /// Uploads what `reader` yields, with a heartbeat for each block.
    pub(crate) async fn upload(
        &self,
        key: &BlobKey,
        reader: impl AsyncRead + Send + Unpin,
        work: &Work,
    ) -> Result<u64, Failure> {
        let reader = InspectReader::new(reader, |_| work.progress());
        let stored = self.blobs.put_stream(key, reader, u64::MAX).await;
        Ok(stored.map_err(|error| self.failure(error))?.size_bytes)
    }

    /// Uploads the file at `path`.
    pub(crate) async fn upload_file(
        &self,
        key: &BlobKey,
        path: &Path,
        work: &Work,
    ) -> Result<u64, Failure> {
        let file = tokio::fs::File::open(path).await.map_err(Failure::retry)?;
        self.upload(key, file, work).await
    }
}
