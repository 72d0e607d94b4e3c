//! Texts of Project Gutenberg: finds the start and end of the book, and reads the metadata in the header.

use contract::{Contributor, Metadata};

use crate::metadata::name;

/// Why the first paragraph, which credits the producers of the file, is left out.
pub(super) const CREDITS: &str = "who made the file";

/// The parts of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct GutenbergParts<'t> {
    pub(super) header: &'t str,
    pub(super) book: &'t str,
    pub(super) footer: &'t str,
}

/// Finds the book between the markers; the whole text if there are none.
pub(super) fn parts(text: &str) -> GutenbergParts<'_> {
    let (mut begin, mut end) = (0, text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let after = at + line.len();
        if begin == 0 && is_start(line) {
            begin = after;
        } else if is_end(line) && at >= begin {
            end = at;
            break;
        }
        at = after;
    }
    GutenbergParts { header: &text[..begin], book: &text[begin..end], footer: &text[end..] }
}

fn is_start(line: &str) -> bool {
    let line = line.trim().to_uppercase();
    let marks = line.starts_with("***") && line.contains("PROJECT GUTENBERG");
    (marks && line.contains("START OF")) || line.starts_with("*END*THE SMALL PRINT")
}

fn is_end(line: &str) -> bool {
    let line = line.trim().trim_start_matches('*').trim_start().to_uppercase();
    let ends = [
        "END OF THE PROJECT GUTENBERG",
        "END OF THIS PROJECT GUTENBERG",
        "END OF PROJECT GUTENBERG",
    ];
    ends.iter().any(|end| line.starts_with(end))
}

/// Whether a paragraph at the start credits the producers of the file.
pub(super) fn is_credit(text: &str) -> bool {
    let begins = [
        "Produced by",
        "E-text prepared by",
        "Transcribed from",
        "This etext was prepared",
        "This eBook was produced by",
    ];
    begins.iter().any(|begin| text.starts_with(begin))
}

/// Reads the header's `Title:`, `Author:` and so on.
pub(super) fn metadata(header: &str) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, value) in fields(header) {
        let value = name(&value);
        let role = match key.as_str() {
            "Title" if metadata.title.is_empty() => {
                metadata.title = value;
                continue;
            }
            "Author" => {
                metadata.authors.push(value);
                continue;
            }
            "Language" => {
                metadata.language = metadata.language.or_else(|| tag(&value));
                continue;
            }
            "Translator" => "trl",
            "Editor" => "edt",
            "Illustrator" => "ill",
            "Contributor" => "ctb",
            "Author of introduction, etc." => "aui",
            _ => continue,
        };
        metadata.contributors.push(Contributor { name: value, role: role.to_owned() });
    }
    metadata
}

/// The header's fields; an indented line continues the line above.
fn fields(header: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in header.lines() {
        let more = line.starts_with(' ') && !line.trim().is_empty();
        match (fields.last_mut(), line.split_once(": ")) {
            (Some((_, value)), _) if more => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (_, Some((key, value))) => fields.push((key.trim().to_owned(), value.to_owned())),
            (_, None) => fields.push((String::new(), String::new())),
        }
    }
    fields.retain(|(key, value)| !key.is_empty() && !value.trim().is_empty());
    fields
}

/// The tag of a language that is named in English.
fn tag(language: &str) -> Option<String> {
    let known = [
        ("Chinese", "zh"),
        ("Czech", "cs"),
        ("Danish", "da"),
        ("Dutch", "nl"),
        ("English", "en"),
        ("Esperanto", "eo"),
        ("Finnish", "fi"),
        ("French", "fr"),
        ("German", "de"),
        ("Greek", "el"),
        ("Hungarian", "hu"),
        ("Italian", "it"),
        ("Japanese", "ja"),
        ("Latin", "la"),
        ("Norwegian", "no"),
        ("Polish", "pl"),
        ("Portuguese", "pt"),
        ("Russian", "ru"),
        ("Spanish", "es"),
        ("Swedish", "sv"),
        ("Tagalog", "tl"),
        ("Welsh", "cy"),
    ];
    known.iter().find(|(name, _)| *name == language).map(|(_, tag)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_book_lies_between_the_markers() {
        let check = |text: &str, book: &str| assert_eq!(parts(text).book, book);

        check(
            "a\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\nbook\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\nz",
            "book\n",
        );
        check(
            "a\n***START OF THIS PROJECT GUTENBERG EBOOK X***\nbook\nEnd of Project Gutenberg's X\nz",
            "book\n",
        );
        check("a\n*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*\nbook\n", "book\n");
        check("no markers\n", "no markers\n");
    }

    #[test]
    fn the_header_tells_of_the_book() {
        let header = "The eBook\n\nTitle: The Mill\n       and the Wind\n\nAuthor: Ann Other\nTranslator: B. Third\nLanguage: German\n";

        let found = metadata(header);

        assert_eq!(found.title, "The Mill and the Wind");
        assert_eq!(found.authors, ["Ann Other"]);
        assert_eq!(found.language.as_deref(), Some("de"));
        assert_eq!(
            found.contributors,
            [Contributor { name: "B. Third".into(), role: "trl".into() }]
        );
    }
}
