//! A name for the finished file that every file system takes.

/// Bytes in a name, its extension among them; leaves room for what others append.
const LONGEST: usize = 150;

/// Names that Windows keeps for devices.
const RESERVED: [&str; 22] = [
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8",
    "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// Makes `Author - Title.<extension>`.
pub(crate) fn file_name(authors: &[String], title: &str, extension: &str) -> String {
    let authors = plain(&authors.join(", "));
    let title = plain(title);
    let stem = match (authors.is_empty(), title.is_empty()) {
        (false, false) => format!("{authors} - {title}"),
        (true, true) => "Audiobook".to_owned(),
        _ => format!("{authors}{title}"),
    };
    let stem = fitting(stem, LONGEST - extension.len() - 1);
    format!("{stem}.{extension}")
}

/// Makes a name of `text` alone, for a folder or a file; empty where nothing of it can stand in a name.
pub(crate) fn safe(text: &str) -> String {
    fitting(plain(text), LONGEST)
}

/// Shortens a name to `room` bytes, and takes it away from devices.
fn fitting(mut stem: String, room: usize) -> String {
    let device = stem.split('.').next().unwrap_or_default().trim().to_uppercase();
    if RESERVED.contains(&device.as_str()) {
        stem.insert(0, '_');
    }
    stem[..stem.floor_char_boundary(room)].trim_end_matches(['.', ' ']).to_owned()
}

/// Replaces what file systems refuse or people cannot see, and closes the holes.
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
        assert_eq!(file_name(&authors, title, "m4b"), expected);
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
            let name = file_name(&[], &title, "m4b");

            assert!(name.len() <= 150 && name.len() > 140, "{}", name.len());
            assert!(name.ends_with(".m4b"));
        }
    }
}
