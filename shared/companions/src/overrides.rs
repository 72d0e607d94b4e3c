//! Metadata overrides: from the command line, and from files that libraries keep beside a book.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use blobs::Blobs;
use bytes::Bytes;
use chassis::{Exit, OrExit as _};
use contract::{BlobKey, Digest, MetaKey};
use reading::{MetadataPairs, metadata_json, metadata_opf};
use service::OrItsExit as _;

/// Names of metadata files beside a book; where two have a field, the first one counts.
const NAMES: [&str; 2] = ["metadata.json", "metadata.opf"];

/// File extensions of books: in a folder with several books, it is unclear which one a `metadata.json` describes.
const BOOKS: [&str; 8] = ["epub", "fb2", "mobi", "azw", "azw3", "pdf", "docx", "odt"];

/// Metadata that overrides the book's own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MetadataOverrides {
    /// Values by field name; the cover as the key of a blob.
    pub meta: BTreeMap<String, String>,
    /// The cover's bytes, if it is a local file.
    cover: Option<Bytes>,
}

impl MetadataOverrides {
    /// Stores the cover, so that ingest finds it.
    pub async fn store(&self, blobs: &Blobs) -> anyhow::Result<()> {
        let Some(cover) = &self.cover else { return Ok(()) };
        let key = BlobKey::cover(Digest::of(cover));
        blobs.put(&key, cover.clone()).await.or_its_exit()?;
        Ok(())
    }
}

/// Collects the overrides for the book at `book`: first those `given`, then, if the book is a local file, those of files beside it.
///
/// `tell` gets a line about a file that was not used.
pub fn find_overrides(
    given: BTreeMap<String, String>,
    book: Option<&Path>,
    tell: impl Fn(&str),
) -> anyhow::Result<MetadataOverrides> {
    let mut meta = given;
    for path in book.into_iter().flat_map(|book| files(book, &tell)) {
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => {
                let why = format!("cannot read {}", path.display());
                return Err(anyhow::Error::new(error).context(why)).or_exit(Exit::Input);
            }
        };
        let is_json = path.extension().is_some_and(|ending| ending == "json");
        let facts = if is_json { metadata_json(&bytes) } else { metadata_opf(&bytes) };
        let facts = facts.map_err(|why| anyhow!("{}: {why}", path.display()));
        add(&mut meta, facts.or_exit(Exit::Input)?);
    }
    let cover = cover(&mut meta)?;
    Ok(MetadataOverrides { meta, cover })
}

/// The metadata files that may describe `book`, the nearest first.
fn files(book: &Path, tell: &impl Fn(&str)) -> Vec<PathBuf> {
    let mut files = NAMES.map(|name| book.with_extension(name)).to_vec();
    let of_folder = NAMES.map(|name| book.with_file_name(name)).into_iter();
    let of_folder: Vec<PathBuf> = of_folder.filter(|path| path.exists()).collect();
    if let Some(first) = of_folder.first().filter(|_| !is_alone(book)) {
        let shown = first.display();
        tell(&format!("{shown} was not used: its folder holds more than one book"));
        return files;
    }
    files.extend(of_folder);
    files
}

/// Whether there is no other book in the folder of `book`; the same book in another format does not count.
fn is_alone(book: &Path) -> bool {
    let folder = book.parent().filter(|folder| !folder.as_os_str().is_empty());
    let Ok(entries) = fs::read_dir(folder.unwrap_or(Path::new("."))) else { return true };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_book = |path: &PathBuf| {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        BOOKS.iter().any(|book| ending == *book)
    };
    paths.filter(is_book).all(|path| path.file_stem() == book.file_stem())
}

/// Adds the fields that are not set yet. A place in a series is not taken over into another series.
fn add(meta: &mut BTreeMap<String, String>, facts: MetadataPairs) {
    let has_series = meta.contains_key(MetaKey::Series.name());
    for (key, value) in facts {
        if !(has_series && key == MetaKey::SeriesPart) {
            meta.entry(key.name().to_owned()).or_insert(value);
        }
    }
}

/// Reads the cover, if it is a file, and replaces its path by the key that it will be stored under.
fn cover(meta: &mut BTreeMap<String, String>) -> anyhow::Result<Option<Bytes>> {
    let said = meta.get_mut(MetaKey::Cover.name()).filter(|said| !said.is_empty());
    let Some(said) = said else { return Ok(None) };
    let path = Path::new(said.as_str());
    if said.parse::<BlobKey>().is_ok() && !path.exists() {
        return Ok(None);
    }
    let bytes = fs::read(path).with_context(|| format!("cannot read the cover {said}"));
    let jpeg = reading::cover_jpeg(&bytes.or_exit(Exit::Input)?);
    let jpeg = jpeg.map_err(|why| anyhow!("the cover {said} cannot be used: {why}"));
    let jpeg = Bytes::from(jpeg.or_exit(Exit::Input)?);
    *said = BlobKey::cover(Digest::of(&jpeg)).to_string();
    Ok(Some(jpeg))
}

#[cfg(test)]
mod tests;
