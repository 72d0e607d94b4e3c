//! Chapters become one sound: their AAC frames one after another, as they come from the store.
//!
//! What the frames are is known from the tables beside the chapters, so the sound goes from the store into the file that is
//! made of it without being put down anywhere. It is compared with the tables as it goes by.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, ChapterEncoded};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use tokio::io::AsyncRead;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::io::StreamReader;

use crate::adts::{Malformed, Piece, Scan};
use crate::encode::PRIMING;
use crate::frame_table::{self, Counting};
use crate::mp4::{LONGEST, Sound};

/// Tables that are looked up at once.
const LOOKS: usize = 8;

/// Pieces that are read ahead.
const AHEAD: usize = 8;

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
    let form = tables.first().map(|table| table.form).filter(|form| form.rate_hz() == rate_hz);
    let form = form.ok_or(Wrong::Rate { rate_hz })?;
    let (mut sizes, mut checked) = (vec![], vec![]);
    for (at, (part, table)) in parts.iter().zip(tables).enumerate() {
        if table.form != form {
            return Err(Wrong::Form { number: at + 1 });
        }
        let priming = usize::try_from(PRIMING).unwrap_or(1).min(table.sizes.len());
        let dropped = if at == 0 && first == First::Kept { 0 } else { priming };
        sizes.extend_from_slice(&table.sizes[dropped..]);
        let source = part.source.clone();
        checked.push(Checked { number: at + 1, source, dropped, sizes: table.sizes });
    }
    let joined = Joined { blobs: blobs.clone(), parts: checked, broken: Broken::default() };
    Ok((Sound { form, sizes }, joined))
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
            Source::Stored(key) => frame_table::load(blobs, key).await,
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

/// The sound of chapters, to be read once.
#[derive(Debug)]
pub(crate) struct Joined {
    blobs: Blobs,
    parts: Vec<Checked>,
    broken: Broken,
}

/// Why reading broke off, for the one who started it: a reader can only pass on that it did.
#[derive(Debug, Clone, Default)]
pub(crate) struct Broken(Arc<Mutex<Option<Wrong>>>);

impl Broken {
    /// Why it broke off, if it did.
    pub(crate) fn why(&self) -> Option<Wrong> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn off(&self, wrong: Wrong) -> io::Error {
        let error = io::Error::other(wrong.to_string());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(wrong);
        error
    }
}

impl Joined {
    /// Reads it, a little ahead, in a task of its own.
    pub(crate) fn read(self) -> (impl AsyncRead + Send + Unpin, Broken) {
        let Self { blobs, parts, broken } = self;
        let ours = broken.clone();
        let opened = stream::iter(parts).then(move |part| part.read(blobs.clone()));
        let mut pieces = opened.try_flatten().map_err(move |wrong| ours.off(wrong)).boxed();
        let (ahead, ready) = mpsc::channel(AHEAD);
        let mut reading = JoinSet::new();
        reading.spawn(async move {
            while let Some(piece) = pieces.next().await {
                if ahead.send(piece).await.is_err() {
                    break;
                }
            }
        });
        let pieces = stream::try_unfold((ready, reading), |(mut ready, mut reading)| async move {
            if let Some(piece) = ready.recv().await {
                return piece.map(|piece| Some((piece, (ready, reading))));
            }
            // The end, unless the task has crashed.
            let ended = reading.join_next().await.unwrap_or(Ok(()));
            ended.map(|()| None).map_err(io::Error::other)
        });
        (StreamReader::new(pieces.boxed()), broken)
    }
}

/// A chapter that is compared with its table as it goes by.
#[derive(Debug)]
struct Checked {
    number: usize,
    source: Source,
    /// Frames at the beginning that are left out.
    dropped: usize,
    sizes: Vec<u16>,
}

impl Checked {
    async fn read(self, blobs: Blobs) -> Result<Pieces, Wrong> {
        let pieces = self.source.open(&blobs, self.number).await?;
        let state = (pieces, Scan::default(), 0, self);
        let read = stream::try_unfold(state, move |(mut pieces, mut scan, mut frames, part)| {
            let blobs = blobs.clone();
            async move {
                let kept = match pieces.try_next().await? {
                    Some(bytes) => part.kept(&bytes, &mut scan, &mut frames)?.map(Some),
                    None => part.ended(&scan, frames)?.then_some(None),
                };
                match kept {
                    Some(kept) => Ok(kept.map(|kept| (kept, (pieces, scan, frames, part)))),
                    None => Err(part.untrue(&blobs).await),
                }
            }
        });
        Ok(read.boxed())
    }

    /// What of `bytes` goes into the file; `None` where the table is not true.
    fn kept(
        &self,
        bytes: &[u8],
        scan: &mut Scan,
        frames: &mut usize,
    ) -> Result<Option<Bytes>, Wrong> {
        let (mut kept, mut is_true) = (Vec::with_capacity(bytes.len()), true);
        let found = |piece: Piece<'_>| match piece {
            Piece::Frame(size) => {
                is_true &= self.sizes.get(*frames) == Some(&size);
                *frames += 1;
            }
            Piece::Sound(bytes) if *frames > self.dropped => kept.extend_from_slice(bytes),
            Piece::Sound(_) => {}
        };
        let number = self.number;
        scan.push(bytes, found).map_err(|source| Wrong::Malformed { number, source })?;
        Ok(is_true.then(|| Bytes::from(kept)))
    }

    /// Whether all frames of the table went by.
    fn ended(&self, scan: &Scan, frames: usize) -> Result<bool, Wrong> {
        let number = self.number;
        scan.end().map_err(|source| Wrong::Malformed { number, source })?;
        Ok(frames == self.sizes.len())
    }

    /// Removes the table, so that the next attempt counts.
    async fn untrue(&self, blobs: &Blobs) -> Wrong {
        let number = self.number;
        let removed = match &self.source {
            Source::Stored(key) => frame_table::remove(blobs, key).await,
            Source::Silent(_) => Ok(()),
        };
        removed.map_or_else(|source| Wrong::Read { number, source }, |()| Wrong::Table { number })
    }
}
