//! Chapter marks in the text form that ffmpeg reads.

use std::fmt::Write;

/// Bytes of a title that every player takes; the count is one byte in one of the two chapter lists.
const TITLE_BYTES: usize = 255;

/// A chapter of the finished file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) title: String,
    /// First sample, in the finished file.
    pub(crate) start: u64,
    /// One past the last sample.
    pub(crate) end: u64,
}

/// Writes `marks` as an ffmetadata file.
pub(crate) fn ffmetadata(marks: &[Mark], rate_hz: u32) -> String {
    let mut text = ";FFMETADATA1\n".to_owned();
    for (at, mark) in marks.iter().enumerate() {
        let title = title(&mark.title, at + 1);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "[CHAPTER]\nTIMEBASE=1/{rate_hz}\nSTART={}\nEND={}\ntitle={}\n",
            mark.start,
            mark.end,
            escape(&title)
        );
    }
    text
}

/// Makes a title that is one line, not empty, and not too long; `number` names the chapter where nothing else does.
fn title(text: &str, number: usize) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return format!("Chapter {number}");
    }
    line[..line.floor_char_boundary(TITLE_BYTES)].trim_end().to_owned()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '=' | ';' | '#' | '\\' | '\n') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(title_of_book: &str, expected: &str) {
        let mark = Mark { title: title_of_book.to_owned(), start: 0, end: 2_048 };
        let text = ffmetadata(&[mark], 24_000);
        assert_eq!(
            text,
            format!(
                ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/24000\nSTART=0\nEND=2048\ntitle={expected}\n"
            )
        );
    }

    #[test]
    fn titles_cannot_say_anything_but_titles() {
        check("One", "One");
        check("a=b;c#d\\e", "a\\=b\\;c\\#d\\\\e");
        check("Two\n[CHAPTER]\nSTART=9", "Two [CHAPTER] START\\=9");
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
