//! Reads the metadata of an EPUB package.

use contract::{Contributor, Metadata, Series};

use crate::formats::epub::package_document::{MetaEntry, PackageDocument};
use crate::formats::html;
use crate::metadata::{date, isbn, language, name, paragraph};

/// Reads the metadata of a package.
pub(crate) fn package_metadata(package: &PackageDocument) -> Metadata {
    let (mut authors, mut contributors) = (Vec::new(), Vec::new());
    for creator in package.entries("dc:creator") {
        match role(package, creator, "aut") {
            role if role == "aut" => authors.push(name(&creator.value)),
            role => contributors.push(Contributor { name: name(&creator.value), role }),
        }
    }
    contributors.extend(package.entries("dc:contributor").into_iter().map(|contributor| {
        Contributor { name: name(&contributor.value), role: role(package, contributor, "ctb") }
    }));
    // The program that made the file did not contribute to the book.
    contributors.retain(|contributor| !contributor.name.is_empty() && contributor.role != "bkp");
    authors.retain(|author| !author.is_empty());
    let named = |entry: &MetaEntry| Some(name(&entry.value)).filter(|text| !text.is_empty());
    let first = |property| package.entries(property).into_iter().find_map(named);
    let (title, subtitle) = titles(package);
    let description = package.entries("dc:description").into_iter().next();
    let description = description.map(|entry| paragraph(&html::plain(&entry.value)));
    let tag = package.entries("dc:language").into_iter().next();
    Metadata {
        title: title.map(|title| name(&title.value)).unwrap_or_default(),
        authors,
        language: tag.and_then(|tag| language(&tag.value)),
        subtitle: subtitle.and_then(named),
        contributors,
        series: series(package),
        publisher: first("dc:publisher"),
        date: published(package),
        isbn: number(package),
        description: description.filter(|text| !text.is_empty()),
        subjects: package.entries("dc:subject").into_iter().filter_map(named).collect(),
        rights: first("dc:rights"),
        asin: None,
        genres: vec![],
        cover: None,
    }
}

/// The main title, which is the first unless another is marked as such, and the subtitle.
fn titles(package: &PackageDocument) -> (Option<&MetaEntry>, Option<&MetaEntry>) {
    let titles = package.entries("dc:title");
    let is_a = |title: &MetaEntry, kind: &str| {
        package.refinements(title, "title-type").next() == Some(kind)
    };
    let main = titles.iter().position(|title| is_a(title, "main")).unwrap_or(0);
    let others = titles.iter().enumerate().filter(|(at, _)| *at != main);
    let subtitle = others.map(|(_, title)| *title).find(|title| is_a(title, "subtitle"));
    (titles.get(main).copied(), subtitle)
}

/// The role of a contributor as a MARC code; words that some books use instead are understood.
///
/// If there are several roles, it is the expected one, else the first; without any, it is the expected one.
fn role(package: &PackageDocument, person: &MetaEntry, expected: &str) -> String {
    let mut roles: Vec<&str> = package.refinements(person, "role").collect();
    if roles.is_empty() {
        roles.extend(person.role.as_deref());
    }
    let roles = || roles.iter().map(|role| role.trim().to_ascii_lowercase());
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
fn series(package: &PackageDocument) -> Option<Series> {
    let refined =
        |entry: &MetaEntry, property: &str| package.refinements(entry, property).next().map(name);
    let collections = package.entries("belongs-to-collection");
    let kind = |entry: &MetaEntry| refined(entry, "collection-type");
    let said = collections.iter().find(|entry| kind(entry).as_deref() == Some("series"));
    let said = said.or_else(|| collections.iter().find(|entry| kind(entry).is_none()));
    let found = said.map(|entry| Series {
        name: name(&entry.value),
        index: refined(entry, "group-position").and_then(|index| plain_index(&index)),
    });
    let meta = |wanted| package.entries(wanted).first().map(|entry| name(&entry.value));
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

/// The date of publication, not that of a change of the file.
fn published(package: &PackageDocument) -> Option<String> {
    let dates = package.entries("dc:date");
    let event = |entry: &MetaEntry| entry.event.as_deref().unwrap_or_default().to_ascii_lowercase();
    let first = |is_wanted: &dyn Fn(&str) -> bool| {
        dates.iter().find(|entry| is_wanted(&event(entry))).and_then(|entry| date(&entry.value))
    };
    first(&|event| event.contains("publication"))
        .or_else(|| first(&str::is_empty))
        .or_else(|| first(&|event| !event.contains("modif")))
}

/// The ISBN among the identifiers. Ten digits count only if they are marked as an ISBN.
fn number(package: &PackageDocument) -> Option<String> {
    package.entries("dc:identifier").into_iter().find_map(|identifier| {
        let value = identifier.value.as_str();
        let refined = package.refinements(identifier, "identifier-type");
        let schemes = refined.chain(identifier.scheme.as_deref()).map(str::to_ascii_lowercase);
        let is_said = value.to_ascii_lowercase().contains("isbn")
            || schemes.into_iter().any(|scheme| matches!(scheme.as_str(), "isbn" | "02" | "15"));
        isbn(value).filter(|number| is_said || (number.len() == 13 && number.starts_with("97")))
    })
}
