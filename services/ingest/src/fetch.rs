//! A submitted book's bytes, brought into a file of ours; never whole in memory.

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

/// Most bytes copied between two signs of life.
const STEP: usize = 1 << 20;

/// Why there are no bytes.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No waiting will help: the book has failed.
    Final(FailureCode, String),
    /// Waiting may help.
    Passing(Box<dyn std::error::Error + Send + Sync>),
    /// It is our own store that is out of order.
    Store(Error),
}

/// Copies the source into the file at `path`, and returns the blob that holds it.
pub(crate) async fn fetch(
    blobs: &Blobs,
    source: &Source,
    path: &Path,
    (settings, work): (&Ingest, &Work),
) -> Result<BlobKey, Trouble> {
    let limit = settings.largest_bytes();
    match source {
        Source::Blob(key) => {
            let size = blobs.size(key).await.map_err(stored)?;
            let size = size.ok_or_else(|| stored(Error::NotFound { key: key.to_string() }))?;
            if size > limit {
                return Err(too_large(limit));
            }
            let pieces = blobs.read(key, None).await.map_err(stored)?;
            copy(pieces.map_err(stored), path, limit, work).await?;
            Ok(key.clone())
        }
        Source::Url(url) => {
            let reader = blobs::open_source(url, &settings.sources).await.map_err(outside)?;
            let pieces = ReaderStream::with_capacity(reader, STEP).map_err(passing);
            let (digest, size) = copy(pieces, path, limit, work).await?;
            let key = BlobKey::source(digest);
            keep(blobs, &key, (path, size), work).await?;
            Ok(key)
        }
    }
}

/// Stores the file at `path`, unless it is stored already.
async fn keep(
    blobs: &Blobs,
    key: &BlobKey,
    (path, size): (&Path, u64),
    work: &Work,
) -> Result<(), Trouble> {
    if blobs.size(key).await.map_err(stored)? == Some(size) {
        return Ok(());
    }
    let file = File::open(path).await.map_err(passing)?;
    let file = signalling(file, work);
    blobs.put_stream(key, file, u64::MAX).await.map(|_| ()).map_err(stored)
}

/// A reader that says with each piece that the work gets on.
fn signalling(file: File, work: &Work) -> impl AsyncRead + Send + Unpin {
    InspectReader::new(file, |_: &[u8]| work.progress())
}

/// Writes the pieces to a file; returns their digest and size.
async fn copy(
    mut pieces: impl Stream<Item = Result<Bytes, Trouble>> + Unpin,
    path: &Path,
    limit: u64,
    work: &Work,
) -> Result<(Digest, u64), Trouble> {
    let mut file = File::create(path).await.map_err(passing)?;
    let (mut sha, mut size) = (Sha256::new(), 0);
    while let Some(piece) = pieces.try_next().await? {
        size += piece.len() as u64;
        if size > limit {
            return Err(too_large(limit));
        }
        sha.update(&piece);
        file.write_all(&piece).await.map_err(passing)?;
        work.progress();
    }
    file.flush().await.map_err(passing)?;
    Ok((Digest(sha.finalize().into()), size))
}

fn passing(error: io::Error) -> Trouble {
    Trouble::Passing(error.into())
}

fn too_large(limit: u64) -> Trouble {
    let mib = limit >> 20;
    let message =
        format!("the file is larger than the {mib} MiB allowed (ingest.largest_book_mib)");
    Trouble::Final(FailureCode::BadInput, message)
}

/// Trouble with the submitter's source.
fn outside(error: Error) -> Trouble {
    let message = error.to_string();
    match error {
        Error::NotAllowed { .. } => Trouble::Final(FailureCode::NotAllowed, message),
        Error::Url { .. } => Trouble::Final(FailureCode::BadInput, message),
        Error::NotFound { .. } => absent(&message),
        error => Trouble::Passing(error.into()),
    }
}

/// Trouble with our own store.
fn stored(error: Error) -> Trouble {
    match error {
        Error::NotFound { .. } => absent(&error.to_string()),
        error @ Error::Damaged { .. } => Trouble::Passing(error.into()),
        error => Trouble::Store(error),
    }
}

fn absent(message: &str) -> Trouble {
    let message = format!("{message}; submit the book again");
    Trouble::Final(FailureCode::SourceUnavailable, message)
}
