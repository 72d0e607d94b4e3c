//! The blob store for jobs: each error becomes the failure of a job, which `store_health.rs` decides on.

use std::path::Path;

use blobs::{Blobs, Error};
use bus::{Failure, Work};
use bytes::Bytes;
use chassis::Health;
use child::{HEARTBEAT, with_heartbeats};
use contract::BlobKey;
use tokio::io::AsyncRead;

use crate::StoreHealth;

/// The store that all jobs of a service share.
#[derive(Debug)]
pub struct JobStore {
    /// The store itself.
    pub blobs: Blobs,
    health: StoreHealth,
}

impl JobStore {
    /// The store; `waiting` names, for the log, what waits when it fails: `chapters`.
    #[must_use]
    pub fn new(blobs: Blobs, waiting: &'static str, health: Health) -> Self {
        Self { blobs, health: StoreHealth::new(waiting, health) }
    }

    /// The failure of a job after an `error` of the store.
    pub fn failure(&self, error: Error) -> Failure {
        self.health.failure(error)
    }

    /// Runs the handling of a job: while it waits for the store, heartbeats are sent, and a store that takes long is said.
    pub async fn watched<T>(&self, work: &Work, handling: impl Future<Output = T>) -> T {
        self.health.watched(work, handling).await
    }

    /// Notes the result of a read; a failure of the store hands the job back, uncounted.
    pub fn after_read<T>(&self, read: Result<T, Error>) -> Result<T, Failure> {
        self.health.after_read(read)
    }

    /// Stores a blob.
    pub async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<(), Failure> {
        self.health.after_write(self.blobs.put(key, bytes).await).map(drop)
    }

    /// The size of a blob, if it is there.
    pub async fn size(&self, key: &BlobKey) -> Result<Option<u64>, Failure> {
        self.health.after_read(self.blobs.size(key).await)
    }

    /// Downloads a blob into a new file at `path`.
    pub async fn get_file(&self, key: &BlobKey, path: &Path) -> Result<(), Failure> {
        self.health.after_read(self.blobs.get_file(key, path).await).map(drop)
    }

    /// Uploads what `reader` yields, with heartbeats: every step has its own time limit.
    pub async fn upload(
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
    pub async fn upload_file(
        &self,
        key: &BlobKey,
        path: &Path,
        work: &Work,
    ) -> Result<u64, Failure> {
        let file = tokio::fs::File::open(path).await.map_err(Failure::retry)?;
        self.upload(key, file, work).await
    }
}
