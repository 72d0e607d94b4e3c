//! What libraries are told about a book.

use contract::{Plan, Series};

use media::book_tags::BookTags;

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
        let tags = BookTags::of(plan, None);
        Self {
            title: tags.title,
            subtitle: tags.subtitle,
            authors: tags.authors,
            narrators: tags.narrators,
            series: tags.series,
            publisher: tags.publisher,
            date: tags.date,
            language: tags.language,
            isbn: tags.isbn,
            asin: tags.asin,
            description: tags.description,
            // What is said of a book goes over what it says itself.
            genres: if tags.genres.is_empty() { tags.subjects } else { tags.genres },
        }
    }

    /// The year in which it was published.
    pub(crate) fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.get(..4)?;
        year.bytes().all(|b| b.is_ascii_digit()).then_some(year)
    }
}
