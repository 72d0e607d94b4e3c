//! Makes an EPUB 3 with media overlays, so that a reading app highlights each sentence while it is heard.
//!
//! The submitted EPUB 3 keeps every byte, except for the ids around its sentences and the overlays in its package. Any other
//! book becomes a plain EPUB. The sound is the AAC of the chapters, unchanged.

mod archive;
mod error;
mod mark;
mod overlay;
mod package;
mod page;
mod paths;
mod plain;
mod spans;

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use bytes::Bytes;
use zip::ZipWriter;

use crate::book_timeline::BookTimeline;
pub use error::ReadAlongError;

use archive::{SourceEpub, begin, put, stored};
use mark::{ReadSentence, mark};
use overlay::{Overlay, time};
use package::{ACTIVE, Addition, OverlaidPackage};

/// The style of the sentence that is being read, unless the page has its own.
const STYLE: &str = "background-color: #ffe08a; color: #000;";

/// An EPUB that is complete except for its sound.
pub struct SilentEpub {
    zip: ZipWriter<File>,
    /// Chapters whose sound is needed, by index, and the names of their files.
    pub chapters: Vec<(usize, String)>,
}

/// Writes everything but the sound into `to`. `source` is the submitted book. If it is absent or not an EPUB 3, a plain EPUB
/// with this `cover` is made.
pub fn silent_epub(
    book: &BookTimeline<'_>,
    source: Option<File>,
    cover: Option<&Bytes>,
    to: File,
) -> Result<SilentEpub, ReadAlongError> {
    let mut zip = begin(to)?;
    match source.and_then(SourceEpub::open) {
        Some(archive) => {
            let (package, overlays, gone) = with_source(book, archive, &mut zip)?;
            finish(book, zip, &package, (overlays, gone))
        }
        None => {
            let named = cover.map(plain::picture);
            let mut package = None;
            for (name, text) in plain::documents(book, named) {
                match name == plain::PACKAGE {
                    true => package = OverlaidPackage::read(&name, text),
                    false => put(&mut zip, &name, &text)?,
                }
            }
            if let (Some(bytes), Some((name, _))) = (cover, named) {
                zip.start_file(name, stored())?;
                zip.write_all(bytes)?;
            }
            let package = package.ok_or(ReadAlongError::Package)?;
            finish(book, zip, &package, (plain::overlays(book), vec![]))
        }
    }
}

impl SilentEpub {
    /// Adds the sound called `name`, which is the file at `path`.
    pub fn add(&mut self, name: &str, path: &Path) -> Result<(), ReadAlongError> {
        self.zip.start_file(name, stored())?;
        io::copy(&mut File::open(path)?, &mut self.zip)?;
        Ok(())
    }

    /// Completes the file.
    pub fn end(self) -> Result<(), ReadAlongError> {
        self.zip.finish()?.flush()?;
        Ok(())
    }
}

/// The folder of our files: beside the package.
fn folder(package: &OverlaidPackage) -> String {
    let folder =
        package.name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    format!("{folder}{}", package.free("read-along"))
}

/// Copies the submitted EPUB and marks its pages. Returns the marked sentences, and the files to remove from the package.
fn with_source(
    book: &BookTimeline<'_>,
    mut archive: SourceEpub,
    zip: &mut ZipWriter<File>,
) -> Result<(OverlaidPackage, Vec<Overlay>, Vec<String>), ReadAlongError> {
    let package = archive.package.clone();
    let style = format!("{}/style.css", folder(&package));
    let gone = outdated(&mut archive)?;
    let mut written: HashSet<String> = gone.iter().cloned().chain([package.name.clone()]).collect();
    let mut overlays = Vec::new();
    for (page, said) in by_page(book) {
        let Some(item) = book.plan.pages.get(page).and_then(|name| package.item(name)) else {
            continue;
        };
        let Some(text) = archive.text(&item.name)? else { continue };
        let href = paths::relative(&item.name, &style);
        let link = format!("<link rel=\"stylesheet\" type=\"text/css\" href=\"{href}\"/>");
        let is_page = item.kind == "application/xhtml+xml" && !written.contains(&item.name);
        let Some((marked, pars)) = is_page.then(|| mark(&text, said, &link)).flatten() else {
            continue;
        };
        put(zip, &item.name, &marked)?;
        written.insert(item.name.clone());
        overlays.push(Overlay { page: item.name.clone(), pars });
    }
    archive.copy(&written, zip)?;
    Ok((package, overlays, gone))
}

/// The sentences of each page.
fn by_page<'b>(book: &'b BookTimeline<'b>) -> Vec<(usize, Vec<ReadSentence<'b>>)> {
    let mut pages: Vec<(usize, Vec<ReadSentence<'b>>)> =
        (0..book.plan.pages.len()).map(|page| (page, vec![])).collect();
    for (chapter, timed) in book.chapters.iter().enumerate() {
        for (order, sentence) in timed.sentences.iter().enumerate() {
            let Some(place) = sentence.place else { continue };
            let Some((_, said)) = pages.get_mut(place.page as usize) else { continue };
            let (letters, sound_at) = (place.first..place.end, timed.sound_at);
            said.push(ReadSentence { chapter, order, sound_at, sentence, letters });
        }
    }
    pages.retain(|(_, said)| !said.is_empty());
    pages
}

/// The book's own overlays, and their sound.
fn outdated(archive: &mut SourceEpub) -> Result<Vec<String>, ReadAlongError> {
    let is_overlay = |item: &&package::OverlaidItem| item.kind == "application/smil+xml";
    let overlays: Vec<String> =
        archive.package.items.iter().filter(is_overlay).map(|item| item.name.clone()).collect();
    let mut gone = Vec::new();
    for name in overlays {
        let text = archive.text(&name)?.unwrap_or_default();
        for part in text.split("<audio").skip(1) {
            let source = part.split("src=").nth(1).map(|rest| rest.trim_start_matches(['"', '\'']));
            let source = source.and_then(|rest| rest.split(['"', '\'']).next());
            gone.extend(source.map(|source| paths::resolve(&name, source)));
        }
        gone.push(name);
    }
    gone.sort();
    gone.dedup();
    Ok(gone)
}

/// Writes overlays, style and package.
fn finish(
    book: &BookTimeline<'_>,
    mut zip: ZipWriter<File>,
    package: &OverlaidPackage,
    (mut overlays, gone): (Vec<Overlay>, Vec<String>),
) -> Result<SilentEpub, ReadAlongError> {
    time(book, &mut overlays);
    if overlays.is_empty() {
        return Err(ReadAlongError::Nothing);
    }
    let folder = folder(package);
    let sound = |chapter: usize| format!("{folder}/{:04}.m4a", chapter + 1);
    let name = |at: usize| format!("{folder}/{:04}.smil", at + 1);
    for (at, overlay) in overlays.iter().enumerate() {
        put(&mut zip, &name(at), &overlay.smil(&name(at), sound))?;
    }
    let style = format!("{folder}/style.css");
    put(&mut zip, &style, &format!(".{ACTIVE} {{ {STYLE} }}\n"))?;
    let heard: HashSet<usize> =
        overlays.iter().flat_map(|overlay| &overlay.pars).map(|par| par.chapter).collect();
    let chapters = (0..book.chapters.len()).filter(|chapter| heard.contains(chapter));
    let chapters: Vec<_> = chapters.map(|chapter| (chapter, sound(chapter))).collect();
    let sounds = chapters.iter().map(|(_, name)| (name.clone(), "audio/mp4"));
    let files: Vec<_> = [(style, "text/css")].into_iter().chain(sounds).collect();
    let overlays: Vec<_> =
        overlays.iter().enumerate().map(|(at, overlay)| (name(at), overlay)).collect();
    let voices = book.plan.voices().into_iter().map(|voice| voice.without_manifest());
    let narrator = voices.collect::<Vec<_>>().join(", ");
    let prefix = package.free("lector");
    let addition =
        Addition { prefix: &prefix, overlays: &overlays, files: &files, narrator: &narrator };
    put(&mut zip, &package.name, &package.with(&addition, &gone))?;
    Ok(SilentEpub { zip, chapters })
}

#[cfg(test)]
mod tests;
