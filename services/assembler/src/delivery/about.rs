//! What libraries are told about a book.

use contract::{Plan, Series};

/// The role of those who read a book aloud.
const NARRATOR: &str = "nrt";

/// Facts about a book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct About {
    pub(crate) title: String,
    pub(crate) subtitle: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) narrators: Vec<String>,
    pub(crate) series: Option<Series>,
    pub(crate) publisher: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) isbn: Option<String>,
    pub(crate) asin: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) genres: Vec<String>,
}

impl About {
    /// Collects what is known of `plan`'s book.
    pub(crate) fn of(plan: &Plan) -> Self {
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
            asin: None,
            description: metadata.description,
            genres: metadata.subjects,
        }
    }

    /// The year in which it was published.
    pub(crate) fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.get(..4)?;
        year.bytes().all(|b| b.is_ascii_digit()).then_some(year)
    }
}
