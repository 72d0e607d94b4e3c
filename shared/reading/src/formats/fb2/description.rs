//! The metadata of an FB2 document.

use contract::{Contributor, Metadata, Series};

use crate::formats::xml::{XmlEvent, attribute, local};
use crate::metadata::{date, isbn, language, name, paragraph};

/// Longest text of one element that is kept.
const LONGEST: usize = 20_000;

/// The description that is being read.
#[derive(Debug, Default)]
pub(super) struct DescriptionReader {
    path: Vec<String>,
    text: String,
    /// First, middle and last name, or a nickname.
    person: [String; 4],
    metadata: Metadata,
    written: Option<String>,
    /// The name of the cover picture.
    pub(super) cover: Option<String>,
    /// Whether it was read to its end.
    pub(super) is_done: bool,
}

impl DescriptionReader {
    pub(super) fn meet(&mut self, met: &XmlEvent<'_>) {
        match met {
            XmlEvent::Start(tag) => {
                let name = local(tag);
                let is_inner = self.path.iter().any(|open| open == "annotation");
                if !is_inner {
                    self.text.clear();
                }
                match name.as_str() {
                    "image" if self.is_in("coverpage") => {
                        let href = attribute(tag, "href");
                        self.cover = href.map(|href| href.trim_start_matches('#').to_owned());
                    }
                    "sequence" if self.metadata.series.is_none() => {
                        let series = attribute(tag, "name").map(|text| self::name(&text));
                        let index = attribute(tag, "number").map(|text| self::name(&text));
                        let index = index.filter(|index| !index.is_empty());
                        let series = series.filter(|name| !name.is_empty());
                        self.metadata.series = series.map(|name| Series { name, index });
                    }
                    "author" | "translator" => self.person = Default::default(),
                    _ => {}
                }
                if self.path.len() < 64 {
                    self.path.push(name);
                }
            }
            XmlEvent::Text(text) if self.text.len() + text.len() < LONGEST => {
                self.text.push_str(text);
            }
            XmlEvent::Text(_) => {}
            XmlEvent::End(name) => {
                if let Some(at) = self.path.iter().rposition(|open| open == name) {
                    self.end(name);
                    self.path.truncate(at);
                }
            }
        }
    }

    fn is_in(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    fn end(&mut self, element: &str) {
        if element == "description" {
            self.is_done = true;
        }
        let text = name(&self.text);
        if self.is_in("title-info") {
            self.end_of_title(element, text);
        } else if self.is_in("publish-info") {
            match element {
                "publisher" => self.metadata.publisher = Some(text).filter(|text| !text.is_empty()),
                "year" => self.metadata.date = date(&text),
                "isbn" => self.metadata.isbn = isbn(&text),
                _ => {}
            }
        }
    }

    fn end_of_title(&mut self, element: &str, text: String) {
        let part = ["first-name", "middle-name", "last-name", "nickname"];
        if let Some(at) = part.iter().position(|part| *part == element) {
            self.person[at] = text;
            return;
        }
        match element {
            "author" => self.metadata.authors.extend(self.named()),
            "translator" => {
                let person = |name| Contributor { name, role: "trl".to_owned() };
                self.metadata.contributors.extend(self.named().map(person));
            }
            "book-title" => self.metadata.title = text,
            "genre" if !text.is_empty() => self.metadata.subjects.push(text),
            "keywords" => {
                let words = text.split(',').map(name).filter(|word| !word.is_empty());
                self.metadata.subjects.extend(words);
            }
            "lang" => self.metadata.language = language(&text),
            "date" => self.written = date(&text),
            "p" if self.is_in("annotation") => self.text.push(' '),
            "annotation" => {
                let text = paragraph(&self.text);
                self.metadata.description = Some(text).filter(|text| !text.is_empty());
            }
            _ => {}
        }
    }

    /// The person that was just read.
    fn named(&self) -> Option<String> {
        let [first, middle, last, nick] = &self.person;
        let full = name(&format!("{first} {middle} {last}"));
        Some(if full.is_empty() { nick.clone() } else { full }).filter(|name| !name.is_empty())
    }

    pub(super) fn metadata(self) -> Metadata {
        let date = self.metadata.date.clone().or(self.written);
        Metadata { date, ..self.metadata }
    }
}
