//! Writing an object: chunks in order, a few under way at the same time, then the meta message that makes it visible.

use bytes::{Buf as _, Bytes, BytesMut};
use object_store::{Extensions, PutMode, PutResult};
use sha2::{Digest as _, Sha256};

use super::bucket::{Bucket, ReadFrom};
use super::bucket_error::BucketError;
use super::chunk_index::ChunkIndex;
use super::chunks::Chunks;
use super::object_info::{ChunkLayout, ObjectInfo, encode_digest};

/// How often other writers may be faster before a write gives up.
const RACES: usize = 8;

/// An object being written.
#[derive(Debug)]
pub(super) struct ObjectWriter {
    bucket: Bucket,
    nuid: String,
    chunk_bytes: usize,
    rest: BytesMut,
    chunks: Chunks,
    hash: Sha256,
    size_bytes: u64,
}

/// What was written.
#[derive(Debug)]
pub(super) struct CommittedObject {
    pub(super) digest: String,
    pub(super) nuid: String,
}

impl ObjectWriter {
    pub(super) fn new(bucket: Bucket) -> Self {
        let nuid = bucket.new_nuid();
        let chunk_bytes = bucket.chunk_bytes();
        let chunks = Chunks::new(bucket.clone(), nuid.clone());
        Self {
            bucket,
            nuid,
            chunk_bytes,
            rest: BytesMut::new(),
            chunks,
            hash: Sha256::new(),
            size_bytes: 0,
        }
    }

    /// Names the chunks of this object.
    pub(super) fn nuid(&self) -> &str {
        &self.nuid
    }

    /// Writes the next bytes; on failure nothing of the object is left, or a sweep removes it.
    pub(super) async fn write(&mut self, bytes: Bytes) -> Result<(), BucketError> {
        let written = self.try_write(bytes).await;
        if written.is_err() {
            self.discard().await;
        }
        written
    }

    async fn try_write(&mut self, mut bytes: Bytes) -> Result<(), BucketError> {
        while self.rest.len() + bytes.len() >= self.chunk_bytes {
            let chunk = if self.rest.is_empty() {
                bytes.split_to(self.chunk_bytes)
            } else {
                let missing = self.chunk_bytes - self.rest.len();
                self.rest.extend_from_slice(&bytes[..missing]);
                bytes.advance(missing);
                self.rest.split().freeze()
            };
            self.send(chunk).await?;
        }
        self.rest.extend_from_slice(&bytes);
        Ok(())
    }

    /// Makes the object visible as `name`; on failure nothing of it is left.
    pub(super) async fn commit(
        mut self,
        name: &str,
        mode: &PutMode,
    ) -> Result<CommittedObject, BucketError> {
        let index = match self.flush().await {
            Ok(index) => index,
            Err(error) => {
                self.discard().await;
                return Err(error);
            }
        };
        let layout = ChunkLayout {
            nuid: self.nuid.clone(),
            size_bytes: self.size_bytes,
            chunk_bytes: self.chunk_bytes as u64,
            index,
            digest: self.hash.finalize_reset().into(),
        };
        let info = ObjectInfo::new(self.bucket.name(), name, &layout);
        match self.publish(&info, mode).await {
            Ok(()) => {
                Ok(CommittedObject { digest: encode_digest(&layout.digest), nuid: layout.nuid })
            }
            // A publish without an answer may still be carried out: a visible object must keep its chunks.
            Err(error @ (BucketError::Silent | BucketError::Away)) => Err(error),
            Err(error) => {
                self.discard().await;
                Err(error)
            }
        }
    }

    /// Removes what has been written.
    pub(super) async fn discard(&mut self) {
        // The broker may purge before it stores what was sent earlier, so that is waited for.
        self.chunks.drain().await;
        discard(&self.bucket, &self.nuid).await;
    }

    async fn flush(&mut self) -> Result<ChunkIndex, BucketError> {
        let rest = self.rest.split().freeze();
        if !rest.is_empty() {
            self.send(rest).await?;
        }
        self.chunks.settle().await
    }

    async fn publish(&self, info: &ObjectInfo, mode: &PutMode) -> Result<(), BucketError> {
        let mut before = match mode {
            PutMode::Create => None,
            PutMode::Overwrite | PutMode::Update(_) => self.before(info, mode).await?,
        };
        for _ in 0..RACES {
            let expected = before.as_ref().map_or(0, |(sequence, _)| *sequence);
            match self.bucket.write_meta(info, expected).await {
                Ok(()) => {}
                // An earlier copy of the message was the first.
                Err(BucketError::Silent | BucketError::Stale) if self.is_ours(info).await => {}
                Err(BucketError::Stale) => {
                    before = self.before(info, mode).await?;
                    continue;
                }
                Err(error) => return Err(error),
            }
            if let Some((_, Some(nuid))) = before {
                discard(&self.bucket, &nuid).await;
            }
            return Ok(());
        }
        Err(BucketError::Stale)
    }

    /// The meta message to replace, with the chunks to remove after; an error where it must not be replaced.
    async fn before(
        &self,
        info: &ObjectInfo,
        mode: &PutMode,
    ) -> Result<Option<(u64, Option<String>)>, BucketError> {
        let meta = match self.bucket.meta_message(&info.name, ReadFrom::Leader).await {
            Ok(meta) => meta,
            Err(BucketError::Missing) if matches!(mode, PutMode::Update(_)) => {
                return Err(BucketError::Stale);
            }
            Err(BucketError::Missing) => return Ok(None),
            Err(error) => return Err(error),
        };
        if meta.info.deleted {
            return Ok(Some((meta.sequence, None)));
        }
        match mode {
            PutMode::Create => Err(BucketError::Exists),
            PutMode::Update(version) if version.version.as_ref() != Some(&meta.info.nuid) => {
                Err(BucketError::Stale)
            }
            PutMode::Overwrite | PutMode::Update(_) => {
                Ok(Some((meta.sequence, Some(meta.info.nuid))))
            }
        }
    }

    async fn is_ours(&self, info: &ObjectInfo) -> bool {
        self.bucket
            .meta_message(&info.name, ReadFrom::Leader)
            .await
            .is_ok_and(|meta| meta.info.nuid == self.nuid)
    }

    async fn send(&mut self, chunk: Bytes) -> Result<(), BucketError> {
        self.hash.update(&chunk);
        self.size_bytes += chunk.len() as u64;
        self.chunks.send(chunk).await
    }
}

/// Removes the chunks of an object that is not visible; if that fails, a sweep removes them later.
pub(super) async fn discard(bucket: &Bucket, nuid: &str) {
    if !bucket.is_connected() {
        return;
    }
    if let Err(error) = bucket.purge_chunks(nuid).await {
        tracing::warn!("could not remove the chunks `{nuid}`; a sweep will remove them: {error}");
    }
}

/// What was written, as a result of the object store crate.
pub(super) fn put_result(written: CommittedObject) -> PutResult {
    PutResult {
        e_tag: Some(written.digest),
        version: Some(written.nuid),
        extensions: Extensions::default(),
    }
}
