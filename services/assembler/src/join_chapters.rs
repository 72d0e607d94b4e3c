//! Joins chapters into one sound: their AAC frames one after another, as they come from the store.
//!
//! The frame tables beside the chapters describe the frames, so the sound is streamed from the store into the finished file
//! without an intermediate file. It is compared with the tables on the way.

mod joined;
mod source;

use std::path::PathBuf;
use std::sync::Arc;

use blobs::Blobs;
use bus::Failure;
use contract::ChapterEncoded;
use futures::{StreamExt, TryStreamExt, stream};
use service::{JobStore, lost_chapter};

use media::adts::AdtsFormat;

use crate::chapter_store;
use joined::{CheckedPart, Joined};
use media::frame_table::FrameTable;
use media::mp4::MAX_FRAMES;
use source::{FrameSource, JoinError, forget};

/// Tables that are loaded at once.
const LOOKS: usize = 8;

/// A chapter of the file: its frames, and where they are.
#[derive(Debug, Clone)]
pub(crate) struct JoinPart {
    pub(crate) title: String,
    pub(crate) frames: u64,
    source: FrameSource,
}

/// The silence that stands in for a chapter of which nothing could be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SilentChapter {
    pub(crate) path: PathBuf,
    pub(crate) frames: u64,
}

/// What to do with priming frames. Those of later chapters are always dropped, because the chapter before provides the sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Priming {
    /// Keep them before the first chapter.
    Kept,
    /// Drop them there, too.
    Dropped,
}

impl JoinPart {
    /// A chapter as it was encoded; `silence` replaces a chapter of which nothing could be spoken.
    pub(crate) fn new(
        title: &str,
        chapter: &ChapterEncoded,
        silence: Option<&SilentChapter>,
    ) -> Self {
        let title = title.to_owned();
        match silence {
            Some(silence) if chapter.frames == 0 => Self {
                title,
                frames: silence.frames,
                source: FrameSource::Silent(silence.path.clone()),
            },
            _ => {
                let source = FrameSource::Stored(chapter.audio.clone());
                Self { title, frames: chapter.frames, source }
            }
        }
    }
}

/// The failure of a job whose `chapters` could not be joined; one that is gone or damaged is encoded again.
pub(crate) async fn join_failure(
    store: &JobStore,
    chapters: &[ChapterEncoded],
    error: JoinError,
) -> Failure {
    if let Some(lost) = error.lost().and_then(|number| chapters.get(number.checked_sub(1)?)) {
        let why = chassis::one_line(&error.into());
        return match store.blobs.delete(&lost.audio).await {
            Ok(()) => lost_chapter(lost, &why),
            Err(error) => store.failure(error),
        };
    }
    match error {
        JoinError::Read { source, .. } if source.is_passing() => store.failure(source),
        error => Failure::retry(error),
    }
}

/// Joins `parts`. Returns the frame table of the result, and a reader of its frames.
pub(crate) async fn join_chapters(
    blobs: &Blobs,
    parts: &[JoinPart],
    rate_hz: u32,
    first: Priming,
    progress: &(dyn Fn() + Send + Sync),
) -> Result<(FrameTable, Joined), JoinError> {
    let frames = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.frames));
    if frames > MAX_FRAMES {
        return Err(JoinError::TooLong { frames });
    }
    let tables = parts.iter().enumerate().map(|(at, part)| part.table(blobs, at + 1, progress));
    let tables: Vec<FrameTable> =
        stream::iter(tables.collect::<Vec<_>>()).buffered(LOOKS).try_collect().await?;
    let all: Arc<[FrameSource]> = parts.iter().map(|part| part.source.clone()).collect();
    let format = match format_of(&tables, rate_hz) {
        Ok(format) => format,
        Err(wrong) => {
            // The tables may be wrong.
            forget(blobs, &all).await?;
            return Err(wrong);
        }
    };
    let (mut sizes, mut checked) = (vec![], vec![]);
    for (at, (part, table)) in parts.iter().zip(tables).enumerate() {
        let dropped = if at == 0 && first == Priming::Kept { 0 } else { table.priming() };
        sizes.extend_from_slice(&table.sizes[dropped..]);
        let source = part.source.clone();
        checked.push(CheckedPart { number: at + 1, source, dropped, table });
    }
    Ok((FrameTable { format, sizes }, Joined { blobs: blobs.clone(), all, parts: checked }))
}

/// The AAC format that all chapters share.
fn format_of(tables: &[FrameTable], rate_hz: u32) -> Result<AdtsFormat, JoinError> {
    let format =
        tables.first().map(|table| table.format).filter(|format| format.rate_hz() == rate_hz);
    let format = format.ok_or(JoinError::Rate { rate_hz })?;
    match tables.iter().position(|table| table.format != format) {
        Some(at) => Err(JoinError::Form { number: at + 1 }),
        None => Ok(format),
    }
}

impl JoinPart {
    /// The frame table of a chapter: the stored one, or else counted.
    async fn table(
        &self,
        blobs: &Blobs,
        number: usize,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<FrameTable, JoinError> {
        let kept = match &self.source {
            FrameSource::Stored(key) => chapter_store::load_table(blobs, key).await,
            FrameSource::Silent(_) => Ok(None),
        };
        let table = match kept.map_err(|source| JoinError::Read { number, source })? {
            Some(table) if table.sizes.len() as u64 == self.frames => table,
            _ => self.source.count(blobs, number, progress).await?,
        };
        progress();
        match table.sizes.len() as u64 {
            found if found != self.frames => {
                Err(JoinError::Frames { number, found, expected: self.frames })
            }
            _ => Ok(table),
        }
    }
}
