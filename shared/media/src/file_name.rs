//! Names for the finished files that every file system accepts.

use contract::Format;

/// Most bytes in a name, including its extension; leaves room for suffixes of other programs.
const LONGEST: usize = 150;

/// Names that Windows reserves for devices.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// One of several: its number, from 1, and how many there are.
pub type OneOf = (usize, usize);

/// Makes `Author - Title.<extension>`.
pub fn file_name(authors: &[String], title: &str, extension: &str) -> String {
    fitting(&FileNames::of(authors, title).stem, &format!(".{extension}"))
}

/// The names of a book's files, which all begin alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileNames {
    stem: String,
}

impl FileNames {
    /// Begins them with `Author - Title`.
    pub fn of(authors: &[String], title: &str) -> Self {
        let authors = plain(&authors.join(", "));
        let title = plain(title);
        let stem = match (authors.is_empty(), title.is_empty()) {
            (false, false) => format!("{authors} - {title}"),
            (true, true) => "Audiobook".to_owned(),
            _ => format!("{authors}{title}"),
        };
        Self { stem: no_device(stem) }
    }

    /// `Author - Title.<extension>`.
    pub fn file(&self, format: Format) -> String {
        self.ending(&format.suffix())
    }

    /// `Author - Title`, followed by `suffix`.
    pub fn ending(&self, suffix: &str) -> String {
        fitting(&self.stem, suffix)
    }

    /// `Author - Title - Part 1 of 3.<extension>`.
    pub fn part(&self, format: Format, (number, of): OneOf) -> String {
        fitting(&self.stem, &format!(" - Part {number} of {of}.{}", format.extension()))
    }

    /// `Author - Title (<extension>)/01 - Chapter.<extension>`.
    pub fn chapter(&self, format: Format, number: OneOf, title: &str) -> String {
        self.beside_chapter(format, number, title, format.extension())
    }

    /// The name of a file that belongs to a chapter's file in `format`: the same, but for its extension.
    pub fn beside_chapter(
        &self,
        format: Format,
        (number, of): OneOf,
        title: &str,
        extension: &str,
    ) -> String {
        let folder = fitting(&self.stem, &format!(" ({})", format.extension()));
        let digits = of.to_string().len().max(2);
        let file = match plain(title).as_str() {
            "" => format!("{number:0digits$}"),
            title => format!("{number:0digits$} - {title}"),
        };
        format!("{folder}/{}", fitting(&file, &format!(".{extension}")))
    }
}

/// Makes a name of `text` alone, for a folder or a file; empty if no character of it may be in a name.
pub fn safe(text: &str) -> String {
    fitting(&no_device(plain(text)), "")
}

/// Changes a name that is reserved for a device.
fn no_device(mut stem: String) -> String {
    let device = stem.split('.').next().unwrap_or_default().trim().to_uppercase();
    if RESERVED.contains(&device.as_str()) {
        stem.insert(0, '_');
    }
    stem
}

/// Cuts `stem`, so that `behind` fits after it.
fn fitting(stem: &str, behind: &str) -> String {
    let room = LONGEST.saturating_sub(behind.len());
    let stem = stem[..stem.floor_char_boundary(room)].trim_end_matches(['.', ' ']);
    format!("{stem}{behind}")
}

/// Replaces characters that file systems refuse or that are invisible, and collapses spaces.
fn plain(text: &str) -> String {
    let safe = |c: char| match c {
        '/' | '\\' | ':' | '|' => '-',
        '"' => '\'',
        '<' | '>' | '?' | '*' => ' ',
        c if c.is_control() || is_invisible(c) => ' ',
        c => c,
    };
    let text: String = text.chars().map(safe).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_matches(['.', ' ']).to_owned()
}

/// Marks of direction and of no width: they can make a name look like another one.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(authors: &[&str], title: &str, expected: &str) {
        let authors: Vec<String> = authors.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(FileNames::of(&authors, title).file(Format::M4b), expected);
    }

    #[test]
    fn files_of_a_kind_are_numbered_in_their_order() {
        let names = FileNames::of(&["A. Tester".to_owned()], "Title");

        let part = names.part(Format::Mp3, (2, 3));
        assert_eq!(part, "A. Tester - Title - Part 2 of 3.mp3");
        let chapter = |number, of, title| names.chapter(Format::OpusChapters, (number, of), title);
        assert_eq!(chapter(3, 9, "On/Off"), "A. Tester - Title (opus)/03 - On-Off.opus");
        assert_eq!(chapter(3, 120, "…"), "A. Tester - Title (opus)/003 - ….opus");
        assert_eq!(chapter(1, 1, ""), "A. Tester - Title (opus)/01.opus");
        let lyrics = names.beside_chapter(Format::Wav, (3, 9), "On/Off", "lrc");
        assert_eq!(lyrics, "A. Tester - Title (wav)/03 - On-Off.lrc");
    }

    #[test]
    fn names_are_author_and_title() {
        check(&["Mary Shelley"], "Frankenstein", "Mary Shelley - Frankenstein.m4b");
        check(&["A. One", "B. Two"], "Both", "A. One, B. Two - Both.m4b");
        check(&[], "Alone", "Alone.m4b");
        check(&["Somebody"], "", "Somebody.m4b");
        check(&[], " ", "Audiobook.m4b");
    }

    #[test]
    fn names_stay_in_their_folder_and_open_everywhere() {
        check(&["../../etc"], "passwd", "-..-etc - passwd.m4b");
        check(&[], "a/b\\c:d", "a-b-c-d.m4b");
        check(&[], "What? \"Who\" <is> *it*|", "What 'Who' is it -.m4b");
        check(&[], "line\nfeed\0nul\u{202e}turned", "line feed nul turned.m4b");
        check(&[], "..hidden...", "hidden.m4b");
        check(&[], "con", "_con.m4b");
        check(&[], "NUL.txt", "_NUL.txt.m4b");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        for title in ["x".repeat(400), "é".repeat(200), "😀".repeat(99)] {
            let name = FileNames::of(&[], &title).file(Format::M4b);

            assert!(name.len() <= 150 && name.len() > 140, "{}", name.len());
            assert!(name.ends_with(".m4b"));
            let name = FileNames::of(&[], &title).chapter(Format::Wav, (1, 20), &title);
            assert!(name.split('/').all(|part| part.len() <= 150), "{name}");
        }
    }
}
