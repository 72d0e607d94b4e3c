//! The front matter of Markdown: a block of YAML, or Pandoc's three lines.

use contract::{Contributor, Metadata, Series};

use crate::metadata::{language, name, paragraph};

/// Most lines of such a block.
const LINES: usize = 200;

/// Splits a text into front matter and the rest.
pub(super) fn parts(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    if text.starts_with("% ") {
        let lines = text.split_inclusive('\n').take(3).take_while(|line| line.starts_with('%'));
        return Some(text.split_at(lines.map(str::len).sum()));
    }
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let (begin, mut at, mut keys) = (first.len(), first.len(), 0);
    for line in lines.take(LINES) {
        if matches!(line.trim_end(), "---" | "...") {
            return (keys > 0).then(|| (&text[begin..at], &text[at + line.len()..]));
        }
        keys += usize::from(field(line).is_some());
        at += line.len();
    }
    None
}

/// Reads the metadata in the front matter.
pub(super) fn metadata(front: &str) -> Metadata {
    let mut metadata = Metadata::default();
    for (key, values) in fields(front) {
        let mut names = values.iter().map(|value| name(value)).filter(|name| !name.is_empty());
        let person = |role: &'static str| move |name| Contributor { name, role: role.to_owned() };
        match key.as_str() {
            "title" => metadata.title = names.next().unwrap_or_default(),
            "subtitle" => metadata.subtitle = names.next(),
            "author" | "authors" | "creator" => metadata.authors.extend(names),
            "translator" => metadata.contributors.extend(names.map(person("trl"))),
            "editor" => metadata.contributors.extend(names.map(person("edt"))),
            "narrator" => metadata.contributors.extend(names.map(person("nrt"))),
            "lang" | "language" => metadata.language = names.next().and_then(|tag| language(&tag)),
            "publisher" => metadata.publisher = names.next(),
            "date" => metadata.date = names.next(),
            "isbn" => metadata.isbn = names.next(),
            "description" | "abstract" | "summary" => {
                metadata.description =
                    Some(paragraph(&values.join(" "))).filter(|text| !text.is_empty());
            }
            "subject" | "subjects" | "keywords" | "tags" => metadata.subjects.extend(names),
            "series" => {
                let index = metadata.series.take().and_then(|series| series.index);
                metadata.series = names.next().map(|name| Series { name, index });
            }
            "series_index" | "series-index" => {
                let series =
                    metadata.series.get_or_insert(Series { name: String::new(), index: None });
                series.index = names.next();
            }
            _ => {}
        }
    }
    metadata.series = metadata.series.filter(|series| !series.name.is_empty());
    metadata
}

/// The keys, in lower case, with all their values.
fn fields(front: &str) -> Vec<(String, Vec<String>)> {
    if front.starts_with('%') {
        let keys = ["title", "author", "date"];
        let lines =
            front.lines().map(|line| line.trim_start_matches('%').split(';').map(plain).collect());
        return keys.into_iter().map(str::to_owned).zip(lines).collect();
    }
    let mut fields: Vec<(String, Vec<String>)> = Vec::new();
    for line in front.lines() {
        let is_inner = line.starts_with([' ', '\t', '-']);
        if let Some((key, value)) = field(line).filter(|_| !is_inner) {
            fields.push((key.to_lowercase(), values(value)));
        } else if let Some((_, values)) = fields.last_mut() {
            let value = line.trim().trim_start_matches("- ");
            // A person may be given as `name: …`.
            let value = value.strip_prefix("name:").unwrap_or(value);
            values.push(plain(value));
        }
    }
    fields.iter_mut().for_each(|(_, values)| values.retain(|value| !value.is_empty()));
    fields
}

/// `key: value`
fn field(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key =
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    (is_key && (value.is_empty() || value.starts_with([' ', '\r', '\n'])))
        .then(|| (key, value.trim()))
}

fn values(value: &str) -> Vec<String> {
    match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => list.split(',').map(plain).collect(),
        None if matches!(value, "|" | ">" | "|-" | ">-") => vec![],
        None => vec![plain(value)],
    }
}

/// A value without its quotes.
fn plain(value: &str) -> String {
    let value = value.trim();
    let unquoted =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    unquoted.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_tells_of_the_book() {
        let text = "---\ntitle: \"The Mill: A Tale\"\nauthor:\n  - Ann Other\n  - name: B. Third\nlang: en-GB\n\
             keywords: [mills, 'wind']\ndescription: |\n  About a mill.\n  And wind.\nseries: Mills\nseries_index: 2\n---\nText.\n";

        let (front, body) = parts(text).unwrap();
        let found = metadata(front);

        assert_eq!(body, "Text.\n");
        assert_eq!(
            (found.title.as_str(), found.language.as_deref()),
            ("The Mill: A Tale", Some("en-GB"))
        );
        assert_eq!(found.authors, ["Ann Other", "B. Third"]);
        assert_eq!(found.subjects, ["mills", "wind"]);
        assert_eq!(found.description.as_deref(), Some("About a mill. And wind."));
        assert_eq!(found.series, Some(Series { name: "Mills".into(), index: Some("2".into()) }));
    }

    #[test]
    fn three_lines_tell_of_it_too() {
        let (front, body) = parts("% The Mill\n% Ann Other; B. Third\n\nText.").unwrap();
        let found = metadata(front);

        assert_eq!((found.title.as_str(), body), ("The Mill", "\nText."));
        assert_eq!(found.authors, ["Ann Other", "B. Third"]);
    }

    #[test]
    fn a_ruled_line_is_no_block() {
        for text in ["---\nText.\n---\n", "---\n", "Text.\n---\na: b\n---\n"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }
}
