//! Copies a submitted book into a local file, chunk by chunk: it is never whole in memory.

use std::io;
use std::path::Path;

use blobs::{Blobs, Error};
use bus::Work;
use bytes::Bytes;
use contract::{BlobKey, Digest, FailureCode, Source};
use futures::{Stream, TryStreamExt as _};
use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncWriteExt as _};
use tokio_util::io::{InspectReader, ReaderStream};

use crate::config::Ingest;

/// Most bytes copied between two heartbeats.
const STEP: usize = 1 << 20;

/// Why the book could not be fetched.
#[derive(Debug)]
pub(crate) enum FetchError {
    /// A retry will not help: the book has failed.
    Final(FailureCode, String),
    /// A retry may help.
    Transient(Box<dyn std::error::Error + Send + Sync>),
    /// Lector's own store has failed.
    Store(Error),
}

/// Copies the source into the file at `path`, and returns the blob that holds it.
pub(crate) async fn fetch(
    blobs: &Blobs,
    source: &Source,
    path: &Path,
    settings: &Ingest,
    work: &Work,
) -> Result<BlobKey, FetchError> {
    let limit = settings.largest_bytes();
    match source {
        Source::Blob(key) => {
            let size = blobs.size(key).await.map_err(stored)?;
            let size = size.ok_or_else(|| stored(Error::NotFound { key: key.to_string() }))?;
            if size > limit {
                return Err(too_large(limit));
            }
            let chunks = blobs.read(key, None).await.map_err(stored)?;
            copy(chunks.map_err(stored), path, limit, work).await?;
            Ok(key.clone())
        }
        Source::Url(url) => {
            let reader = blobs::open_source(url, &settings.sources).await.map_err(outside)?;
            let chunks = ReaderStream::with_capacity(reader, STEP).map_err(transient);
            let (digest, size) = copy(chunks, path, limit, work).await?;
            let key = BlobKey::source(digest);
            keep(blobs, &key, path, size, work).await?;
            Ok(key)
        }
    }
}

/// Stores the file at `path`, unless it is stored already.
async fn keep(
    blobs: &Blobs,
    key: &BlobKey,
    path: &Path,
    size: u64,
    work: &Work,
) -> Result<(), FetchError> {
    if blobs.size(key).await.map_err(stored)? == Some(size) {
        return Ok(());
    }
    let file = File::open(path).await.map_err(transient)?;
    let file = with_heartbeats(file, work);
    blobs.put_stream(key, file, u64::MAX).await.map(|_| ()).map_err(stored)
}

/// A reader that sends a heartbeat with each chunk.
fn with_heartbeats(file: File, work: &Work) -> impl AsyncRead + Send + Unpin {
    InspectReader::new(file, |_: &[u8]| work.progress())
}

/// Writes the chunks to a file; returns their digest and size.
async fn copy(
    mut chunks: impl Stream<Item = Result<Bytes, FetchError>> + Unpin,
    path: &Path,
    limit: u64,
    work: &Work,
) -> Result<(Digest, u64), FetchError> {
    let mut file = File::create(path).await.map_err(transient)?;
    let (mut sha, mut size) = (Sha256::new(), 0);
    while let Some(chunk) = chunks.try_next().await? {
        size += chunk.len() as u64;
        if size > limit {
            return Err(too_large(limit));
        }
        sha.update(&chunk);
        file.write_all(&chunk).await.map_err(transient)?;
        work.progress();
    }
    file.flush().await.map_err(transient)?;
    Ok((Digest(sha.finalize().into()), size))
}

fn transient(error: io::Error) -> FetchError {
    FetchError::Transient(error.into())
}

fn too_large(limit: u64) -> FetchError {
    let mib = limit >> 20;
    let message =
        format!("the file is larger than the {mib} MiB allowed (ingest.largest_book_mib)");
    FetchError::Final(FailureCode::BadInput, message)
}

/// Maps an error of the submitter's source.
fn outside(error: Error) -> FetchError {
    let message = error.to_string();
    match error {
        Error::NotAllowed { .. } => FetchError::Final(FailureCode::NotAllowed, message),
        Error::Url { .. } => FetchError::Final(FailureCode::BadInput, message),
        Error::NotFound { .. } => absent(&message),
        error => FetchError::Transient(error.into()),
    }
}

/// Maps an error of Lector's own store.
fn stored(error: Error) -> FetchError {
    match error {
        Error::NotFound { .. } => absent(&error.to_string()),
        error @ Error::Damaged { .. } => FetchError::Transient(error.into()),
        error => FetchError::Store(error),
    }
}

fn absent(message: &str) -> FetchError {
    let message = format!("{message}; submit the book again");
    FetchError::Final(FailureCode::SourceUnavailable, message)
}
