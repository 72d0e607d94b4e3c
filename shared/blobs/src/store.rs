//! Typed keys over whichever store the configuration names.

use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use contract::{BlobKey, Digest};
use futures::stream::BoxStream;
use tokio::io::AsyncRead;

use crate::{Config, Error};

/// What was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Its size.
    pub size_bytes: u64,
    /// Its digest.
    pub digest: Digest,
}

/// The blobs; clones share the store.
#[derive(Debug, Clone)]
pub struct Blobs {}

impl Blobs {
    /// Opens the store that `config` names; `client` is used when that is the broker's.
    pub async fn open(config: &Config, client: async_nats::Client) -> Result<Self, Error> {
        let _ = (config, client);
        todo!()
    }

    /// Creates the broker's bucket where it is missing, in `replicas` copies; nothing to do for other stores.
    pub async fn provision(&self, replicas: usize) -> Result<(), Error> {
        let _ = replicas;
        todo!()
    }

    /// Stores `bytes` as `key`; where the key exists already, its blob stays and this is a success.
    pub async fn put(&self, key: &BlobKey, bytes: Bytes) -> Result<Stored, Error> {
        let _ = (key, bytes);
        todo!()
    }

    /// Stores what `reader` yields as `key`, piece by piece; more than `limit` bytes is an error, and leaves nothing.
    pub async fn put_stream(
        &self,
        key: &BlobKey,
        reader: impl AsyncRead + Send + Unpin,
        limit: u64,
    ) -> Result<Stored, Error> {
        let _ = (key, reader, limit);
        todo!()
    }

    /// Stores the file at `path` as `key`, piece by piece.
    pub async fn put_file(&self, key: &BlobKey, path: &Path) -> Result<Stored, Error> {
        let _ = (key, path);
        todo!()
    }

    /// Says how large a blob is; `None` when there is none.
    pub async fn size(&self, key: &BlobKey) -> Result<Option<u64>, Error> {
        let _ = key;
        todo!()
    }

    /// Reads a blob whole, its digest verified; more than `limit` bytes is an error.
    pub async fn get(&self, key: &BlobKey, limit: u64) -> Result<Bytes, Error> {
        let _ = (key, limit);
        todo!()
    }

    /// Reads a part of a blob; the part is cut at the blob's end.
    pub async fn get_range(&self, key: &BlobKey, range: Range<u64>) -> Result<Bytes, Error> {
        let _ = (key, range);
        todo!()
    }

    /// Reads a part of a blob (all of it when `range` is absent) piece by piece.
    pub async fn read(
        &self,
        key: &BlobKey,
        range: Option<Range<u64>>,
    ) -> Result<BoxStream<'static, Result<Bytes, Error>>, Error> {
        let _ = (key, range);
        todo!()
    }

    /// Writes a blob into the file at `path`, digest verified, under a temporary name first.
    pub async fn get_file(&self, key: &BlobKey, path: &Path) -> Result<u64, Error> {
        let _ = (key, path);
        todo!()
    }

    /// Removes a blob; one that does not exist is a success.
    pub async fn delete(&self, key: &BlobKey) -> Result<(), Error> {
        let _ = key;
        todo!()
    }

    /// Lists the blobs of a folder ([`BlobKey::FOLDERS`]).
    pub async fn list(&self, folder: &str) -> Result<Vec<BlobKey>, Error> {
        let _ = folder;
        todo!()
    }

    /// Removes what crashes left behind and nobody has touched for `age`; returns the bytes freed.
    pub async fn sweep(&self, age: Duration) -> Result<u64, Error> {
        let _ = age;
        todo!()
    }
}
