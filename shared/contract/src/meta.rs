//! Metadata overrides: the submitter's metadata replaces that of the book.

use std::fmt;
use std::str::FromStr;

use crate::Wanted;

/// A metadata field that a submitter may override, by the name that is written in front of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MetaKey {
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// Who wrote it; several, separated by semicolons.
    Author,
    /// Who reads it; several, separated by semicolons.
    Narrator,
    /// The series that it is part of.
    Series,
    /// Its place in the series.
    SeriesPart,
    /// Who published it.
    Publisher,
    /// When it was published.
    Date,
    /// In which language it is; the rules of this language say how numbers are read.
    Language,
    /// Its International Standard Book Number.
    Isbn,
    /// Its number in Amazon's and Audible's shops.
    Asin,
    /// What it is about.
    Description,
    /// What kind of book it is; several, separated by semicolons.
    Genre,
    /// Who holds which rights in it.
    Rights,
    /// Its picture: the key of a JPEG in the store (on the command line, a file).
    Cover,
}

/// The text does not name a metadata field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no metadata field `{0}`; the fields are {known}", known = MetaKey::names())]
pub struct MetaKeyError(pub String);

impl MetaKey {
    /// Every key.
    pub const ALL: [Self; 15] = [
        Self::Title,
        Self::Subtitle,
        Self::Author,
        Self::Narrator,
        Self::Series,
        Self::SeriesPart,
        Self::Publisher,
        Self::Date,
        Self::Language,
        Self::Isbn,
        Self::Asin,
        Self::Description,
        Self::Genre,
        Self::Rights,
        Self::Cover,
    ];

    /// Its name, as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Subtitle => "subtitle",
            Self::Author => "author",
            Self::Narrator => "narrator",
            Self::Series => "series",
            Self::SeriesPart => "series-part",
            Self::Publisher => "publisher",
            Self::Date => "date",
            Self::Language => "language",
            Self::Isbn => "isbn",
            Self::Asin => "asin",
            Self::Description => "description",
            Self::Genre => "genre",
            Self::Rights => "rights",
            Self::Cover => "cover",
        }
    }

    /// Whether there may be several values, separated by semicolons.
    #[must_use]
    pub fn is_list(self) -> bool {
        matches!(self, Self::Author | Self::Narrator | Self::Genre)
    }

    fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

impl fmt::Display for MetaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for MetaKey {
    type Err = MetaKeyError;

    fn from_str(text: &str) -> Result<Self, MetaKeyError> {
        let meant = text.trim().to_ascii_lowercase().replace('_', "-");
        let singular = meant.strip_suffix('s').filter(|_| meant != Self::Series.name());
        let is = |key: &Self| key.name() == meant || key.is_list() && Some(key.name()) == singular;
        Self::ALL.into_iter().find(is).ok_or_else(|| MetaKeyError(text.to_owned()))
    }
}

impl Wanted {
    /// The override of the field `key`; empty if the submitter removes the value of the book.
    #[must_use]
    pub fn metadata_override(&self, key: MetaKey) -> Option<&str> {
        let mut values = self.meta.iter().filter(|(name, _)| name.parse() == Ok(key));
        values.next().map(|(_, value)| value.trim())
    }

    /// The values of a field that may have several.
    #[must_use]
    pub fn metadata_overrides(&self, key: MetaKey) -> Option<Vec<&str>> {
        let values = self.metadata_override(key)?.split(';').map(str::trim);
        Some(values.filter(|value| !value.is_empty()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_one_spelling_and_lists_a_plural() {
        for key in MetaKey::ALL {
            assert_eq!(key.name().parse(), Ok(key));
        }
        assert_eq!("Authors".parse(), Ok(MetaKey::Author));
        assert_eq!("series_part".parse(), Ok(MetaKey::SeriesPart));
        for wrong in ["titles", "serie", "sery", "mood", ""] {
            assert!(wrong.parse::<MetaKey>().unwrap_err().to_string().contains("series-part"));
        }
    }

    #[test]
    fn several_values_are_separated_by_semicolons() {
        let meta = [("authors", "Ada King, Countess; B. Two;"), ("series", "")];
        let meta = meta.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
        let wanted = Wanted { meta, ..Wanted::default() };

        let authors = wanted.metadata_overrides(MetaKey::Author);

        assert_eq!(authors, Some(vec!["Ada King, Countess", "B. Two"]));
        assert_eq!(wanted.metadata_override(MetaKey::Series), Some(""));
        assert_eq!(wanted.metadata_override(MetaKey::Title), None);
    }
}
