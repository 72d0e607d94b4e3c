//! EPUB 2 and 3: the documents of the reading order, walked and cut into chapters.

use std::collections::HashSet;
use std::fs::File;

use contract::LeftOut;
use rbook::Epub;
use rbook::epub::manifest::EpubManifestEntry;

use crate::source::chapters::{Section, chapters};
use crate::source::contents::{self, Entry};
use crate::source::encoding::decode;
use crate::source::guard::Archive;
use crate::source::package::{self, path_of};
use crate::source::xhtml::{self, Document, spaced};
use crate::source::{Block, Error, Manuscript, cover};

/// Longest title or name that is kept.
const NAME: usize = 512;
/// Most warnings of one kind.
const WARNINGS: usize = 20;

/// Reads an EPUB.
pub(crate) fn read(file: File) -> Result<Manuscript, Error> {
    let mut archive = Archive::open(file)?;
    let package = package::open(&mut archive)?;
    let mut manuscript = described(&package.epub);
    manuscript.warnings = package.warnings;
    let entries = contents::entries(&package.epub);
    let sections = sections(&mut archive, &package.epub, &entries, &mut manuscript)?;
    manuscript.chapters = chapters(sections, &entries, &manuscript.title);
    match cover::find(&mut archive, &package.epub) {
        Ok(cover) => manuscript.cover = cover,
        Err(why) => manuscript.warnings.push(why),
    }
    manuscript.warnings.truncate(WARNINGS);
    Ok(manuscript)
}

/// Title, authors and language.
fn described(epub: &Epub) -> Manuscript {
    let metadata = epub.metadata();
    let authors = metadata.creators().map(|creator| name(creator.value()));
    let language = metadata.language().map(|language| spaced(language.value()));
    Manuscript {
        title: metadata.title().map(|title| name(title.value())).unwrap_or_default(),
        authors: authors.filter(|author| !author.is_empty()).collect(),
        language: language.filter(|tag| is_language_tag(tag)),
        ..Manuscript::default()
    }
}

/// A name without marks that turn the direction of text, and not too long.
fn name(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    spaced(text).chars().filter(|&c| !turns(c)).take(NAME).collect()
}

fn is_language_tag(tag: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !tag.is_empty() && tag.len() <= 35 && tag.chars().all(plain)
}

/// Walks the documents of the spine.
fn sections(
    archive: &mut Archive,
    epub: &Epub,
    entries: &[Entry],
    manuscript: &mut Manuscript,
) -> Result<Vec<Section>, Error> {
    let wanted: HashSet<&str> =
        entries.iter().map(|entry| entry.fragment.as_str()).filter(|id| !id.is_empty()).collect();
    let linked: HashSet<&str> = entries.iter().map(|entry| entry.path.as_str()).collect();
    let mut sections: Vec<Section> = Vec::new();
    let mut seen = HashSet::new();
    if epub.spine().is_empty() {
        return Err(Error::NoReadingOrder);
    }
    for place in epub.spine().iter() {
        let Some(entry) = place.manifest_entry().and_then(readable) else {
            let warning = format!("the reading order names `{}`, which is no text", place.idref());
            manuscript.warnings.push(warning);
            continue;
        };
        let path = path_of(entry.href());
        if !seen.insert(path.clone()) {
            continue;
        }
        let Some(bytes) = archive.read(&path)? else {
            manuscript.warnings.push(format!("`{path}` is missing from the EPUB"));
            continue;
        };
        let mut document = xhtml::walk(&decode(&bytes), &wanted);
        if document.is_malformed {
            let warning = format!("`{path}` is not well-formed; it was read as well as possible");
            manuscript.warnings.push(warning);
        }
        if entry.properties().has_property("nav") {
            set_aside(&mut document, "table of contents");
        } else if !place.is_linear() && !linked.contains(path.as_str()) {
            set_aside(&mut document, "outside the reading order");
        }
        let reasons = document.left_out.iter().map(|(reason, characters)| LeftOut {
            place: path.clone(),
            reason: (*reason).to_owned(),
            characters: *characters,
        });
        manuscript.left_out.extend(reasons);
        sections.push(Section { path, document });
    }
    Ok(sections)
}

/// The entry itself when it is text, else the first of its stand-ins that is.
fn readable(entry: EpubManifestEntry<'_>) -> Option<EpubManifestEntry<'_>> {
    let is_text = |entry: &EpubManifestEntry<'_>| {
        let kind = entry.media_type();
        kind.contains("html")
            || kind.contains("xml")
            || kind.starts_with("text/")
            || kind.is_empty()
    };
    if is_text(&entry) {
        return Some(entry);
    }
    entry.fallbacks().find(is_text)
}

/// Leaves a whole document out.
fn set_aside(document: &mut Document, reason: &'static str) {
    let blocks = std::mem::take(&mut document.blocks);
    let characters: usize =
        blocks.iter().filter_map(Block::text).map(|text| text.chars().count()).sum();
    if characters > 0 {
        *document.left_out.entry(reason).or_default() += characters as u64;
    }
}
