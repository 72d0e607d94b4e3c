//! Storing a blob: small ones at once, large ones in parts, and nothing of one that failed.

use std::path::Path;

use bytes::{Bytes, BytesMut};
use contract::{BlobKey, Digest};
use futures::TryStreamExt as _;
use object_store::{
    Extensions, MultipartUpload, ObjectStoreExt as _, PutMode, PutMultipartOptions, PutOptions,
    PutPayload, PutResult,
};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt as _};

use crate::store::location;
use crate::time_limit::{PART_BYTES, call_limit, send_limit};
use crate::{Blobs, Error, Stored};

/// What is stored to see whether the store takes it: more than fits into what is left at the end of a full disk.
static TRIAL: [u8; 64 << 10] = [0; 64 << 10];

impl Blobs {
    /// Stores `bytes` as `key`; where the key exists already, its blob stays and this is a success.
    pub async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<Stored, Error> {
        BlobUpload { blobs: self, key, limit: u64::MAX }.bytes(bytes).await
    }

    /// Stores a small blob and removes it: whether the store takes anything now.
    pub async fn try_writing(&self) -> Result<(), Error> {
        let key = BlobKey::trial(fastrand::u64(..));
        self.put(&key, Bytes::from_static(&TRIAL)).await?;
        self.delete(&key).await
    }

    /// Stores what `reader` yields as `key`, chunk by chunk; more than `limit` bytes is an error, and leaves nothing.
    ///
    /// Where the key exists already, its blob stays, and the reader is not read.
    pub async fn put_stream(
        &self,
        key: &BlobKey,
        reader: impl AsyncRead + Send + Unpin,
        limit: u64,
    ) -> Result<Stored, Error> {
        BlobUpload { blobs: self, key, limit }.stream(reader).await
    }

    /// Stores the file at `path` as `key`, chunk by chunk.
    pub async fn put_file(&self, key: &BlobKey, path: &Path) -> Result<Stored, Error> {
        let file = tokio::fs::File::open(path).await;
        let file = file.map_err(|error| Error::io("read the file", path.display(), error))?;
        self.put_stream(key, file, u64::MAX).await
    }
}

/// A blob to be stored, once.
#[derive(Clone, Copy)]
pub(crate) struct BlobUpload<'a> {
    pub(crate) blobs: &'a Blobs,
    pub(crate) key: &'a BlobKey,
    /// Most bytes allowed.
    pub(crate) limit: u64,
}

impl BlobUpload<'_> {
    /// Stores what is in memory.
    pub(crate) async fn bytes(self, bytes: Bytes) -> Result<Stored, Error> {
        if bytes.len() > PART_BYTES {
            return self.stream(&bytes[..]).await;
        }
        self.small(bytes).await
    }

    async fn small(self, bytes: Bytes) -> Result<Stored, Error> {
        let stored = Stored { size_bytes: bytes.len() as u64, digest: Digest::of(&bytes) };
        if self.create(bytes).await? {
            return Ok(stored);
        }
        self.existing().await
    }

    /// Stores what `reader` yields.
    pub(crate) async fn stream(
        self,
        mut reader: impl AsyncRead + Send + Unpin,
    ) -> Result<Stored, Error> {
        if let Some(stored) = self.look().await? {
            return Ok(stored);
        }
        let mut parts = PartReader::new(self, &mut reader);
        let first = parts.next().await?;
        if first.len() < PART_BYTES {
            return self.small(first).await;
        }
        let location = location(self.key)?;
        // Our own backend takes the mode from here, so that the first of two uploads stays.
        let mut extensions = Extensions::new();
        extensions.insert(PutMode::Create);
        let options = PutMultipartOptions { extensions, ..PutMultipartOptions::default() };
        let upload = self.blobs.store.put_multipart_opts(&location, options);
        let mut upload = self.blobs.step("store", self.key, upload).await?;
        let sent = self.send_parts(&mut *upload, first, &mut parts).await;
        let stored = parts.stored();
        let completed = match sent {
            Ok(()) => self.complete(&mut *upload).await,
            Err(error) => Err(error),
        };
        match completed {
            Ok(true) => Ok(stored),
            Ok(false) => self.existing().await,
            Err(error) => {
                // The first error is the one that matters; what an abort cannot remove, a sweep does.
                let _ = self.blobs.step("abort", self.key, upload.abort()).await;
                Err(error)
            }
        }
    }

    /// Sends part after part, and reads the next one meanwhile.
    async fn send_parts(
        &self,
        upload: &mut dyn MultipartUpload,
        first: Bytes,
        parts: &mut PartReader<'_, impl AsyncRead + Send + Unpin>,
    ) -> Result<(), Error> {
        let mut part = first;
        while !part.is_empty() {
            let limit = send_limit(self.blobs.limit, part.len());
            let sent = upload.put_part(part.into());
            let sent = self.blobs.within(limit, "store", self.key, sent);
            // Both are awaited even if one fails: a part that is under way could not be removed.
            let (sent, next) = tokio::join!(sent, parts.next());
            sent?.map_err(|error| Error::new("store", self.key, error))?;
            part = next?;
        }
        Ok(())
    }

    /// Makes the upload visible; says whether it was the first.
    async fn complete(&self, upload: &mut dyn MultipartUpload) -> Result<bool, Error> {
        let limit = call_limit(self.blobs.limit);
        first(self.blobs.within(limit, "store", self.key, upload.complete()).await?, self.key)
    }

    /// Stores a small blob; says whether it was the first.
    async fn create(&self, bytes: Bytes) -> Result<bool, Error> {
        let location = location(self.key)?;
        let payload = PutPayload::from_bytes(bytes);
        let create = PutOptions::from(PutMode::Create);
        let limit = send_limit(self.blobs.limit, payload.content_length());
        let put = self.blobs.store.put_opts(&location, payload.clone(), create);
        match self.blobs.within(limit, "store", self.key, put).await? {
            Err(
                object_store::Error::NotImplemented { .. }
                | object_store::Error::NotSupported { .. },
            ) => {
                // The closest equivalent if the store has no such mode: two writers at once write the same anyway.
                if self.blobs.head(self.key).await?.is_some() {
                    return Ok(false);
                }
                let put = self.blobs.store.put(&location, payload);
                first(self.blobs.within(limit, "store", self.key, put).await?, self.key)
            }
            put => first(put, self.key),
        }
    }

    async fn existing(&self) -> Result<Stored, Error> {
        let stored = self.look().await?;
        stored.ok_or_else(|| Error::NotFound { key: self.key.to_string() })
    }

    /// What is stored already; where the store keeps no digests, its bytes are read for one.
    async fn look(&self) -> Result<Option<Stored>, Error> {
        let Some(meta) = self.blobs.head(self.key).await? else { return Ok(None) };
        let known = self.blobs.digest(&meta);
        let digest = match known {
            Some(digest) => digest,
            None => {
                let mut parts = self.blobs.read(self.key, None).await?;
                let mut hash = Sha256::new();
                while let Some(bytes) = parts.try_next().await? {
                    hash.update(&bytes);
                }
                Digest(hash.finalize().into())
            }
        };
        Ok(Some(Stored { size_bytes: meta.size, digest }))
    }
}

fn first(put: object_store::Result<PutResult>, key: &BlobKey) -> Result<bool, Error> {
    match put {
        Ok(_) => Ok(true),
        Err(object_store::Error::AlreadyExists { .. }) => Ok(false),
        Err(error) => Err(Error::new("store", key, error)),
    }
}

/// Cuts what a reader yields into parts, within the limits of time and size.
struct PartReader<'a, R> {
    upload: BlobUpload<'a>,
    reader: &'a mut R,
    hash: Sha256,
    size_bytes: u64,
}

impl<'a, R: AsyncRead + Send + Unpin> PartReader<'a, R> {
    fn new(upload: BlobUpload<'a>, reader: &'a mut R) -> Self {
        Self { upload, reader, hash: Sha256::new(), size_bytes: 0 }
    }

    /// The next part: full, except for the last; empty at the end.
    async fn next(&mut self) -> Result<Bytes, Error> {
        let BlobUpload { blobs, key, limit } = self.upload;
        let mut part = BytesMut::new();
        while part.len() < PART_BYTES {
            // A small blob should not need a large buffer.
            part.reserve((PART_BYTES - part.len()).min(64 * 1024));
            let mut rest = (&mut *self.reader).take((PART_BYTES - part.len()) as u64);
            let read = tokio::time::timeout(blobs.limit, rest.read_buf(&mut part)).await;
            let read = read.map_err(|_| Error::slow("read what is to be stored as", key))?;
            if read.map_err(|error| Error::io("read what is to be stored as", key, error))? == 0 {
                break;
            }
            if self.size_bytes + part.len() as u64 > limit {
                return Err(Error::TooLarge { key: key.to_string(), limit });
            }
        }
        let part = part.freeze();
        self.hash.update(&part);
        self.size_bytes += part.len() as u64;
        Ok(part)
    }

    /// What has been read.
    fn stored(self) -> Stored {
        Stored { size_bytes: self.size_bytes, digest: Digest(self.hash.finalize().into()) }
    }
}
