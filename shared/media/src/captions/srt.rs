//! `SubRip`: cues of sentences; nearly every video player reads it.

use std::io::{self, Write};

use super::clock::clock;
use super::cues::cues;
use super::tokens::CaptionToken;
use crate::book_timeline::BookTimeline;

/// Writes the whole book.
pub(super) fn write(book: &BookTimeline<'_>, to: &mut impl Write) -> io::Result<()> {
    let mut number = 0_u64;
    for sentence in book.chapters.iter().flat_map(|chapter| &chapter.sentences) {
        for cue in cues(sentence) {
            let (start, end) = (book.ms(cue.start), book.ms(cue.end));
            if start >= end {
                continue;
            }
            number += 1;
            writeln!(to, "{number}\n{} --> {}", clock(start, ','), clock(end, ','))?;
            for line in &cue.lines {
                writeln!(to, "{}", plain(line))?;
            }
            writeln!(to)?;
        }
    }
    Ok(())
}

/// The text of a line.
fn plain(line: &[CaptionToken<'_>]) -> String {
    let mut text = String::new();
    for (at, token) in line.iter().enumerate() {
        text.push_str(if at > 0 && token.spaced { " " } else { "" });
        text.push_str(token.text);
    }
    text
}
