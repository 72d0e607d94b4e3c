//! An upload in parts; however the caller drives the parts, they are written in order.

use async_trait::async_trait;
use object_store::path::Path;
use object_store::{MultipartUpload, PutMode, PutPayload, PutResult, UploadPart};
use tokio::sync::oneshot;

use super::bucket::Bucket;
use super::bucket_error::BucketError;
use super::writer::{ObjectWriter, discard, put_result};

/// An object that arrives in parts: the writer is handed from each part to the next.
#[derive(Debug)]
pub(super) struct MultipartWriter {
    bucket: Bucket,
    nuid: String,
    location: Path,
    mode: PutMode,
    /// Yields the writer once the latest part is written.
    turn: Option<oneshot::Receiver<ObjectWriter>>,
    /// From here on the chunks may be those of a visible object.
    committing: bool,
}

impl MultipartWriter {
    pub(super) fn new(bucket: Bucket, location: Path, mode: PutMode) -> Self {
        let writer = ObjectWriter::new(bucket.clone());
        let nuid = writer.nuid().to_owned();
        let (first, turn) = oneshot::channel();
        let _ = first.send(writer);
        Self { bucket, nuid, location, mode, turn: Some(turn), committing: false }
    }
}

#[async_trait]
impl MultipartUpload for MultipartWriter {
    fn put_part(&mut self, data: PutPayload) -> UploadPart {
        let (done, next) = oneshot::channel();
        let turn = self.turn.replace(next);
        let location = self.location.clone();
        Box::pin(async move {
            let mut writer = ours(turn).await.map_err(|error| error.at(&location))?;
            for bytes in data {
                writer.write(bytes).await.map_err(|error| error.at(&location))?;
            }
            let _ = done.send(writer);
            Ok(())
        })
    }

    async fn complete(&mut self) -> object_store::Result<PutResult> {
        let writer = ours(self.turn.take()).await.map_err(|error| error.at(&self.location))?;
        self.committing = true;
        let written = writer.commit(self.location.as_ref(), &self.mode).await;
        let written = written.map_err(|error| error.at(&self.location))?;
        Ok(put_result(written))
    }

    async fn abort(&mut self) -> object_store::Result<()> {
        if self.committing {
            return Ok(());
        }
        match ours(self.turn.take()).await {
            Ok(mut writer) => writer.discard().await,
            Err(_) => discard(&self.bucket, &self.nuid).await,
        }
        Ok(())
    }
}

async fn ours(turn: Option<oneshot::Receiver<ObjectWriter>>) -> Result<ObjectWriter, BucketError> {
    let ended =
        || BucketError::broker("an earlier part of this upload failed, or the upload has ended");
    turn.ok_or_else(ended)?.await.map_err(|_| ended())
}
