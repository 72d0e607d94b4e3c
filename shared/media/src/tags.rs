//! Writes a book's metadata as the tags of each file format.

mod atoms;
mod comments;
mod error;
mod frames;
mod ogg;

use std::path::Path;

use contract::Format;
use lofty::config::WriteOptions;
use lofty::tag::TagExt as _;

use crate::book_tags::BookTags;
use crate::chapter_marks::ChapterMark;
pub use error::TagError;

use atoms::{of, tag_box};

/// Makes the box that describes `book` in an MP4 file, see [`crate::mp4::header`].
pub fn mp4_box(book: &BookTags) -> Result<Vec<u8>, TagError> {
    Ok(tag_box(&of(book))?)
}

/// Writes the metadata of `book` into a finished file, and its chapters at `marks`, in samples of `rate_hz`.
///
/// Earlier tags are replaced. The sound is not changed, and never completely in memory.
///
/// An MP4 file gets no chapters here: they are in its index, which is written with the sound. A WAV file gets nothing.
pub fn into_file(
    path: &Path,
    format: Format,
    book: &BookTags,
    marks: &[ChapterMark],
    rate_hz: u32,
) -> Result<(), TagError> {
    let options = WriteOptions::new().preferred_padding(0);
    match format {
        Format::M4b | Format::M4a => Ok(atoms::into_file(path, book)?),
        Format::Mp3 | Format::Mp3Chapters => {
            Ok(frames::of(book, marks, rate_hz).save_to_path(path, options)?)
        }
        Format::Flac => Ok(comments::of(book, marks, rate_hz)?.save_to_path(path, options)?),
        Format::Opus | Format::OpusChapters => {
            ogg::into_file(path, comments::of(book, marks, rate_hz)?, options)
        }
        Format::Wav
        | Format::Epub
        | Format::Vtt
        | Format::Srt
        | Format::Lrc
        | Format::Chapters
        | Format::Cue
        | Format::Timeline => Ok(()),
    }
}

#[cfg(test)]
mod tests;
