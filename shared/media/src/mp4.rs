//! Muxes MP4 files with one AAC track and chapters (M4B): makes the bytes before the sound.
//!
//! The index comes first, so that players can start before they have the whole file. It contains no date and no trace of the
//! machine: the same sound, marks and tags give the same bytes.

mod boxes;
mod chapter_track;
mod sound_track;
mod track;

use std::io;

use bytes::Bytes;
use futures::stream;
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;

use crate::chapter_marks::ChapterMark;
use crate::frame_table::FrameTable;
use boxes::Boxes;
use chapter_track::ChapterTrack;
use track::{MOVIE_HZ, put_no_dates, put_upright};

/// Most frames of a file: thousands of hours, well below the limits of sizes and lengths in the format.
pub const MAX_FRAMES: u64 = 1 << 28;

/// Sizes of frames that are written at once.
const SIZES: usize = 16 * 1024;

/// The header of a file, before its sound. The table of sizes is kept in two bytes per frame.
#[derive(Debug)]
pub struct Mp4Header {
    before_sizes: Vec<u8>,
    sizes: Vec<u16>,
    after_sizes: Vec<u8>,
}

/// Makes the header for `sound` in a file with chapters at `marks`, or without any; `tags` is a box that describes the book.
pub fn header(sound: FrameTable, marks: &[ChapterMark], tags: &[u8]) -> Mp4Header {
    let chapters = ChapterTrack { marks, rate_hz: sound.format.rate_hz() };
    let mut boxes = lay(&sound, chapters, tags, 0);
    loop {
        // The header contains the place where the sound begins, and that place depends on the size of the header.
        let size = boxes.size();
        boxes = lay(&sound, chapters, tags, size);
        if boxes.size() == size {
            let (before_sizes, after_sizes) = boxes.halves();
            return Mp4Header { before_sizes, sizes: sound.sizes, after_sizes };
        }
    }
}

impl Mp4Header {
    /// Its number of bytes.
    #[cfg(test)]
    fn size(&self) -> u64 {
        (self.before_sizes.len() + self.sizes.len() * 4 + self.after_sizes.len()) as u64
    }

    /// Its bytes.
    pub fn read(self) -> impl AsyncRead + Send + Unpin {
        let Self { before_sizes, sizes, after_sizes } = self;
        let pieces = sizes.len().div_ceil(SIZES);
        let piece = move |at| {
            let sizes = sizes[at * SIZES..].iter().take(SIZES);
            Ok::<Bytes, io::Error>(sizes.flat_map(|&size| u32::from(size).to_be_bytes()).collect())
        };
        let sizes = StreamReader::new(stream::iter((0..pieces).map(piece)));
        io::Cursor::new(before_sizes).chain(sizes).chain(io::Cursor::new(after_sizes))
    }
}

/// Lays out the header of sound that begins at `sound_at`.
fn lay(sound: &FrameTable, chapters: ChapterTrack<'_>, tags: &[u8], sound_at: u64) -> Boxes {
    let texts = chapters.texts();
    let mut boxes = Boxes::default();
    put_file_type(&mut boxes);
    boxes.boxed(*b"moov", |boxes| {
        put_movie(boxes, sound.movie_ticks());
        let has_chapters = !chapters.marks.is_empty();
        sound.put(boxes, sound_at, has_chapters.then_some(chapter_track::NUMBER));
        if has_chapters {
            chapters.put(boxes, sound_at.saturating_sub(texts.len() as u64));
        }
        boxes.boxed(*b"udta", |boxes| {
            boxes.put(tags);
            chapters.put_older(boxes);
        });
    });
    put_mdat_header(&mut boxes, texts.len() as u64 + sound.size());
    boxes.put(&texts);
    boxes
}

/// An MP4 file without sound, whose `moov` box comes last: tags are appended to it.
pub fn empty() -> Vec<u8> {
    let mut boxes = Boxes::default();
    put_file_type(&mut boxes);
    put_mdat_header(&mut boxes, 0);
    boxes.boxed(*b"moov", |boxes| {
        put_movie(boxes, 0);
        boxes.boxed(*b"udta", |_| {});
    });
    boxes.halves().1
}

fn put_file_type(boxes: &mut Boxes) {
    boxes.boxed(*b"ftyp", |boxes| boxes.put(b"M4A \0\0\x02\0M4A isomiso2"));
}

fn put_movie(boxes: &mut Boxes, ticks: u64) {
    boxes.timed(*b"mvhd", 0, ticks, |boxes, wide| {
        put_no_dates(boxes, wide);
        boxes.u32(MOVIE_HZ);
        boxes.number(ticks, wide);
        // Played at its own speed and at full volume.
        boxes.words([0x1_0000, 0x100_0000, 0, 0]);
        put_upright(boxes);
        boxes.zeros(24);
        boxes.u32(chapter_track::NUMBER + 1);
    });
}

/// Puts the size and name of a box with `content` bytes.
fn put_mdat_header(boxes: &mut Boxes, content: u64) {
    let size = content + 8;
    if size > u32::MAX.into() {
        boxes.u32(1);
        boxes.put(b"mdat");
        boxes.number(size + 8, true);
    } else {
        boxes.number(size, false);
        boxes.put(b"mdat");
    }
}

#[cfg(test)]
mod tests;
