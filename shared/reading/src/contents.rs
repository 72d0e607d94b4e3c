//! The table of contents of an EPUB, flat: titles and where they point.

use contract::Matter;
use rbook::Epub;
use rbook::ebook::toc::TocEntryKind;
use rbook::epub::metadata::EpubVersion;

use crate::package::path_of;
use crate::passage::spaced;
use crate::xhtml::vocabulary;

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// The document's name in the archive.
    pub path: String,
    /// The id that it points to; the document's beginning when empty.
    pub fragment: String,
    /// How deep it lies, from 1.
    pub level: usize,
}

/// Reads the table of contents: the navigation document's, else the NCX's; entries that point nowhere are passed over.
pub(crate) fn entries(epub: &Epub) -> Vec<Entry> {
    let table = |version| flat(epub, version);
    let entries = table(EpubVersion::EPUB3);
    if entries.is_empty() { table(EpubVersion::EPUB2) } else { entries }
}

fn flat(epub: &Epub, version: EpubVersion) -> Vec<Entry> {
    let toc = epub.toc();
    let Some(root) = toc.by_kind_version(TocEntryKind::Toc, version) else { return vec![] };
    let entry = |entry: rbook::epub::toc::EpubTocEntry<'_>| {
        let href = entry.href()?;
        Some(Entry {
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

/// Reads a part of a URL as the text that it stands for.
#[must_use]
pub fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.filter(|_| first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_decoded() {
        assert_eq!(percent_decoded("caf%C3%A9%zz%4"), "café%zz%4");
    }
}
