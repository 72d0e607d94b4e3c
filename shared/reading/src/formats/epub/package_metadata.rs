//! What the package of an EPUB says of the book.

use contract::{Contributor, Metadata, Series};
use rbook::Epub;
use rbook::epub::metadata::{EpubContributor, EpubMetaEntry};

use crate::formats::html;
use crate::metadata::{date, isbn, language, name, paragraph};

/// Reads what a package says of the book.
pub(crate) fn package_metadata(epub: &Epub) -> Metadata {
    let metadata = epub.metadata();
    let (mut authors, mut contributors) = (Vec::new(), Vec::new());
    for creator in metadata.creators() {
        match role(&creator, "aut") {
            role if role == "aut" => authors.push(name(creator.value())),
            role => contributors.push(Contributor { name: name(creator.value()), role }),
        }
    }
    contributors.extend(metadata.contributors().map(|contributor| Contributor {
        name: name(contributor.value()),
        role: role(&contributor, "ctb"),
    }));
    // A program that made the file took no part in the book.
    contributors.retain(|contributor| !contributor.name.is_empty() && contributor.role != "bkp");
    authors.retain(|author| !author.is_empty());
    let named = |text: &str| Some(name(text)).filter(|text| !text.is_empty());
    let subtitle = metadata.titles().find(|title| title.kind().is_subtitle());
    let subjects = metadata.tags().filter_map(|tag| named(tag.value()));
    let description = metadata.description().map(|text| paragraph(&html::plain(text.value())));
    Metadata {
        title: metadata.title().map(|title| name(title.value())).unwrap_or_default(),
        authors,
        language: metadata.language().and_then(|tag| language(tag.value())),
        subtitle: subtitle.and_then(|title| named(title.value())),
        contributors,
        series: series(epub),
        publisher: metadata.publishers().find_map(|publisher| named(publisher.value())),
        date: published(epub),
        isbn: number(epub),
        description: description.filter(|text| !text.is_empty()),
        subjects: subjects.collect(),
        rights: metadata.rights().find_map(|rights| named(rights.value())),
        asin: None,
        genres: vec![],
        cover: None,
    }
}

/// What somebody did, as a MARC code; words that some books have instead are understood.
///
/// Of several roles it is the expected one, else the first; without any it is the expected one.
fn role(person: &EpubContributor<'_>, expected: &str) -> String {
    let roles = || person.roles().map(|role| role.code().trim().to_ascii_lowercase());
    let known = |role: String| match role.as_str() {
        "author" => Some("aut".to_owned()),
        "translator" => Some("trl".to_owned()),
        "narrator" => Some("nrt".to_owned()),
        "editor" => Some("edt".to_owned()),
        "illustrator" => Some("ill".to_owned()),
        code => (code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic())).then_some(role),
    };
    let wanted = roles().filter_map(known).find(|role| role == expected);
    wanted.or_else(|| roles().find_map(known)).unwrap_or_else(|| expected.to_owned())
}

/// The series: as EPUB 3 says it, else as Calibre does.
fn series(epub: &Epub) -> Option<Series> {
    let metadata = epub.metadata();
    let refined = |entry: &EpubMetaEntry<'_>, property| {
        entry
            .refinements()
            .iter()
            .find(|refining| refining.property().as_str() == property)
            .map(|found| name(found.value()))
    };
    let kind = |entry: &EpubMetaEntry<'_>| refined(entry, "collection-type");
    let collections: Vec<EpubMetaEntry<'_>> = metadata
        .iter()
        .filter(|entry| entry.property().as_str() == "belongs-to-collection")
        .collect();
    let said = collections.iter().find(|entry| kind(entry).as_deref() == Some("series"));
    let said = said.or_else(|| collections.iter().find(|entry| kind(entry).is_none()));
    let found = said.map(|entry| Series {
        name: name(entry.value()),
        index: refined(entry, "group-position").and_then(|index| plain_index(&index)),
    });
    let meta = |wanted: &str| {
        let mut found = metadata.iter().filter(|entry| entry.property().as_str() == wanted);
        found.next().map(|entry| name(entry.value()))
    };
    let calibre = || {
        let index = meta("calibre:series_index").and_then(|index| plain_index(&index));
        meta("calibre:series").map(|name| Series { name, index })
    };
    found.or_else(calibre).filter(|series| !series.name.is_empty())
}

/// `2.0` is written `2`.
fn plain_index(index: &str) -> Option<String> {
    let (whole, part) = index.split_once('.').unwrap_or((index, ""));
    let plain = if part.bytes().all(|b| b == b'0') { whole } else { index };
    Some(plain.to_owned()).filter(|index| !index.is_empty() && index.chars().count() <= 20)
}

/// When the book was published, and not when the file was changed.
fn published(epub: &Epub) -> Option<String> {
    let dates: Vec<(String, String)> = epub
        .metadata()
        .iter()
        .filter(|entry| entry.property().as_str() == "dc:date")
        .map(|entry| {
            let event = entry.attributes().get_value("opf:event").unwrap_or_default();
            (event.to_ascii_lowercase(), entry.value().to_owned())
        })
        .collect();
    let first = |is_wanted: &dyn Fn(&str) -> bool| {
        dates.iter().find(|(event, _)| is_wanted(event)).and_then(|(_, value)| date(value))
    };
    first(&|event| event.contains("publication"))
        .or_else(|| first(&str::is_empty))
        .or_else(|| first(&|event| !event.contains("modif")))
}

/// The ISBN among the identifiers. Ten digits may be anything, unless they are said to be one.
fn number(epub: &Epub) -> Option<String> {
    epub.metadata().identifiers().find_map(|identifier| {
        let value = identifier.value();
        let scheme = identifier.scheme().map(|scheme| scheme.code().to_ascii_lowercase());
        let attribute =
            identifier.as_meta().attributes().get_value("opf:scheme").map(str::to_ascii_lowercase);
        let is_said = value.to_ascii_lowercase().contains("isbn")
            || [scheme, attribute]
                .into_iter()
                .flatten()
                .any(|scheme| matches!(scheme.as_str(), "isbn" | "02" | "15"));
        isbn(value).filter(|number| is_said || (number.len() == 13 && number.starts_with("97")))
    })
}
