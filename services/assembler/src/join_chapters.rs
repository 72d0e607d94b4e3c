//! Chapters become one sound: their AAC frames one after another, as they come from the store.

use std::path::{Path, PathBuf};

use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, ChapterEncoded};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

use crate::adts::{Form, Malformed, Piece, Scan};
use crate::encode::PRIMING;
use crate::mp4::{LONGEST, Sound};

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
    #[error("could not read or write the scratch folder")]
    Scratch(#[from] std::io::Error),
    #[error("chapter {number} is not proper AAC: {source}")]
    Malformed { number: usize, source: Malformed },
    #[error("chapter {number} has {found} AAC frames where {expected} were announced")]
    Frames { number: usize, found: u64, expected: u64 },
    #[error("chapter {number} has AAC of another form than the first one")]
    Form { number: usize },
    #[error("the chapters have another rate than {rate_hz}")]
    Rate { rate_hz: u32 },
    #[error("the book has {frames} AAC frames, which is more than a file can hold")]
    TooLong { frames: u64 },
}

/// Joins `parts` into a file in `folder`: nothing but frames, behind one another. Returns what the frames are, and the file.
pub(crate) async fn join_chapters(
    blobs: &Blobs,
    parts: &[Part],
    rate_hz: u32,
    folder: &Path,
    progress: &(dyn Fn() + Send + Sync),
) -> Result<(Sound, File), Wrong> {
    let frames = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.frames));
    let room = usize::try_from(frames).ok().filter(|_| frames <= LONGEST);
    let sizes = Vec::with_capacity(room.ok_or(Wrong::TooLong { frames })?);
    let path = folder.join("book.aac");
    let file = File::options().read(true).write(true).create_new(true).open(path).await?;
    let mut joining = Joining { file, form: None, sizes };
    for (at, part) in parts.iter().enumerate() {
        joining.take(open(blobs, part, at + 1).await?, at + 1, part.frames, progress).await?;
    }
    let Joining { mut file, form, sizes } = joining;
    file.flush().await?;
    match form.filter(|form| form.rate_hz() == rate_hz) {
        Some(form) => Ok((Sound { form, sizes }, file)),
        None => Err(Wrong::Rate { rate_hz }),
    }
}

/// The joined sound, as far as it is.
#[derive(Debug)]
struct Joining {
    file: File,
    form: Option<Form>,
    sizes: Vec<u16>,
}

impl Joining {
    /// Takes chapter `number`, of `expected` frames; of all but the first chapter, the priming frame is dropped.
    async fn take(
        &mut self,
        mut sound: Pieces,
        number: usize,
        expected: u64,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<(), Wrong> {
        let malformed = |source| Wrong::Malformed { number, source };
        let (mut scan, mut frames) = (Scan::default(), 0);
        let mut kept = vec![];
        while let Some(bytes) = sound.try_next().await? {
            let found = |piece: Piece<'_>| {
                frames += u64::from(matches!(piece, Piece::Frame(_)));
                match piece {
                    _ if number > 1 && frames <= PRIMING => {}
                    Piece::Frame(size) => self.sizes.push(size),
                    Piece::Sound(bytes) => kept.extend_from_slice(bytes),
                }
            };
            scan.push(&bytes, found).map_err(malformed)?;
            self.file.write_all(&kept).await?;
            kept.clear();
            progress();
        }
        let found = scan.end().map_err(malformed)?;
        if found != expected {
            return Err(Wrong::Frames { number, found, expected });
        }
        match scan.form() {
            Some(form) if *self.form.get_or_insert(form) == form => Ok(()),
            _ => Err(Wrong::Form { number }),
        }
    }
}

type Pieces = BoxStream<'static, Result<Bytes, Wrong>>;

async fn open(blobs: &Blobs, part: &Part, number: usize) -> Result<Pieces, Wrong> {
    let read = move |source| Wrong::Read { number, source };
    match &part.source {
        Source::Stored(key) => Ok(blobs.read(key, None).await.map_err(read)?.map_err(read).boxed()),
        Source::Silent(path) => {
            let bytes = tokio::fs::read(path).await?;
            Ok(stream::iter([Ok(Bytes::from(bytes))]).boxed())
        }
    }
}
