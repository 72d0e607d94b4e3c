//! Applies the metadata overrides of the submitter to the metadata of a book.

use contract::{Contributor, MetaKey, Metadata, Series, Wanted};
use reading::language::language_tag;
use reading::metadata::{asin, date, isbn, name, paragraph};

/// The role of a narrator.
const NARRATOR: &str = "nrt";

/// Applies the overrides to `metadata`; an invalid one is ignored, with a warning.
pub(crate) fn with_overrides(
    mut metadata: Metadata,
    wanted: &Wanted,
    warnings: &mut Vec<String>,
) -> Metadata {
    let line = |key| wanted.metadata_override(key).map(name);
    let names = |key| -> Option<Vec<String>> {
        Some(wanted.metadata_overrides(key)?.into_iter().map(name).collect())
    };
    let mut checked =
        |field: &mut Option<String>, key, read: fn(&str) -> Option<String>| match wanted
            .metadata_override(key)
            .map(|said| (said, read(said)))
        {
            Some(("", _)) => *field = None,
            Some((_, Some(found))) => *field = Some(found),
            Some((said, None)) => warnings.push(format!("invalid {key} `{said}` was not used")),
            None => {}
        };
    checked(&mut metadata.isbn, MetaKey::Isbn, isbn);
    checked(&mut metadata.asin, MetaKey::Asin, asin);
    checked(&mut metadata.date, MetaKey::Date, date);
    checked(&mut metadata.language, MetaKey::Language, language_tag);
    put(&mut metadata.subtitle, line(MetaKey::Subtitle));
    put(&mut metadata.publisher, line(MetaKey::Publisher));
    put(&mut metadata.rights, line(MetaKey::Rights));
    put(&mut metadata.description, wanted.metadata_override(MetaKey::Description).map(paragraph));
    if let Some(title) = line(MetaKey::Title).filter(|title| !title.is_empty()) {
        metadata.title = title;
    }
    metadata.authors = names(MetaKey::Author).unwrap_or(metadata.authors);
    metadata.genres = names(MetaKey::Genre).unwrap_or(metadata.genres);
    if let Some(narrators) = names(MetaKey::Narrator) {
        metadata.contributors.retain(|contributor| contributor.role != NARRATOR);
        let narrator = |name| Contributor { name, role: NARRATOR.to_owned() };
        metadata.contributors.extend(narrators.into_iter().map(narrator));
    }
    metadata.series = series(metadata.series, line(MetaKey::Series), line(MetaKey::SeriesPart));
    metadata
}

fn put(field: &mut Option<String>, said: Option<String>) {
    if let Some(said) = said {
        *field = Some(said).filter(|said| !said.is_empty());
    }
}

/// Sets the series; a place in the earlier series is dropped.
fn series(own: Option<Series>, name: Option<String>, index: Option<String>) -> Option<Series> {
    let mut series = match (own, name) {
        (_, Some(name)) if name.is_empty() => None,
        (Some(own), Some(name)) if own.name == name => Some(own),
        (_, Some(name)) => Some(Series { name, index: None }),
        (own, None) => own,
    }?;
    put(&mut series.index, index);
    Some(series)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(metadata: Metadata, said: &[(&str, &str)]) -> (Metadata, Vec<String>) {
        let meta = said.iter().map(|&(key, value)| (key.to_owned(), value.to_owned()));
        let wanted = Wanted { meta: meta.collect(), ..Wanted::default() };
        let mut warnings = vec![];
        let metadata = with_overrides(metadata, &wanted, &mut warnings);
        (metadata, warnings)
    }

    fn book() -> Metadata {
        let person = |name: &str, role: &str| Contributor { name: name.into(), role: role.into() };
        Metadata {
            title: "Own".to_owned(),
            authors: vec!["A. One".to_owned()],
            language: Some("en-GB".to_owned()),
            contributors: vec![person("T. Three", "trl"), person("N. Four", "nrt")],
            series: Some(Series { name: "Mills".to_owned(), index: Some("2".to_owned()) }),
            isbn: Some("9783161484100".to_owned()),
            ..Metadata::default()
        }
    }

    #[test]
    fn what_is_said_goes_over_what_the_book_says() {
        let (found, warnings) = said(
            book(),
            &[
                ("title", "Another\n name"),
                ("authors", "Ada King, Countess; B. Two"),
                ("narrator", "Ada Reader"),
                ("series", "Winds"),
                ("series-part", "2.5"),
                ("isbn", "0-306-40615-2"),
                ("asin", "b002v5d7js"),
                ("date", "May 7, 1895"),
                ("language", "German"),
                ("genre", "Fiction; Wind"),
                ("description", "One.\n\nTwo."),
            ],
        );

        assert_eq!(warnings, [""; 0]);
        assert_eq!(found.title, "Another name");
        assert_eq!(found.authors, ["Ada King, Countess", "B. Two"]);
        let roles: Vec<_> =
            found.contributors.iter().map(|c| (c.name.as_str(), c.role.as_str())).collect();
        assert_eq!(roles, [("T. Three", "trl"), ("Ada Reader", "nrt")]);
        let index = Some("2.5".to_owned());
        assert_eq!(found.series, Some(Series { name: "Winds".to_owned(), index }));
        assert_eq!(found.isbn.as_deref(), Some("0306406152"));
        assert_eq!(found.asin.as_deref(), Some("B002V5D7JS"));
        assert_eq!(found.date.as_deref(), Some("1895"));
        assert_eq!(found.language.as_deref(), Some("de"));
        assert_eq!(found.genres, ["Fiction", "Wind"]);
        assert_eq!(found.description.as_deref(), Some("One. Two."));
    }

    #[test]
    fn nothing_said_changes_nothing_and_an_empty_word_takes_away() {
        assert_eq!(said(book(), &[]), (book(), vec![]));
        let (found, _) =
            said(book(), &[("series", ""), ("isbn", ""), ("title", ""), ("author", "")]);

        assert_eq!((found.series, found.isbn, found.authors), (None, None, vec![]));
        assert_eq!(found.title, "Own", "a book has a title");
        let other = said(book(), &[("series", "Winds")]).0.series.unwrap();
        assert_eq!(other.index, None);
        let part = said(book(), &[("series-part", "3")]).0.series.unwrap();
        assert_eq!((part.name.as_str(), part.index.as_deref()), ("Mills", Some("3")));
    }

    #[test]
    fn what_cannot_be_right_is_not_used() {
        let wrong = [("isbn", "123"), ("asin", "x"), ("date", "soon"), ("language", "Gibberish")];

        let (found, warnings) = said(book(), &wrong);

        assert_eq!(found, book());
        assert_eq!(warnings.len(), 4);
        assert_eq!(warnings[0], "invalid isbn `123` was not used");
    }
}
