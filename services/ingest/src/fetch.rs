//! A submitted book's bytes, brought into a file of ours; never whole in memory.

use std::path::Path;

use blobs::Blobs;
use bus::Work;
use contract::{BlobKey, Digest, FailureCode, Source};
use sha2::{Digest as _, Sha256};
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};

use crate::config::Ingest;

/// Bytes copied between two signs of life.
const STEP: usize = 1 << 20;

/// Why there are no bytes.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// No waiting will help: the book has failed.
    Final(FailureCode, String),
    /// Waiting may help.
    Passing(Box<dyn std::error::Error + Send + Sync>),
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
            let size = blobs.size(key).await.map_err(trouble)?;
            let size = size.ok_or_else(|| trouble(not_found(key)))?;
            if size > limit {
                return Err(trouble(blobs::Error::TooLarge { key: key.to_string(), limit }));
            }
            work.progress();
            blobs.get_file(key, path).await.map_err(trouble)?;
            Ok(key.clone())
        }
        Source::Url(url) => {
            let reader = blobs::open_source(url, &settings.sources).await.map_err(trouble)?;
            let digest = copy(reader, path, limit, work).await.map_err(|error| match error {
                CopyError::TooLarge => trouble(blobs::Error::TooLarge { key: url.clone(), limit }),
                CopyError::Io(error) => Trouble::Passing(error.into()),
            })?;
            let key = BlobKey::source(digest);
            blobs.put_file(&key, path).await.map_err(trouble)?;
            Ok(key)
        }
    }
}

enum CopyError {
    TooLarge,
    Io(std::io::Error),
}

async fn copy(
    mut reader: Box<dyn AsyncRead + Send + Unpin>,
    path: &Path,
    limit: u64,
    work: &Work,
) -> Result<Digest, CopyError> {
    let mut file = File::create(path).await.map_err(CopyError::Io)?;
    let (mut sha, mut size, mut buffer) = (Sha256::new(), 0, vec![0; STEP]);
    loop {
        let read = reader.read(&mut buffer).await.map_err(CopyError::Io)?;
        if read == 0 {
            break;
        }
        size += read as u64;
        if size > limit {
            return Err(CopyError::TooLarge);
        }
        sha.update(&buffer[..read]);
        file.write_all(&buffer[..read]).await.map_err(CopyError::Io)?;
        work.progress();
    }
    file.flush().await.map_err(CopyError::Io)?;
    Ok(Digest(sha.finalize().into()))
}

fn not_found(key: &BlobKey) -> blobs::Error {
    blobs::Error::NotFound { key: key.to_string() }
}

fn trouble(error: blobs::Error) -> Trouble {
    let message = error.to_string();
    match error {
        blobs::Error::NotAllowed { .. } => Trouble::Final(FailureCode::NotAllowed, message),
        blobs::Error::Url { .. } => Trouble::Final(FailureCode::BadInput, message),
        blobs::Error::TooLarge { limit, .. } => Trouble::Final(
            FailureCode::BadInput,
            format!(
                "the file is larger than the {} MiB allowed (ingest.largest_book_mib)",
                limit >> 20
            ),
        ),
        blobs::Error::NotFound { .. } => Trouble::Final(
            FailureCode::SourceUnavailable,
            format!("{message}; submit the book again"),
        ),
        error => Trouble::Passing(error.into()),
    }
}
