//! `WebVTT`: cues of sentences with the start of each word.

use std::io::{self, Write};

use super::clock::clock;
use super::cues::{Cue, cues};
use crate::book_timeline::BookTimeline;

/// Writes the whole book.
pub(super) fn write(book: &BookTimeline<'_>, to: &mut impl Write) -> io::Result<()> {
    writeln!(to, "WEBVTT")?;
    for sentence in book.chapters.iter().flat_map(|chapter| &chapter.sentences) {
        for (at, cue) in (1..).zip(cues(sentence)) {
            let (start, end) = (book.ms(cue.start), book.ms(cue.end));
            if start >= end {
                continue;
            }
            writeln!(to, "\n{}-{}-{at}", sentence.segment, sentence.number + 1)?;
            writeln!(to, "{} --> {}", clock(start, '.'), clock(end, '.'))?;
            writeln!(to, "{}", text(book, &cue))?;
        }
    }
    Ok(())
}

/// A cue's text. Times in it must go forward, and lie within the cue.
fn text(book: &BookTimeline<'_>, cue: &Cue<'_>) -> String {
    let mut text = String::new();
    let (mut last, end) = (book.ms(cue.start), book.ms(cue.end));
    for (number, line) in cue.lines.iter().enumerate() {
        for (at, token) in line.iter().enumerate() {
            match (number, at) {
                (0, 0) => {}
                (_, 0) => text.push('\n'),
                _ if token.spaced => text.push(' '),
                _ => {}
            }
            let begins = book.ms(token.start);
            if token.told && begins > last && begins < end {
                text.push_str(&format!("<{}>", clock(begins, '.')));
                last = begins;
            }
            token.text.chars().for_each(|letter| match letter {
                '&' => text.push_str("&amp;"),
                '<' => text.push_str("&lt;"),
                '>' => text.push_str("&gt;"),
                letter => text.push(letter),
            });
        }
    }
    text
}
