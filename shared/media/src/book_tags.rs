//! A book's metadata for the tags of its files, independent of their format.

use bytes::Bytes;
use contract::{Plan, Series};

/// The genre of a book without one.
const GENRE: &str = "Audiobook";

/// The role of a narrator.
const NARRATOR: &str = "nrt";

/// Metadata of a book for its files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct BookTags {
    pub title: String,
    pub subtitle: Option<String>,
    pub authors: Vec<String>,
    pub narrators: Vec<String>,
    pub series: Option<Series>,
    pub publisher: Option<String>,
    pub date: Option<String>,
    pub language: Option<String>,
    pub isbn: Option<String>,
    pub asin: Option<String>,
    pub description: Option<String>,
    pub genres: Vec<String>,
    pub subjects: Vec<String>,
    pub rights: Option<String>,
    /// A JPEG; any other format is left out of the files.
    pub cover: Option<Bytes>,
    /// The part of the book that the file contains.
    pub extent: Extent,
}

/// The part of a book that a file contains.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "numbers count from 1")]
pub enum Extent {
    /// All of it.
    #[default]
    Whole,
    /// Some chapters, in a file of which there are `of`.
    Part { number: u16, of: u16 },
    /// One chapter of `of`.
    Chapter { title: String, number: u16, of: u16 },
}

impl BookTags {
    /// Collects the metadata of `plan`.
    pub fn of(plan: &Plan, cover: Option<Bytes>) -> Self {
        let metadata = plan.metadata.clone();
        let readers = metadata.contributors.into_iter().filter(|person| person.role == NARRATOR);
        let mut narrators: Vec<String> = readers.map(|reader| reader.name).collect();
        if narrators.is_empty() {
            narrators.extend(plan.voices().into_iter().map(|voice| voice.without_manifest()));
        }
        Self {
            title: metadata.title,
            subtitle: metadata.subtitle,
            authors: metadata.authors,
            narrators,
            series: metadata.series,
            publisher: metadata.publisher,
            date: metadata.date,
            language: metadata.language,
            isbn: metadata.isbn,
            asin: metadata.asin,
            description: metadata.description,
            genres: metadata.genres,
            subjects: metadata.subjects,
            rights: metadata.rights,
            cover,
            extent: Extent::Whole,
        }
    }

    /// The same metadata for a file that contains only `extent`.
    pub fn with_extent(&self, extent: Extent) -> Self {
        Self { extent, ..self.clone() }
    }

    /// The title of the file.
    pub fn name(&self) -> String {
        match &self.extent {
            Extent::Whole => self.title.clone(),
            Extent::Part { number, .. } => format!("{}, part {number}", self.title),
            Extent::Chapter { title, .. } => title.clone(),
        }
    }

    /// The authors in one line.
    pub fn authors(&self) -> Option<String> {
        listed(&self.authors)
    }

    /// The narrators in one line.
    pub fn narrators(&self) -> Option<String> {
        listed(&self.narrators)
    }

    /// The genres in one line; libraries split them at semicolons.
    pub fn genre(&self) -> String {
        if self.genres.is_empty() { GENRE.to_owned() } else { self.genres.join("; ") }
    }

    /// The subjects in one line.
    pub fn subjects(&self) -> Option<String> {
        Some(self.subjects.join("; ")).filter(|subjects| !subjects.is_empty())
    }

    /// The year in which it was published.
    pub fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.get(..4)?;
        year.bytes().all(|b| b.is_ascii_digit()).then_some(year)
    }

    /// The genres for a library: the submitter's, or else the book's own subjects.
    pub fn library_genres(&self) -> &[String] {
        if self.genres.is_empty() { &self.subjects } else { &self.genres }
    }

    /// The sort name of the book, which orders it within its series.
    pub fn order(&self) -> Option<String> {
        let Series { name, index } = self.series.as_ref()?;
        let index = index.as_ref().map(|index| format!(" {index}")).unwrap_or_default();
        Some(format!("{name}{index} - {}", self.title))
    }

    /// The place in the series, if it is a whole number.
    pub fn place(&self) -> Option<u16> {
        self.series.as_ref()?.index.as_ref()?.parse().ok()
    }

    /// The number of this file among those with parts of the book, and how many there are.
    pub fn disc(&self) -> Option<(u16, u16)> {
        match self.extent {
            Extent::Part { number, of } => Some((number, of)),
            Extent::Whole | Extent::Chapter { .. } => None,
        }
    }

    /// The number of this file among those with a chapter, or a part, and how many there are.
    pub fn track(&self) -> Option<(u16, u16)> {
        match self.extent {
            Extent::Part { number, of } | Extent::Chapter { number, of, .. } => Some((number, of)),
            Extent::Whole => None,
        }
    }

    /// The cover, if it is a JPEG.
    pub fn jpeg(&self) -> Option<&Bytes> {
        self.cover.as_ref().filter(|cover| cover.starts_with(&[0xff, 0xd8, 0xff]))
    }
}

/// Names in one line: separated by commas, or by semicolons if a name contains a comma.
fn listed(names: &[String]) -> Option<String> {
    let between = if names.iter().any(|name| name.contains(',')) { "; " } else { ", " };
    Some(names.join(between)).filter(|names| !names.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book(series: Option<(&str, Option<&str>)>) -> BookTags {
        let series = series
            .map(|(name, index)| Series { name: name.to_owned(), index: index.map(str::to_owned) });
        BookTags { title: "Wind".to_owned(), series, ..BookTags::default() }
    }

    #[test]
    fn a_book_of_a_series_stands_at_its_place() {
        let order = |series| book(series).order();

        assert_eq!(order(None), None);
        assert_eq!(order(Some(("Mills", None))).as_deref(), Some("Mills - Wind"));
        assert_eq!(order(Some(("Mills", Some("2")))).as_deref(), Some("Mills 2 - Wind"));
        assert_eq!(book(Some(("Mills", Some("2")))).place(), Some(2));
        assert_eq!(book(Some(("Mills", Some("2.5")))).place(), None);
    }

    #[test]
    fn names_with_commas_stay_whole() {
        let names = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            listed(&names)
        };

        assert_eq!(names(&[]), None);
        assert_eq!(names(&["A. One", "B. Two"]).as_deref(), Some("A. One, B. Two"));
        assert_eq!(names(&["Ada, Countess", "B. Two"]).as_deref(), Some("Ada, Countess; B. Two"));
    }

    #[test]
    fn a_piece_is_called_by_what_it_is() {
        let title = "One".to_owned();
        let part = book(None).with_extent(Extent::Part { number: 2, of: 3 });
        let chapter = book(None).with_extent(Extent::Chapter { title, number: 7, of: 30 });

        assert_eq!(
            (part.name(), part.disc(), part.track()),
            ("Wind, part 2".to_owned(), Some((2, 3)), Some((2, 3)))
        );
        assert_eq!(
            (chapter.name(), chapter.disc(), chapter.track()),
            ("One".to_owned(), None, Some((7, 30)))
        );
        assert_eq!((book(None).name(), book(None).track()), ("Wind".to_owned(), None));
    }
}
