//! Captions and lists of chapters: the book's timeline in the formats of players.

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

/// Writes `book` in `format`; `sound` is the name of the audio file that the captions belong to. Writes nothing in other
/// formats.
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

/// Whether a format belongs to a single audio file, so that each chapter's file can have one.
pub fn follows_sound(format: Format) -> bool {
    matches!(format, Format::Vtt | Format::Srt | Format::Lrc)
}

#[cfg(test)]
mod tests;
