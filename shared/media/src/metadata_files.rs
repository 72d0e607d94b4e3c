//! Metadata files beside an audiobook: `metadata.json`, `metadata.opf`, `desc.txt`, `reader.txt`.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::book_tags::BookTags;

/// A small file beside the sound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetadataFile {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Bytes,
}

/// Makes all metadata files of a book.
pub fn metadata_files(tags: &BookTags) -> Vec<MetadataFile> {
    let text = |name: &str, text: String| {
        let (name, bytes) = (name.to_owned(), Bytes::from(text));
        MetadataFile { name, bytes }
    };
    let mut files =
        vec![text("metadata.json", metadata_json(tags)), text("metadata.opf", opf(tags))];
    files.extend(tags.description.clone().map(|description| text("desc.txt", description)));
    if !tags.narrators.is_empty() {
        files.push(text("reader.txt", tags.narrators.join(", ")));
    }
    files
}

/// `metadata.json` in the format of Audiobookshelf. Unknown fields are left out, and so are the chapters, which are in the audio file.
fn metadata_json(tags: &BookTags) -> String {
    let mut document = Map::new();
    let mut put = |name: &str, value: Value| _ = document.insert(name.to_owned(), value);
    put("title", json!(tags.title));
    put("authors", json!(tags.authors));
    put("narrators", json!(tags.narrators));
    if let Some(series) = &tags.series {
        let number = series.index.as_ref().map(|index| format!(" #{index}")).unwrap_or_default();
        put("series", json!([format!("{}{number}", series.name)]));
    }
    let genres = tags.library_genres();
    if !genres.is_empty() {
        put("genres", json!(genres));
    }
    let known = [
        ("subtitle", tags.subtitle.as_deref()),
        ("publishedYear", tags.year()),
        ("publisher", tags.publisher.as_deref()),
        ("description", tags.description.as_deref()),
        ("isbn", tags.isbn.as_deref()),
        ("asin", tags.asin.as_deref()),
        ("language", tags.language.as_deref()),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            put(name, json!(value));
        }
    }
    format!("{:#}\n", Value::Object(document))
}

/// `metadata.opf` in the format of Calibre.
fn opf(tags: &BookTags) -> String {
    let mut lines = vec![
        r#"<?xml version="1.0" encoding="utf-8"?>"#.to_owned(),
        r#"<package xmlns="http://www.idpf.org/2007/opf" version="2.0">"#.to_owned(),
        r#"  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">"#
            .to_owned(),
    ];
    let mut element = |name: &str, attributes: &str, text: &str| {
        lines.push(format!("    <dc:{name}{attributes}>{}</dc:{name}>", escaped(text)));
    };
    element("title", "", &tags.title);
    for author in &tags.authors {
        element("creator", r#" opf:role="aut""#, author);
    }
    for narrator in &tags.narrators {
        element("creator", r#" opf:role="nrt""#, narrator);
    }
    let known = [
        ("subtitle", "", &tags.subtitle),
        ("publisher", "", &tags.publisher),
        ("date", "", &tags.date),
        ("language", "", &tags.language),
        ("description", "", &tags.description),
        ("identifier", r#" opf:scheme="ISBN""#, &tags.isbn),
        ("identifier", r#" opf:scheme="ASIN""#, &tags.asin),
    ];
    for (name, attributes, value) in known {
        if let Some(value) = value {
            element(name, attributes, value);
        }
    }
    for genre in tags.library_genres() {
        element("subject", "", genre);
    }
    if let Some(series) = &tags.series {
        let mut meta = |name: &str, content: &str| {
            lines.push(format!(r#"    <meta name="{name}" content="{}"/>"#, escaped(content)));
        };
        meta("calibre:series", &series.name);
        if let Some(index) = &series.index {
            meta("calibre:series_index", index);
        }
    }
    lines.extend(["  </metadata>", "</package>", ""].map(str::to_owned));
    lines.join("\n")
}

/// Escapes text for XML; characters that XML does not allow become spaces.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use contract::Series;

    use super::*;

    fn tags() -> BookTags {
        BookTags {
            title: "Salt & <Pepper>".to_owned(),
            authors: vec!["Ada \"A\" Tester".to_owned()],
            narrators: vec!["lector".to_owned()],
            series: Some(Series { name: "Harbour".to_owned(), index: Some("2.5".to_owned()) }),
            date: Some("1987-05-01".to_owned()),
            description: Some("One.\nTwo\u{1}.".to_owned()),
            isbn: Some("9783161484100".to_owned()),
            genres: vec!["Fiction".to_owned()],
            ..BookTags::default()
        }
    }

    #[test]
    fn metadata_is_as_audiobookshelf_keeps_it() {
        let files = metadata_files(&tags());

        let document: Value = serde_json::from_slice(&files[0].bytes).unwrap();
        let expected = json!({
            "title": "Salt & <Pepper>", "authors": ["Ada \"A\" Tester"], "narrators": ["lector"],
            "series": ["Harbour #2.5"], "genres": ["Fiction"], "publishedYear": "1987",
            "description": "One.\nTwo\u{1}.", "isbn": "9783161484100",
        });
        assert_eq!(document, expected);
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["metadata.json", "metadata.opf", "desc.txt", "reader.txt"]);
    }

    #[test]
    fn what_xml_cannot_have_is_escaped_or_left_out() {
        let opf = opf(&tags());

        assert!(opf.contains("<dc:title>Salt &amp; &lt;Pepper&gt;</dc:title>"), "{opf}");
        let author = r#"<dc:creator opf:role="aut">Ada &quot;A&quot; Tester</dc:creator>"#;
        assert!(opf.contains(author) && !opf.contains('\u{1}'), "{opf}");
        assert!(opf.contains(r#"<meta name="calibre:series_index" content="2.5"/>"#), "{opf}");
        assert!(opf.contains(r#"<dc:identifier opf:scheme="ISBN">9783161484100<"#), "{opf}");
    }
}
