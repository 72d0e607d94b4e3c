//! Templates of the path of a book in a library, such as `{author}/[{series}/]{title}`.

use std::fmt;
use std::str::FromStr;

use crate::book_tags::BookTags;
use crate::file_name::safe;

/// The default template; Audiobookshelf reads metadata from such paths.
pub const USUAL: &str = "{author}/[{series}/][Vol {volume} - ][{year} - ]{title}[ {{{narrator}}}]";

/// The path of a book without any metadata.
const NAMELESS: &str = "Audiobook";

/// Separators between the parts of a name.
const SEPARATOR: &str = " - ";

/// A parsed template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathTemplate(Vec<TemplatePart>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum TemplatePart {
    Text(String),
    Field(TemplateField),
    /// Left out if one of its fields is unknown.
    Group(Vec<TemplatePart>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TemplateField {
    Author,
    Title,
    Subtitle,
    Series,
    Volume,
    Year,
    Narrator,
    Publisher,
    Language,
}

/// Why a text is not a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum TemplateError {
    #[error("there is no field `{0}`; the fields are {known}", known = TemplateField::names())]
    Unknown(String),
    #[error(
        "a bracket is not closed, or closed twice; write {{{{ [[ ]] }}}} for brackets themselves"
    )]
    Brackets,
    #[error("without {{title}}, all books of an author would have the same place")]
    NoTitle,
}

impl TemplateField {
    const ALL: [Self; 9] = [
        Self::Author,
        Self::Title,
        Self::Subtitle,
        Self::Series,
        Self::Volume,
        Self::Year,
        Self::Narrator,
        Self::Publisher,
        Self::Language,
    ];

    fn names() -> String {
        Self::ALL.map(|field| field.to_string()).join(", ")
    }

    /// Its value for a book, if known; never empty.
    fn value(self, tags: &BookTags) -> Option<String> {
        let series = tags.series.as_ref();
        let value = match self {
            Self::Author => Some(tags.authors.join(", ")),
            Self::Title => Some(tags.title.clone()),
            Self::Subtitle => tags.subtitle.clone(),
            Self::Series => series.map(|series| series.name.clone()),
            Self::Volume => series.and_then(|series| series.index.clone()),
            Self::Year => tags.year().map(str::to_owned),
            Self::Narrator => Some(tags.narrators.join(", ")),
            Self::Publisher => tags.publisher.clone(),
            Self::Language => tags.language.clone(),
        };
        value.map(|value| safe(&value)).filter(|value| !value.is_empty())
    }
}

impl fmt::Display for TemplateField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Author => "author",
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Series => "series",
            Self::Volume => "volume",
            Self::Year => "year",
            Self::Narrator => "narrator",
            Self::Publisher => "publisher",
            Self::Language => "language",
        })
    }
}

impl PathTemplate {
    /// The path of a book: folder names with slashes between, safe on every file system; never empty, never outside the library.
    pub fn place(&self, tags: &BookTags) -> String {
        let mut path = String::new();
        render(&self.0, tags, &mut path);
        let names: Vec<String> =
            path.split('/').map(tidy).filter(|name| !name.is_empty()).collect();
        if names.is_empty() { NAMELESS.to_owned() } else { names.join("/") }
    }
}

fn render(parts: &[TemplatePart], tags: &BookTags, path: &mut String) {
    let is_known = |part: &TemplatePart| match part {
        TemplatePart::Field(field) => field.value(tags).is_some(),
        TemplatePart::Text(_) | TemplatePart::Group(_) => true,
    };
    for part in parts {
        match part {
            TemplatePart::Text(text) => path.push_str(text),
            TemplatePart::Field(field) => path.push_str(&field.value(tags).unwrap_or_default()),
            TemplatePart::Group(group) if group.iter().all(is_known) => render(group, tags, path),
            TemplatePart::Group(_) => {}
        }
    }
}

/// Removes separators that separate nothing, and makes a safe name.
fn tidy(name: &str) -> String {
    let parts = name.split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
    safe(&parts.collect::<Vec<_>>().join(SEPARATOR))
}

impl FromStr for PathTemplate {
    type Err = TemplateError;

    fn from_str(text: &str) -> Result<Self, TemplateError> {
        let mut open: Vec<Vec<TemplatePart>> = vec![vec![]];
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_doubled = rest[first.len_utf8()..].starts_with(first);
            let top = open.last_mut().ok_or(TemplateError::Brackets)?;
            match first {
                // The inner ones of `{{{title}}}` are the field's.
                '{' | '[' | ']' if is_doubled => {
                    push(top, first);
                    rest = &rest[2..];
                }
                '}' if is_doubled => {
                    push(top, first);
                    rest = &rest[2..];
                }
                '{' => {
                    let (name, after) = rest[1..].split_once('}').ok_or(TemplateError::Brackets)?;
                    top.push(TemplatePart::Field(field(name)?));
                    rest = after;
                }
                '[' => {
                    open.push(vec![]);
                    rest = &rest[1..];
                }
                ']' => {
                    let group = open.pop().ok_or(TemplateError::Brackets)?;
                    open.last_mut()
                        .ok_or(TemplateError::Brackets)?
                        .push(TemplatePart::Group(group));
                    rest = &rest[1..];
                }
                '}' => return Err(TemplateError::Brackets),
                _ => {
                    push(top, first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        let parts = open.pop().filter(|_| open.is_empty()).ok_or(TemplateError::Brackets)?;
        if has_title(&parts) { Ok(Self(parts)) } else { Err(TemplateError::NoTitle) }
    }
}

fn field(name: &str) -> Result<TemplateField, TemplateError> {
    let known = TemplateField::ALL.into_iter().find(|field| field.to_string() == name.trim());
    known.ok_or_else(|| TemplateError::Unknown(name.to_owned()))
}

fn push(parts: &mut Vec<TemplatePart>, character: char) {
    match parts.last_mut() {
        Some(TemplatePart::Text(text)) => text.push(character),
        _ => parts.push(TemplatePart::Text(character.to_string())),
    }
}

fn has_title(parts: &[TemplatePart]) -> bool {
    parts.iter().any(|part| match part {
        TemplatePart::Field(field) => *field == TemplateField::Title,
        TemplatePart::Group(group) => has_title(group),
        TemplatePart::Text(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use contract::Series;

    use super::*;

    fn whole() -> BookTags {
        BookTags {
            title: "The Net Loft".to_owned(),
            authors: vec!["Ada Tester".to_owned(), "Bo Writer".to_owned()],
            narrators: vec!["lector:rms".to_owned()],
            series: Some(Series { name: "Harbour".to_owned(), index: Some("2".to_owned()) }),
            date: Some("1987-05-01".to_owned()),
            ..BookTags::default()
        }
    }

    fn check(layout: &str, tags: &BookTags, expected: &str) {
        assert_eq!(layout.parse::<PathTemplate>().unwrap().place(tags), expected);
    }

    #[test]
    fn the_usual_place_is_the_one_that_audiobookshelf_reads() {
        let usual = USUAL;
        let no_series = BookTags { series: None, ..whole() };
        let bare = BookTags { title: "Alone".to_owned(), ..BookTags::default() };

        let expected = "Ada Tester, Bo Writer/Harbour/Vol 2 - 1987 - The Net Loft {lector-rms}";
        check(usual, &whole(), expected);
        check(usual, &no_series, "Ada Tester, Bo Writer/1987 - The Net Loft {lector-rms}");
        check(usual, &bare, "Alone");
    }

    #[test]
    fn what_is_not_known_takes_its_separators_along() {
        let simple = "{author}/{series}/{volume} - {year} - {title} {narrator}";
        let bare = BookTags { title: "Alone".to_owned(), ..BookTags::default() };

        check(simple, &bare, "Alone");
        check(
            simple,
            &BookTags { series: None, ..whole() },
            "Ada Tester, Bo Writer/1987 - The Net Loft lector-rms",
        );
        check("[({year}) ]{title}", &bare, "Alone");
        check("{title}[[{year}]]", &whole(), "The Net Loft[1987]");
    }

    #[test]
    fn no_book_gets_out_of_the_library() {
        let evil = |title: &str| BookTags {
            title: title.to_owned(),
            authors: vec!["..".to_owned()],
            ..BookTags::default()
        };

        check("{author}/{title}", &evil("../../etc/passwd"), "-..-etc-passwd");
        check("../{author}/./{title}", &evil(".lector.json"), "lector.json");
        check("/{author}/{title}/", &evil("???"), "Audiobook");
        check("{author}/{title}", &evil("CON"), "_CON");
        let long = "{title}".parse::<PathTemplate>().unwrap().place(&evil(&"ä".repeat(300)));
        assert!(long.len() <= 150, "{}", long.len());
    }

    #[test]
    fn wrong_templates_are_refused() {
        let refused = |text: &str| text.parse::<PathTemplate>().unwrap_err().to_string();

        assert!(
            refused("{name}/{title}").contains("no field `name`; the fields are author, title")
        );
        for text in ["{title", "title}", "[{title}", "{title}]"] {
            assert!(refused(text).contains("bracket"), "{text}");
        }
        assert!(refused("{author}").contains("{title}"));
    }
}
