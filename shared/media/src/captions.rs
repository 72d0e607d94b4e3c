//! Captions and lists of chapters: the book's timeline, written in the forms that players read.

mod clock;
mod cues;
mod json;
mod lists;
mod lrc;
mod srt;
mod tokens;
mod vtt;

use std::io::{self, Write};

use contract::Format;

use crate::book_timeline::BookTimeline;

/// Writes what `format` makes of `book`; `sound` is the name of the file that it belongs to. Nothing where the format is none
/// of these.
pub fn write(
    format: Format,
    book: &BookTimeline<'_>,
    sound: &str,
    to: &mut impl Write,
) -> io::Result<()> {
    match format {
        Format::Vtt => vtt::write(book, to),
        Format::Srt => srt::write(book, to),
        Format::Lrc => lrc::write(book, to),
        Format::Chapters => lists::write_chapters(book, to),
        Format::Cue => lists::write_cue(book, sound, to),
        Format::Timeline => json::write(book, to),
        Format::M4b
        | Format::Mp3
        | Format::Opus
        | Format::Flac
        | Format::M4a
        | Format::Mp3Chapters
        | Format::OpusChapters
        | Format::Wav
        | Format::Epub => Ok(()),
    }
}

/// Whether a format goes with a sound, so that each chapter's file can have one.
pub fn follows_sound(format: Format) -> bool {
    matches!(format, Format::Vtt | Format::Srt | Format::Lrc)
}

#[cfg(test)]
mod tests;
