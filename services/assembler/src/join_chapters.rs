//! Chapters become one sound: their AAC frames one after another, as they come from the store.
//!
//! What the frames are is known from the tables beside the chapters, so the sound goes from the store into the file that is
//! made of it without being put down anywhere. It is compared with the tables as it goes by.

mod joined;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, ChapterEncoded};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};

use media::adts::{Form, Malformed};
use media::frame_table::Counting;

use crate::chapter_store;
use joined::{Checked, Joined};
use media::mp4::{LONGEST, Sound};

/// Tables that are looked up at once.
const LOOKS: usize = 8;

/// A chapter of the file: its frames, and where they are.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) frames: u64,
    source: Source,
}

/// What stands for a chapter of which nothing could be spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Silence {
    pub(crate) path: PathBuf,
    pub(crate) frames: u64,
}

/// Where the frames of a chapter are.
#[derive(Debug, Clone)]
enum Source {
    Stored(BlobKey),
    Silent(PathBuf),
}

/// What becomes of the frames that the encoder puts first. Those of later chapters are dropped: what lies before them is real.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// They stay before the first chapter.
    Kept,
    /// They are dropped there, too.
    Dropped,
}

impl Part {
    /// A chapter as it was encoded; where nothing of it could be spoken, `silence` stands for it.
    pub(crate) fn new(title: &str, chapter: &ChapterEncoded, silence: Option<&Silence>) -> Self {
        let title = title.to_owned();
        match silence {
            Some(silence) if chapter.frames == 0 => {
                Self { title, frames: silence.frames, source: Source::Silent(silence.path.clone()) }
            }
            _ => {
                let source = Source::Stored(chapter.audio.clone());
                Self { title, frames: chapter.frames, source }
            }
        }
    }
}

/// Why chapters could not be joined.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Wrong {
    #[error("could not read chapter {number}")]
    Read { number: usize, source: blobs::Error },
    #[error("could not read the scratch folder")]
    Scratch(#[from] io::Error),
    #[error("chapter {number} is not proper AAC: {source}")]
    Malformed { number: usize, source: Malformed },
    #[error("chapter {number} has {found} AAC frames where {expected} were announced")]
    Frames { number: usize, found: u64, expected: u64 },
    #[error("chapter {number} has other AAC frames than the table beside it says")]
    Table { number: usize },
    #[error("chapter {number} has AAC of another form than the first one")]
    Form { number: usize },
    #[error("the chapters have another rate than {rate_hz}")]
    Rate { rate_hz: u32 },
    #[error("the book has {frames} AAC frames, which is more than a file can hold")]
    TooLong { frames: u64 },
}

/// Joins `parts`. Returns what the frames are, and what reads them, behind one another and without anything between.
pub(crate) async fn join_chapters(
    blobs: &Blobs,
    parts: &[Part],
    rate_hz: u32,
    first: First,
    progress: &(dyn Fn() + Send + Sync),
) -> Result<(Sound, Joined), Wrong> {
    let frames = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.frames));
    if frames > LONGEST {
        return Err(Wrong::TooLong { frames });
    }
    let tables = parts.iter().enumerate().map(|(at, part)| part.table(blobs, at + 1, progress));
    let tables: Vec<Sound> =
        stream::iter(tables.collect::<Vec<_>>()).buffered(LOOKS).try_collect().await?;
    let all: Arc<[Source]> = parts.iter().map(|part| part.source.clone()).collect();
    let form = match form_of(&tables, rate_hz) {
        Ok(form) => form,
        Err(wrong) => {
            // It may be the tables that are wrong.
            forget(blobs, &all).await?;
            return Err(wrong);
        }
    };
    let (mut sizes, mut checked) = (vec![], vec![]);
    for (at, (part, table)) in parts.iter().zip(tables).enumerate() {
        let dropped = if at == 0 && first == First::Kept { 0 } else { table.priming() };
        sizes.extend_from_slice(&table.sizes[dropped..]);
        let source = part.source.clone();
        checked.push(Checked { number: at + 1, source, dropped, table });
    }
    Ok((Sound { form, sizes }, Joined { blobs: blobs.clone(), all, parts: checked }))
}

/// The form that all chapters share.
fn form_of(tables: &[Sound], rate_hz: u32) -> Result<Form, Wrong> {
    let form = tables.first().map(|table| table.form).filter(|form| form.rate_hz() == rate_hz);
    let form = form.ok_or(Wrong::Rate { rate_hz })?;
    match tables.iter().position(|table| table.form != form) {
        Some(at) => Err(Wrong::Form { number: at + 1 }),
        None => Ok(form),
    }
}

/// Removes the tables of `sources`, so that the next attempt counts: where one is not true, others may be as untrue.
async fn forget(blobs: &Blobs, sources: &[Source]) -> Result<(), Wrong> {
    for (at, source) in sources.iter().enumerate() {
        if let Source::Stored(key) = source {
            let removed = chapter_store::remove_table(blobs, key).await;
            removed.map_err(|source| Wrong::Read { number: at + 1, source })?;
        }
    }
    Ok(())
}

type Pieces = BoxStream<'static, Result<Bytes, Wrong>>;

impl Part {
    /// What the frames are: as the table says, or counted where there is none.
    async fn table(
        &self,
        blobs: &Blobs,
        number: usize,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Sound, Wrong> {
        let kept = match &self.source {
            Source::Stored(key) => chapter_store::load_table(blobs, key).await,
            Source::Silent(_) => Ok(None),
        };
        let table = match kept.map_err(|source| Wrong::Read { number, source })? {
            Some(table) if table.sizes.len() as u64 == self.frames => table,
            _ => self.source.count(blobs, number, progress).await?,
        };
        progress();
        match table.sizes.len() as u64 {
            found if found != self.frames => {
                Err(Wrong::Frames { number, found, expected: self.frames })
            }
            _ => Ok(table),
        }
    }
}

impl Source {
    async fn count(
        &self,
        blobs: &Blobs,
        number: usize,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Sound, Wrong> {
        let malformed = |source| Wrong::Malformed { number, source };
        let mut pieces = self.open(blobs, number).await?;
        let mut counting = Counting::default();
        while let Some(bytes) = pieces.try_next().await? {
            counting.push(&bytes).map_err(malformed)?;
            progress();
        }
        counting.end().map_err(malformed)
    }

    async fn open(&self, blobs: &Blobs, number: usize) -> Result<Pieces, Wrong> {
        let read = move |source| Wrong::Read { number, source };
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
