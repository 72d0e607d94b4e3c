//! A package document (OPF), as Calibre and other libraries keep it beside a book.

use contract::MetaKey;

use super::MetadataPairs;
use crate::formats::read_opf;

/// Reads the metadata of a package document.
pub fn metadata_opf(bytes: &[u8]) -> Result<MetadataPairs, String> {
    let said = read_opf(bytes).map_err(|error| error.to_string())?;
    let narrators = said.contributors.iter().filter(|person| person.role == "nrt");
    let narrators: Vec<&str> = narrators.map(|narrator| narrator.name.as_str()).collect();
    let (series, part) = said.series.map(|series| (series.name, series.index)).unzip();
    let facts = [
        (MetaKey::Title, Some(said.title)),
        (MetaKey::Subtitle, said.subtitle),
        (MetaKey::Author, Some(said.authors.join("; "))),
        (MetaKey::Narrator, Some(narrators.join("; "))),
        (MetaKey::Series, series),
        (MetaKey::SeriesPart, part.flatten()),
        (MetaKey::Publisher, said.publisher),
        (MetaKey::Date, said.date),
        (MetaKey::Language, said.language),
        (MetaKey::Isbn, said.isbn),
        (MetaKey::Description, said.description),
        (MetaKey::Genre, Some(said.subjects.join("; "))),
        (MetaKey::Rights, said.rights),
    ];
    let known = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    Ok(known.filter(|(_, value)| !value.is_empty()).collect())
}
