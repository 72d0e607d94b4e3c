//! How the place of a book in a library is called: a template, such as `{author}/[{series}/]{title}`.

use std::fmt;
use std::str::FromStr;

use crate::delivery::about::About;
use media::file_name::safe;

/// The place of a book of which nothing can be told.
const NAMELESS: &str = "Audiobook";

/// What stands between the parts of a name.
const SEPARATOR: &str = " - ";

/// A template, understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Field),
    /// Left out when one of its fields is not known.
    Group(Vec<Part>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
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

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum LayoutError {
    #[error("there is no field `{0}`; the fields are {known}", known = Field::names())]
    Unknown(String),
    #[error(
        "a bracket is not closed, or closed twice; write {{{{ [[ ]] }}}} for brackets themselves"
    )]
    Brackets,
    #[error("without {{title}}, all books of an author would have the same place")]
    NoTitle,
}

impl Field {
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

    /// What is known of it; never empty.
    fn value(self, about: &About) -> Option<String> {
        let series = about.series.as_ref();
        let value = match self {
            Self::Author => Some(about.authors.join(", ")),
            Self::Title => Some(about.title.clone()),
            Self::Subtitle => about.subtitle.clone(),
            Self::Series => series.map(|series| series.name.clone()),
            Self::Volume => series.and_then(|series| series.index.clone()),
            Self::Year => about.year().map(str::to_owned),
            Self::Narrator => Some(about.narrators.join(", ")),
            Self::Publisher => about.publisher.clone(),
            Self::Language => about.language.clone(),
        };
        value.map(|value| safe(&value)).filter(|value| !value.is_empty())
    }
}

impl fmt::Display for Field {
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

impl Layout {
    /// The place of a book: names of folders with slashes between, safe on every file system; never empty, never outside.
    pub(crate) fn place(&self, about: &About) -> String {
        let mut path = String::new();
        render(&self.0, about, &mut path);
        let names: Vec<String> =
            path.split('/').map(tidy).filter(|name| !name.is_empty()).collect();
        if names.is_empty() { NAMELESS.to_owned() } else { names.join("/") }
    }
}

fn render(parts: &[Part], about: &About, path: &mut String) {
    let is_known = |part: &Part| match part {
        Part::Field(field) => field.value(about).is_some(),
        Part::Text(_) | Part::Group(_) => true,
    };
    for part in parts {
        match part {
            Part::Text(text) => path.push_str(text),
            Part::Field(field) => path.push_str(&field.value(about).unwrap_or_default()),
            Part::Group(group) if group.iter().all(is_known) => render(group, about, path),
            Part::Group(_) => {}
        }
    }
}

/// Takes separators away that separate nothing, and makes a name of it.
fn tidy(name: &str) -> String {
    let parts = name.split(SEPARATOR).map(str::trim).filter(|part| !part.is_empty());
    safe(&parts.collect::<Vec<_>>().join(SEPARATOR))
}

impl FromStr for Layout {
    type Err = LayoutError;

    fn from_str(text: &str) -> Result<Self, LayoutError> {
        let mut open: Vec<Vec<Part>> = vec![vec![]];
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_doubled = rest[first.len_utf8()..].starts_with(first);
            let top = open.last_mut().ok_or(LayoutError::Brackets)?;
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
                    let (name, after) = rest[1..].split_once('}').ok_or(LayoutError::Brackets)?;
                    top.push(Part::Field(field(name)?));
                    rest = after;
                }
                '[' => {
                    open.push(vec![]);
                    rest = &rest[1..];
                }
                ']' => {
                    let group = open.pop().ok_or(LayoutError::Brackets)?;
                    open.last_mut().ok_or(LayoutError::Brackets)?.push(Part::Group(group));
                    rest = &rest[1..];
                }
                '}' => return Err(LayoutError::Brackets),
                _ => {
                    push(top, first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        let parts = open.pop().filter(|_| open.is_empty()).ok_or(LayoutError::Brackets)?;
        if has_title(&parts) { Ok(Self(parts)) } else { Err(LayoutError::NoTitle) }
    }
}

fn field(name: &str) -> Result<Field, LayoutError> {
    let known = Field::ALL.into_iter().find(|field| field.to_string() == name.trim());
    known.ok_or_else(|| LayoutError::Unknown(name.to_owned()))
}

fn push(parts: &mut Vec<Part>, character: char) {
    match parts.last_mut() {
        Some(Part::Text(text)) => text.push(character),
        _ => parts.push(Part::Text(character.to_string())),
    }
}

fn has_title(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Field(field) => *field == Field::Title,
        Part::Group(group) => has_title(group),
        Part::Text(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use contract::Series;

    use super::*;
    use crate::delivery::Delivery;

    fn whole() -> About {
        About {
            title: "The Net Loft".to_owned(),
            authors: vec!["Ada Tester".to_owned(), "Bo Writer".to_owned()],
            narrators: vec!["lector:rms".to_owned()],
            series: Some(Series { name: "Harbour".to_owned(), index: Some("2".to_owned()) }),
            date: Some("1987-05-01".to_owned()),
            ..About::default()
        }
    }

    fn check(layout: &str, about: &About, expected: &str) {
        assert_eq!(layout.parse::<Layout>().unwrap().place(about), expected);
    }

    #[test]
    fn the_usual_place_is_the_one_that_audiobookshelf_reads() {
        let usual = Delivery::default().layout;
        let no_series = About { series: None, ..whole() };
        let bare = About { title: "Alone".to_owned(), ..About::default() };

        let expected = "Ada Tester, Bo Writer/Harbour/Vol 2 - 1987 - The Net Loft {lector-rms}";
        check(&usual, &whole(), expected);
        check(&usual, &no_series, "Ada Tester, Bo Writer/1987 - The Net Loft {lector-rms}");
        check(&usual, &bare, "Alone");
    }

    #[test]
    fn what_is_not_known_takes_its_separators_along() {
        let simple = "{author}/{series}/{volume} - {year} - {title} {narrator}";
        let bare = About { title: "Alone".to_owned(), ..About::default() };

        check(simple, &bare, "Alone");
        check(
            simple,
            &About { series: None, ..whole() },
            "Ada Tester, Bo Writer/1987 - The Net Loft lector-rms",
        );
        check("[({year}) ]{title}", &bare, "Alone");
        check("{title}[[{year}]]", &whole(), "The Net Loft[1987]");
    }

    #[test]
    fn no_book_gets_out_of_the_library() {
        let evil = |title: &str| About {
            title: title.to_owned(),
            authors: vec!["..".to_owned()],
            ..About::default()
        };

        check("{author}/{title}", &evil("../../etc/passwd"), "-..-etc-passwd");
        check("../{author}/./{title}", &evil(".lector.json"), "lector.json");
        check("/{author}/{title}/", &evil("???"), "Audiobook");
        check("{author}/{title}", &evil("CON"), "_CON");
        let long = "{title}".parse::<Layout>().unwrap().place(&evil(&"ä".repeat(300)));
        assert!(long.len() <= 150, "{}", long.len());
    }

    #[test]
    fn wrong_templates_are_refused() {
        let refused = |text: &str| text.parse::<Layout>().unwrap_err().to_string();

        assert!(
            refused("{name}/{title}").contains("no field `name`; the fields are author, title")
        );
        for text in ["{title", "title}", "[{title}", "{title}]"] {
            assert!(refused(text).contains("bracket"), "{text}");
        }
        assert!(refused("{author}").contains("{title}"));
    }
}
