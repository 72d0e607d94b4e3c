//! Chapters become one file: their AAC frames one after another into ffmpeg, which only wraps them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, ChapterEncoded};
use futures::stream::{self, BoxStream};
use futures::{StreamExt, TryStreamExt};

use crate::adts::{Malformed, Scan};
use crate::chapter_marks::{Mark, ffmetadata};
use crate::encode::{Encoded, PRIMING};
use crate::ffmpeg::{Error, Ffmpeg};
use crate::timeline::FRAME;

/// Chapters that the older of the two chapter lists can count.
const OLD_LIST: usize = 255;

/// Packets that ffmpeg may read ahead. It naps whenever it has read too many, and with its own small number it naps most of
/// the time: a minute for half an hour of sound.
const READ_AHEAD: &str = "4096";

/// Longest extra wait for the last of a long file.
const WRAP_UP: Duration = Duration::from_secs(120);

/// A chapter of the file: its frames, and where they are.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) title: String,
    pub(crate) frames: u64,
    pub(crate) sound: Sound,
}

/// Where the frames of a chapter are.
#[derive(Debug, Clone)]
pub(crate) enum Sound {
    Stored(BlobKey),
    Silent(PathBuf),
}

impl Part {
    /// A chapter as it was encoded; where nothing of it could be spoken, `silence` stands for it.
    pub(crate) fn new(title: &str, chapter: &ChapterEncoded, silence: Option<&Encoded>) -> Self {
        let title = title.to_owned();
        match silence {
            Some(silence) if chapter.frames == 0 => {
                Self { title, frames: silence.frames, sound: Sound::Silent(silence.path.clone()) }
            }
            _ => {
                let sound = Sound::Stored(chapter.audio.clone());
                Self { title, frames: chapter.frames, sound }
            }
        }
    }
}

/// Why chapters could not be joined.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Wrong {
    #[error(transparent)]
    Ffmpeg(#[from] Error),
    #[error("could not read chapter {number}")]
    Read { number: usize, source: blobs::Error },
    #[error("could not read or write the scratch folder")]
    Scratch(#[from] std::io::Error),
    #[error("chapter {number} is not proper AAC: {source}")]
    Malformed { number: usize, source: Malformed },
    #[error("chapter {number} has {found} AAC frames where {expected} were announced")]
    Frames { number: usize, found: u64, expected: u64 },
    #[error("chapter {number} has another rate than {rate_hz}")]
    Rate { number: usize, rate_hz: u32 },
}

/// Says where the chapters lie in the joined file. The encoder's priming frame stays only before the first one: it is part of
/// that chapter's time, and so every mark is exactly where its chapter's first sample is.
pub(crate) fn marks(parts: &[Part]) -> Vec<Mark> {
    let mut start = 0;
    let mark = |(at, part): (usize, &Part)| {
        let frames = if at == 0 { part.frames } else { part.frames - PRIMING };
        let end = start + frames * FRAME;
        let mark = Mark { title: part.title.clone(), start, end };
        start = end;
        mark
    };
    parts.iter().enumerate().map(mark).collect()
}

/// Joins `parts` into a file in `folder`.
pub(crate) async fn join_chapters(
    (ffmpeg, blobs): (&Ffmpeg, &Blobs),
    parts: &[Part],
    rate_hz: u32,
    folder: &Path,
    progress: &(dyn Fn() + Send + Sync),
) -> Result<PathBuf, Wrong> {
    let (path, notes) = (folder.join("book.m4b"), folder.join("chapters.txt"));
    tokio::fs::write(&notes, ffmetadata(&marks(parts), rate_hz)).await?;
    let chapter_lists = if parts.len() > OLD_LIST { "+disable_chpl" } else { "0" };
    let sound = ["-thread_queue_size", READ_AHEAD, "-f", "aac", "-i", "pipe:0"];
    let sound = sound.iter().chain(&["-f", "ffmetadata", "-i"]);
    let wrapping = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-c", "copy"];
    let exact = ["-fflags", "+bitexact", "-movflags", chapter_lists, "-f", "ipod"];
    let words = sound.map(|&word| OsStr::new(word)).chain([notes.as_os_str()]);
    let words = words.chain(wrapping.iter().chain(&exact).map(|&word| OsStr::new(word)));
    let mut running = ffmpeg.start(words.chain([path.as_os_str()]), folder)?;
    for (at, part) in parts.iter().enumerate() {
        let number = at + 1;
        let malformed = |source| Wrong::Malformed { number, source };
        let mut scan = Scan::default();
        let mut sound = open(blobs, part, number).await?;
        while let Some(bytes) = sound.try_next().await? {
            let behind_first = scan.push(&bytes).map_err(malformed)?;
            running.write(if at == 0 { &bytes } else { behind_first }).await?;
            progress();
        }
        let found = scan.end().map_err(malformed)?;
        if found != part.frames {
            return Err(Wrong::Frames { number, found, expected: part.frames });
        }
        if scan.rate_hz() != Some(rate_hz) {
            return Err(Wrong::Rate { number, rate_hz });
        }
    }
    running.finish(WRAP_UP, progress).await?;
    Ok(path)
}

async fn open(
    blobs: &Blobs,
    part: &Part,
    number: usize,
) -> Result<BoxStream<'static, Result<Bytes, Wrong>>, Wrong> {
    let read = move |source| Wrong::Read { number, source };
    match &part.sound {
        Sound::Stored(key) => Ok(blobs.read(key, None).await.map_err(read)?.map_err(read).boxed()),
        Sound::Silent(path) => {
            let bytes = tokio::fs::read(path).await?;
            Ok(stream::iter([Ok(Bytes::from(bytes))]).boxed())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_where_its_chapter_begins() {
        let part = |title: &str, frames| Part {
            title: title.to_owned(),
            frames,
            sound: Sound::Silent(PathBuf::new()),
        };

        let marks = marks(&[part("One", 11), part("Two", 6), part("Three", 2)]);

        let places: Vec<_> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
        assert_eq!(places, [(0, 11 * 1024), (11 * 1024, 16 * 1024), (16 * 1024, 17 * 1024)]);
    }
}
