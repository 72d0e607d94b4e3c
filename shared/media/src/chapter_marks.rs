//! Chapter marks: the places and titles of the chapters in the finished file.

use crate::aac::{FRAME, PRIMING};

/// Bytes of a title that every player accepts: one of the two chapter lists stores the length in one byte.
const TITLE_BYTES: usize = 255;

/// A chapter of the finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChapterMark {
    /// One line, not empty, at most 255 bytes.
    pub title: String,
    /// First sample, in the finished file.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

/// Marks chapters of these titles and numbers of frames.
///
/// The priming frame is kept only before the first chapter and counts as part of it, so every other mark is exactly at the
/// first sample of its chapter.
pub fn marks<'a>(chapters: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<ChapterMark> {
    let mut start = 0;
    let mark = |(at, (text, frames)): (usize, (&str, u64))| {
        let frames = if at == 0 { frames } else { frames.saturating_sub(PRIMING) };
        let end = start + frames * FRAME;
        let mark = ChapterMark { title: title(text, at + 1), start, end };
        start = end;
        mark
    };
    chapters.into_iter().enumerate().map(mark).collect()
}

/// Marks chapters of these titles and lengths in a file without a priming frame.
pub fn plain_marks(chapters: impl IntoIterator<Item = (String, u64)>) -> Vec<ChapterMark> {
    let mut start = 0;
    let mark = |(title, samples): (String, u64)| {
        let mark = ChapterMark { title, start, end: start + samples };
        start = mark.end;
        mark
    };
    chapters.into_iter().map(mark).collect()
}

/// Makes a title that is one line, not empty, and not too long; a chapter without a title is called by its `number`.
pub fn title(text: &str, number: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return format!("Chapter {number}");
    }
    line[..line.floor_char_boundary(TITLE_BYTES)].trim_end().to_owned()
}

/// A mark's time in milliseconds.
pub(crate) fn milliseconds(samples: u64, rate_hz: u32) -> u64 {
    (samples * 1000 + u64::from(rate_hz) / 2) / u64::from(rate_hz)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_is_where_its_chapter_begins() {
        let marks = marks([("One", 11), ("Two", 6), ("Three", 2)]);

        let places: Vec<_> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
        assert_eq!(places, [(0, 11 * 1024), (11 * 1024, 16 * 1024), (16 * 1024, 17 * 1024)]);
    }

    #[test]
    fn titles_are_one_line_and_never_empty() {
        let check = |text: &str, expected: &str| assert_eq!(title(text, 1), expected);

        check("One", "One");
        check("a=b;c#d\\e", "a=b;c#d\\e");
        check("Two\n[CHAPTER]\nSTART=9", "Two [CHAPTER] START=9");
        check("  \t ", "Chapter 1");
        check("nul\0 and “quotes” 😀", "nul and “quotes” 😀");
    }

    #[test]
    fn long_titles_are_cut_between_characters() {
        for long in ["x".repeat(300), "é".repeat(200), "😀".repeat(100)] {
            let title = title(&long, 1);

            assert!(title.len() <= 255 && title.len() > 250, "{}", title.len());
            assert!(long.starts_with(&title));
        }
    }
}
