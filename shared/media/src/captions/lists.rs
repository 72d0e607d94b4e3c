//! Lists of chapters: plain text, and the cue sheets of players and burners.

use std::io::{self, Write};

use super::clock::clock;
use crate::book_timeline::BookTimeline;

/// Frames in a second of a cue sheet.
const FRAMES: u64 = 75;

/// A line for each chapter: its start and its title.
pub(super) fn write_chapters(book: &BookTimeline<'_>, to: &mut impl Write) -> io::Result<()> {
    for chapter in &book.chapters {
        writeln!(to, "{} {}", clock(book.ms(chapter.start), '.'), chapter.title)?;
    }
    Ok(())
}

/// A cue sheet of the file called `sound`. Minutes and tracks go beyond 99 in long books.
pub(super) fn write_cue(
    book: &BookTimeline<'_>,
    sound: &str,
    to: &mut impl Write,
) -> io::Result<()> {
    let metadata = &book.plan.metadata;
    let author = quoted(&metadata.authors.join(", "));
    writeln!(to, "REM GENRE Audiobook\nPERFORMER {author}\nTITLE {}", quoted(&metadata.title))?;
    let kind = if sound.ends_with(".mp3") { "MP3" } else { "WAVE" };
    writeln!(to, "FILE {} {kind}", quoted(sound))?;
    for (number, chapter) in (1..).zip(&book.chapters) {
        let frames = chapter.start * FRAMES / u64::from(book.rate_hz.max(1));
        let (seconds, frames) = (frames / FRAMES, frames % FRAMES);
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        writeln!(to, "  TRACK {number:02} AUDIO\n    TITLE {}", quoted(&chapter.title))?;
        writeln!(to, "    PERFORMER {author}\n    INDEX 01 {minutes:02}:{seconds:02}:{frames:02}")?;
    }
    Ok(())
}

/// Quotes a text. Cue sheets cannot contain a double quote, so it becomes a single one.
fn quoted(text: &str) -> String {
    let safe = |c: char| match c {
        '"' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    format!("\"{}\"", text.chars().map(safe).collect::<String>())
}
