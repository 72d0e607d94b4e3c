//! Where the frames of chapters come from, and why they could not be read.

use std::io;
use std::path::PathBuf;

use blobs::Blobs;
use bytes::Bytes;
use contract::BlobKey;
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use media::adts::AdtsError;
use media::frame_table::{Counting, FrameTable};

use crate::chapter_store;

/// Where the frames of a chapter are.
#[derive(Debug, Clone)]
pub(crate) enum FrameSource {
    Stored(BlobKey),
    Silent(PathBuf),
}

/// Why chapters could not be joined.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JoinError {
    #[error("could not read chapter {number}")]
    Read { number: usize, source: blobs::Error },
    #[error("could not read the scratch folder")]
    Scratch(#[from] io::Error),
    #[error("chapter {number} is not valid AAC: {source}")]
    Malformed { number: usize, source: AdtsError },
    #[error("chapter {number} has {found} AAC frames instead of {expected}")]
    Frames { number: usize, found: u64, expected: u64 },
    #[error("the AAC frames of chapter {number} differ from its frame table")]
    Table { number: usize },
    #[error("the AAC format of chapter {number} differs from that of the first")]
    Form { number: usize },
    #[error("the sample rate of the chapters is not {rate_hz} Hz")]
    Rate { rate_hz: u32 },
    #[error("the book has {frames} AAC frames, more than a file can hold")]
    TooLong { frames: u64 },
}

impl JoinError {
    /// The number of the chapter whose audio is gone or damaged, if that is why.
    pub(super) fn lost(&self) -> Option<usize> {
        match self {
            Self::Read {
                number,
                source: blobs::Error::NotFound { .. } | blobs::Error::Damaged { .. },
            }
            | Self::Malformed { number, .. }
            | Self::Frames { number, .. } => Some(*number),
            Self::Read { .. }
            | Self::Scratch(_)
            | Self::Table { .. }
            | Self::Form { .. }
            | Self::Rate { .. }
            | Self::TooLong { .. } => None,
        }
    }
}

/// The bytes of a chapter, block by block.
pub(super) type FrameByteStream = BoxStream<'static, Result<Bytes, JoinError>>;

/// Removes the tables of `sources`, so that the next attempt counts the frames: if one table is wrong, others may be, too.
pub(super) async fn forget(blobs: &Blobs, sources: &[FrameSource]) -> Result<(), JoinError> {
    for (at, source) in sources.iter().enumerate() {
        if let FrameSource::Stored(key) = source {
            let removed = chapter_store::remove_table(blobs, key).await;
            removed.map_err(|source| JoinError::Read { number: at + 1, source })?;
        }
    }
    Ok(())
}

impl FrameSource {
    pub(super) async fn count(
        &self,
        blobs: &Blobs,
        number: usize,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<FrameTable, JoinError> {
        let malformed = |source| JoinError::Malformed { number, source };
        let mut pieces = self.open(blobs, number).await?;
        let mut counting = Counting::default();
        while let Some(bytes) = pieces.try_next().await? {
            counting.push(&bytes).map_err(malformed)?;
            progress();
        }
        counting.end().map_err(malformed)
    }

    pub(super) async fn open(
        &self,
        blobs: &Blobs,
        number: usize,
    ) -> Result<FrameByteStream, JoinError> {
        let read = move |source| JoinError::Read { number, source };
        match self {
            Self::Stored(key) => {
                Ok(blobs.read(key, None).await.map_err(read)?.map_err(read).boxed())
            }
            Self::Silent(path) => {
                let bytes = tokio::fs::read(path).await?;
                Ok(stream::iter([Ok(Bytes::from(bytes))]).boxed())
            }
        }
    }
}
