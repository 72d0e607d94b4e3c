//! The blob store for jobs: each error becomes the failure of a job.

use std::path::Path;
use std::time::Duration;

use blobs::{Blobs, Error};
use bus::{Failure, Work};
use bytes::Bytes;
use chassis::Health;
use child::with_heartbeats;
use contract::BlobKey;
use service::StoreHealth;
use tokio::io::AsyncRead;

/// Time between two heartbeats while the store is waited for.
const HEARTBEAT: Duration = Duration::from_millis(250);

/// The store that all jobs of an assembler share.
#[derive(Debug)]
pub(crate) struct JobStore {
    pub(crate) blobs: Blobs,
    health: StoreHealth,
}

impl JobStore {
    pub(crate) fn new(blobs: Blobs, health: Health) -> Self {
        Self { blobs, health: StoreHealth::new("chapters and books", health) }
    }

    /// The failure of a job after an `error` of the store.
    pub(crate) fn failure(&self, error: Error) -> Failure {
        self.health.failure(error)
    }

    /// Reads a blob of at most `limit` bytes.
    pub(crate) async fn get(&self, key: &BlobKey, limit: u64) -> Result<Bytes, Failure> {
        self.health.after_read(self.blobs.get(key, limit).await)
    }

    /// Stores a blob.
    pub(crate) async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<(), Failure> {
        self.health.after_write(self.blobs.put(key, bytes).await).map(drop)
    }

    /// The size of a blob, if it is there.
    pub(crate) async fn size(&self, key: &BlobKey) -> Result<Option<u64>, Failure> {
        self.health.after_read(self.blobs.size(key).await)
    }

    /// Downloads a blob into a new file at `path`.
    pub(crate) async fn get_file(&self, key: &BlobKey, path: &Path) -> Result<(), Failure> {
        self.health.after_read(self.blobs.get_file(key, path).await).map(drop)
    }

    /// Uploads what `reader` yields, with heartbeats: every step has its own time limit.
    pub(crate) async fn upload(
        &self,
        key: &BlobKey,
        reader: impl AsyncRead + Send + Unpin,
        work: &Work,
    ) -> Result<u64, Failure> {
        let put = self.blobs.put_stream(key, reader, u64::MAX);
        let stored = with_heartbeats(HEARTBEAT, &|| work.progress(), put).await;
        Ok(self.health.after_write(stored)?.size_bytes)
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
