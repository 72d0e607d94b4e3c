//! `metadata.json`, as Audiobookshelf keeps it beside a book.

use contract::MetaKey;
use serde_json::Value;

use super::MetadataPairs;

/// Its fields, and the metadata fields that they fill.
const FIELDS: [(&str, MetaKey); 12] = [
    ("title", MetaKey::Title),
    ("subtitle", MetaKey::Subtitle),
    ("authors", MetaKey::Author),
    ("narrators", MetaKey::Narrator),
    ("publisher", MetaKey::Publisher),
    ("publishedDate", MetaKey::Date),
    ("publishedYear", MetaKey::Date),
    ("language", MetaKey::Language),
    ("isbn", MetaKey::Isbn),
    ("asin", MetaKey::Asin),
    ("description", MetaKey::Description),
    ("genres", MetaKey::Genre),
];

/// Reads a `metadata.json`; fields that are empty, unknown or of another type are ignored.
pub fn metadata_json(bytes: &[u8]) -> Result<MetadataPairs, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let read = serde_json::from_slice::<Value>(bytes);
    let read = read.map_err(|error| format!("this is not JSON: {error}"))?;
    // Older files have everything in the field `metadata`.
    let said = read.get("metadata").filter(|inner| inner.is_object()).unwrap_or(&read);
    let value = |(field, key): (&str, MetaKey)| Some((key, text(said.get(field)?)?));
    let mut facts: MetadataPairs = FIELDS.into_iter().filter_map(value).collect();
    let first = said.get("series").and_then(|series| series.as_array()?.first());
    if let Some((name, part)) = first.and_then(series) {
        facts.push((MetaKey::Series, name));
        facts.extend(part.map(|part| (MetaKey::SeriesPart, part)));
    }
    Ok(facts)
}

/// A text, a number, or a list of names.
fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => all.iter().filter_map(name).collect::<Vec<_>>().join("; "),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    };
    Some(text).filter(|text| !text.is_empty())
}

/// A name: a plain text, or the field `name` of an object.
fn name(value: &Value) -> Option<String> {
    let name = value.as_str().or_else(|| value.get("name")?.as_str())?.trim();
    Some(name.to_owned()).filter(|name| !name.is_empty())
}

/// A series, written `Name #2`, or as an object with `name` and `sequence`.
fn series(value: &Value) -> Option<(String, Option<String>)> {
    if let Some(name) = value.get("name") {
        let part = value.get("sequence").and_then(text);
        return Some((text(name)?, part));
    }
    let written = text(value)?;
    let apart = written.rsplit_once(" #").filter(|(_, part)| !part.is_empty());
    let apart = apart.map(|(name, part)| (name.trim().to_owned(), Some(part.to_owned())));
    Some(apart.unwrap_or((written, None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[(MetaKey, &str)]) {
        let found = metadata_json(json.as_bytes()).unwrap();

        let found: Vec<_> = found.iter().map(|(key, value)| (*key, value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_file_of_today_is_read() {
        check(
            r##"{"tags":["x"],"chapters":[{"id":0,"start":0,"end":9,"title":"One"}],"title":"Wind",
            "subtitle":null,"authors":["Ada King, Countess","B. Two"],"narrators":["N. Reader"],
            "series":["Mills #2.5","Other #1"],"genres":["Fiction","Wind"],"publishedYear":"1895","publishedDate":null,
            "publisher":" Loft ","description":"<p>One</p>","isbn":"","asin":"B002V5D7JS","language":"English","explicit":false}"##,
            &[
                (MetaKey::Title, "Wind"),
                (MetaKey::Author, "Ada King, Countess; B. Two"),
                (MetaKey::Narrator, "N. Reader"),
                (MetaKey::Publisher, "Loft"),
                (MetaKey::Date, "1895"),
                (MetaKey::Language, "English"),
                (MetaKey::Asin, "B002V5D7JS"),
                (MetaKey::Description, "<p>One</p>"),
                (MetaKey::Genre, "Fiction; Wind"),
                (MetaKey::Series, "Mills"),
                (MetaKey::SeriesPart, "2.5"),
            ],
        );
    }

    #[test]
    fn the_file_of_old_is_read() {
        check(
            r#"{"metadata":{"title":"Wind","authors":[{"id":"1","name":"A. One"}],"series":[{"name":"Mills","sequence":"2"}],"publishedYear":1895}}"#,
            &[
                (MetaKey::Title, "Wind"),
                (MetaKey::Author, "A. One"),
                (MetaKey::Date, "1895"),
                (MetaKey::Series, "Mills"),
                (MetaKey::SeriesPart, "2"),
            ],
        );
    }

    #[test]
    fn a_file_of_another_program_says_nothing_and_garbage_is_refused() {
        check(r#"{"title":{"main":"Wind"},"series":"Mills","authors":true}"#, &[]);
        check("[1, 2]", &[]);
        check(r##"{"series":["C #"]}"##, &[(MetaKey::Series, "C #")]);
        assert!(metadata_json(b"title: Wind").unwrap_err().contains("not JSON"));
    }
}
