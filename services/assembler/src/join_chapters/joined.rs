//! Streams the sound of chapters: reads ahead, leaves frames out, and compares the sound with the tables.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use blobs::Blobs;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use tokio::io::AsyncRead;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::io::StreamReader;

use super::source::{FrameByteStream, FrameSource, JoinError, forget};
use media::adts::{AdtsEvent, AdtsParser};
use media::frame_table::FrameTable;

/// Blocks of bytes that are read ahead.
const AHEAD: usize = 8;

/// The sound of chapters, to be read once.
#[derive(Debug)]
pub(crate) struct Joined {
    pub(super) blobs: Blobs,
    /// All chapters, read or not.
    pub(super) all: Arc<[FrameSource]>,
    pub(super) parts: Vec<CheckedPart>,
}

/// Why reading failed, for the caller: the reader itself can only report that it failed.
#[derive(Debug, Clone, Default)]
pub(crate) struct JoinFailure(Arc<Mutex<Option<JoinError>>>);

impl JoinFailure {
    /// Why reading failed, if it did.
    pub(crate) fn why(&self) -> Option<JoinError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn off(&self, wrong: JoinError) -> io::Error {
        let error = io::Error::other(wrong.to_string());
        // The first is the cause.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(wrong);
        error
    }
}

impl Joined {
    /// Reads it, a little ahead, in a task of its own.
    pub(crate) fn read(self) -> (impl AsyncRead + Send + Unpin, JoinFailure) {
        let Self { blobs, all, parts } = self;
        let broken = JoinFailure::default();
        let ours = broken.clone();
        let opened = stream::iter(parts).then(move |part| part.read(blobs.clone(), all.clone()));
        let mut pieces = opened.try_flatten().map_err(move |wrong| ours.off(wrong)).boxed();
        let (ahead, ready) = mpsc::channel(AHEAD);
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            while let Some(piece) = pieces.next().await {
                let broken = piece.is_err();
                if ahead.send(piece).await.is_err() || broken {
                    break;
                }
            }
        });
        let pieces = stream::try_unfold((ready, reading), |(mut ready, mut reading)| async move {
            if let Some(piece) = ready.recv().await {
                return piece.map(|piece| Some((piece, (ready, reading))));
            }
            // The sound has ended, unless the task has crashed.
            let ended = reading.join_next().await.unwrap_or(Ok(()));
            ended.map(|()| None).map_err(io::Error::other)
        });
        (StreamReader::new(pieces.boxed()), broken)
    }
}

/// A chapter that is compared with its table while it is streamed.
#[derive(Debug)]
pub(super) struct CheckedPart {
    pub(super) number: usize,
    pub(super) source: FrameSource,
    /// Frames at the beginning that are left out.
    pub(super) dropped: usize,
    pub(super) table: FrameTable,
}

impl CheckedPart {
    /// Reads it; if its table is wrong, the tables of `all` chapters are removed.
    async fn read(
        self,
        blobs: Blobs,
        all: Arc<[FrameSource]>,
    ) -> Result<FrameByteStream, JoinError> {
        let pieces = self.source.open(&blobs, self.number).await?;
        let state = (pieces, AdtsParser::default(), 0, self);
        let read = stream::try_unfold(state, move |(mut pieces, mut scan, mut frames, part)| {
            let (blobs, all) = (blobs.clone(), all.clone());
            async move {
                let kept = match pieces.try_next().await? {
                    Some(bytes) => part.kept(&bytes, &mut scan, &mut frames)?.map(Some),
                    None => part.ended(&scan, frames)?.then_some(None),
                };
                let Some(kept) = kept else {
                    forget(&blobs, &all).await?;
                    return Err(JoinError::Table { number: part.number });
                };
                Ok(kept.map(|kept| (kept, (pieces, scan, frames, part))))
            }
        });
        Ok(read.boxed())
    }

    /// The part of `bytes` that goes into the file; `None` if the table is wrong.
    fn kept(
        &self,
        bytes: &[u8],
        scan: &mut AdtsParser,
        frames: &mut usize,
    ) -> Result<Option<Bytes>, JoinError> {
        let (mut kept, mut is_true) = (Vec::with_capacity(bytes.len()), true);
        let found = |piece: AdtsEvent<'_>| match piece {
            AdtsEvent::Frame(size) => {
                is_true &= self.table.sizes.get(*frames) == Some(&size);
                *frames += 1;
            }
            AdtsEvent::Payload(bytes) if *frames > self.dropped => kept.extend_from_slice(bytes),
            AdtsEvent::Payload(_) => {}
        };
        let number = self.number;
        scan.push(bytes, found).map_err(|source| JoinError::Malformed { number, source })?;
        Ok(is_true.then(|| Bytes::from(kept)))
    }

    /// Whether the sound had exactly the frames of the table.
    fn ended(&self, scan: &AdtsParser, frames: usize) -> Result<bool, JoinError> {
        let number = self.number;
        scan.end().map_err(|source| JoinError::Malformed { number, source })?;
        Ok(frames == self.table.sizes.len() && scan.format() == Some(self.table.format))
    }
}
