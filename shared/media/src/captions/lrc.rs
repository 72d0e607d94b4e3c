//! LRC: lines with times for music players; words have times of their own, as in the enhanced format.

use std::io::{self, Write};

use super::cues::{Cue, cues};
use crate::book_timeline::BookTimeline;

/// Writes the whole book.
pub(super) fn write(book: &BookTimeline<'_>, to: &mut impl Write) -> io::Result<()> {
    let metadata = &book.plan.metadata;
    let chapter = match book.chapters.as_slice() {
        [chapter] => Some(chapter.title.as_str()),
        _ => None,
    };
    tag(to, "ar", &metadata.authors.join(", "))?;
    tag(to, "al", &metadata.title)?;
    tag(to, "ti", chapter.unwrap_or(&metadata.title))?;
    let seconds = book.ms(book.samples) / 1000;
    tag(to, "length", &format!("{:02}:{:02}", seconds / 60, seconds % 60))?;
    let mut last = 0;
    for sentence in book.chapters.iter().flat_map(|chapter| &chapter.sentences) {
        for cue in cues(sentence) {
            // Players show a line until the next one begins.
            if cue.start > last + u64::from(book.rate_hz) * 3 {
                writeln!(to, "[{}]", time(book, last))?;
            }
            writeln!(to, "[{}]{}", time(book, cue.start), text(book, &cue))?;
            last = cue.end;
        }
    }
    writeln!(to, "[{}]", time(book, last))
}

fn tag(to: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    let value: String =
        value.chars().map(|c| if c.is_control() || c == ']' { ' ' } else { c }).collect();
    if value.is_empty() { Ok(()) } else { writeln!(to, "[{name}:{value}]") }
}

fn text(book: &BookTimeline<'_>, cue: &Cue<'_>) -> String {
    let mut text = String::new();
    for (at, token) in cue.lines.iter().flatten().enumerate() {
        text.push_str(if at > 0 && token.spaced { " " } else { "" });
        if token.told {
            text.push_str(&format!("<{}>", time(book, token.start)));
        }
        text.push_str(token.text);
    }
    text
}

/// Minutes, seconds, and hundredths.
fn time(book: &BookTimeline<'_>, sample: u64) -> String {
    let hundredths = (book.ms(sample) + 5) / 10;
    let (minutes, seconds) = (hundredths / 6000, hundredths / 100 % 60);
    format!("{minutes:02}:{seconds:02}.{:02}", hundredths % 100)
}
