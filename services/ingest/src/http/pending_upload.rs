//! An upload that streams into the store, and is removed unless it is kept.

use std::io;

use axum::body::Bytes;
use blobs::Blobs;
use contract::{BlobKey, BookId, Digest};
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use reading::{HEAD, sniff};
use tokio_util::io::StreamReader;

use crate::http::cleaner::AbandonedSender;
use crate::http::problem::UploadProblem;

/// A blob that is removed when this is dropped, unless it was kept.
pub(crate) struct PendingUpload {
    book: BookId,
    key: BlobKey,
    dropped: Option<AbandonedSender>,
}

impl PendingUpload {
    /// The upload of `book`, which alone may remove it when it fails.
    pub(crate) fn new(book: BookId, dropped: AbandonedSender) -> Self {
        Self { book, key: BlobKey::upload(book.0), dropped: Some(dropped) }
    }

    pub(crate) fn book(&self) -> BookId {
        self.book
    }

    pub(crate) fn key(&self) -> &BlobKey {
        &self.key
    }

    /// Keeps the blob: a job will read it.
    pub(crate) fn keep(mut self) {
        self.dropped = None;
    }
}

impl Drop for PendingUpload {
    fn drop(&mut self) {
        if let Some(dropped) = self.dropped.take() {
            dropped.send(self.key.clone());
        }
    }
}

/// Streams `body` into the store, if its first bytes are those of a book; returns the digest of the whole, or what the store says.
pub(crate) async fn store<E: std::error::Error + Send + Sync + 'static>(
    blobs: &Blobs,
    upload: &PendingUpload,
    body: impl Stream<Item = Result<Bytes, E>> + Send,
    limit: u64,
) -> Result<Result<Digest, blobs::Error>, UploadProblem> {
    let mut body = Box::pin(body.map_err(io::Error::other));
    let mut head = Vec::new();
    while head.len() < HEAD {
        let piece = body.next().await.transpose();
        match piece
            .map_err(|error| UploadProblem::form(&format!("the upload was interrupted: {error}")))?
        {
            Some(piece) => head.extend_from_slice(&piece),
            None => break,
        }
    }
    let seen = &head[..head.len().min(HEAD)];
    sniff(seen).map_err(|error| UploadProblem::not_a_book(&error))?;
    let whole = stream::once(async { Ok(Bytes::from(head)) }).chain(body);
    let reader = StreamReader::new(Box::pin(whole));
    let stored = blobs.put_stream(upload.key(), reader, limit).await;
    Ok(stored.map(|it| it.digest))
}
