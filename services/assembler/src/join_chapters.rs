//! Chapters become one sound: their AAC frames one after another, as they come from the store.
//!
//! What the frames are is known from the tables beside the chapters, so the sound goes from the store into the file that is
//! made of it without being put down anywhere. It is compared with the tables as it goes by.

mod joined;
mod source;

use std::path::PathBuf;
use std::sync::Arc;

use blobs::Blobs;
use bus::Failure;
use contract::ChapterEncoded;
use futures::{StreamExt, TryStreamExt, stream};

use media::adts::AdtsFormat;

use crate::chapter_store;
use crate::store::JobStore;
use joined::{CheckedPart, Joined};
use media::frame_table::FrameTable;
use media::mp4::MAX_FRAMES;
use source::{FrameSource, JoinError, forget};

/// Tables that are looked up at once.
const LOOKS: usize = 8;

/// A chapter of the file: its frames, and where they are.
#[derive(Debug, Clone)]
pub(crate) struct JoinPart {
    pub(crate) title: String,
    pub(crate) frames: u64,
    source: FrameSource,
}

/// What stands for a chapter of which nothing could be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SilentChapter {
    pub(crate) path: PathBuf,
    pub(crate) frames: u64,
}

/// What becomes of the frames that the encoder puts first. Those of later chapters are dropped: what lies before them is real.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Priming {
    /// They stay before the first chapter.
    Kept,
    /// They are dropped there, too.
    Dropped,
}

impl JoinPart {
    /// A chapter as it was encoded; where nothing of it could be spoken, `silence` stands for it.
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

/// What it means for a job that chapters could not be joined.
pub(crate) fn join_failure(store: &JobStore, error: JoinError) -> Failure {
    match error {
        JoinError::Read { source, .. } if source.is_passing() => store.failure(source),
        error => Failure::retry(error),
    }
}

/// Joins `parts`. Returns what the frames are, and what reads them, behind one another and without anything between.
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
            // It may be the tables that are wrong.
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

/// The form that all chapters share.
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
    /// What the frames are: as the table says, or counted where there is none.
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
