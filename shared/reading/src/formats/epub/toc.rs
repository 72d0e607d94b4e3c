//! The table of contents of an EPUB, flat: titles and where they point.

use contract::Matter;
use rbook::Epub;
use rbook::ebook::toc::TocEntryKind;
use rbook::epub::metadata::EpubVersion;

use crate::formats::epub::package::path_of;
use crate::links::percent_decoded;
use crate::passage::spaced;
use crate::source_book::TocEntry;
use crate::xhtml::vocabulary;

/// Reads the table of contents: the navigation document's, else the NCX's; entries that point nowhere are passed over.
pub(crate) fn entries(epub: &Epub) -> Vec<TocEntry> {
    let table = |version| flat(epub, version);
    let entries = table(EpubVersion::EPUB3);
    if entries.is_empty() { table(EpubVersion::EPUB2) } else { entries }
}

fn flat(epub: &Epub, version: EpubVersion) -> Vec<TocEntry> {
    let toc = epub.toc();
    let Some(root) = toc.by_kind_version(TocEntryKind::Toc, version) else { return vec![] };
    let entry = |entry: rbook::epub::toc::EpubTocEntry<'_>| {
        let href = entry.href()?;
        Some(TocEntry {
            title: spaced(entry.label()),
            path: path_of(href),
            fragment: href.fragment().map(percent_decoded).unwrap_or_default(),
            level: entry.depth(),
        })
    };
    root.flatten().filter_map(entry).collect()
}

/// Reads which pages the landmarks or the guide call front or back matter.
pub(crate) fn landmarks(epub: &Epub) -> Vec<(String, Matter)> {
    let mut found = Vec::new();
    for version in [EpubVersion::EPUB3, EpubVersion::EPUB2] {
        let toc = epub.toc();
        let Some(root) = toc.by_kind_version(TocEntryKind::Landmarks, version) else { continue };
        for entry in root.flatten() {
            let words = entry.kind_raw().unwrap_or_default();
            let matter = words.split_ascii_whitespace().find_map(vocabulary::matter);
            if let (Some(href), Some(matter)) = (entry.href(), matter)
                && href.fragment().is_none()
            {
                found.push((path_of(href), matter));
            }
        }
    }
    found
}
