//! Finds or claims the folder of a book in a library, fills it, and clears the former folder of a book that has moved.
//!
//! A marker file in the folder names the book and the files that are ours. No other file is ever replaced or removed.

use std::collections::{BTreeMap, BTreeSet};

use blobs::{Blobs, Error, LibraryFolder};
use bytes::Bytes;
use contract::{BookId, Digest, Plan, Revision};
use serde::{Deserialize, Serialize};

use crate::delivery::finished_book::FinishedBook;
use crate::delivery::placement::Placement;
use media::book_tags::BookTags;
use media::library_files::{LibraryFile, library_files};
use media::library_path::PathTemplate;
use media::metadata_files::{MetadataFile, metadata_files};

/// The marker file, which names the book of a folder.
const MARKER: &str = ".lector.json";

/// Largest marker file.
const MARKER_BYTES: u64 = 4 << 20;

/// Largest cover.
const COVER_BYTES: u64 = 32 << 20;

/// Folders of the same name that are tried.
const MOST_ALIKE: u32 = 99;

/// Why a book could not be put into its place.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LibraryError {
    #[error(transparent)]
    Store(#[from] Error),
    #[error("the library already has {MOST_ALIKE} other books in folders called `{0}`")]
    TooManyAlike(String),
    #[error("cannot write the marker file {MARKER}: {0}")]
    Marker(#[from] serde_json::Error),
}

/// The book of a folder, and the files in it that are ours, with digests of the small ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Marker {
    book: BookId,
    revision: Revision,
    complete: bool,
    files: BTreeMap<String, Option<Digest>>,
}

/// A book that is to be put into a library.
pub(crate) struct LibraryPlacement<'a> {
    pub(crate) library: &'a LibraryFolder,
    pub(crate) layout: &'a PathTemplate,
    pub(crate) blobs: &'a Blobs,
    pub(crate) book: FinishedBook<'a>,
    /// Called on every progress.
    pub(crate) got_on: &'a (dyn Fn() + Sync),
}

impl LibraryPlacement<'_> {
    /// Puts the book into its folder, and removes it from `earlier` ones.
    pub(crate) async fn put(&self, earlier: &[String]) -> Result<Placement, LibraryError> {
        let tags = BookTags::of(self.book.plan, None);
        let (folder, old) = self.claim(&self.layout.place(&tags)).await?;
        let place = self.library.place(&folder);
        if old.revision > self.book.finished.revision {
            let note = Some("a newer revision is already there".to_owned());
            return Ok(Placement { place, note });
        }
        let chosen = library_files(self.book.finished, &tags.title);
        let mut small = metadata_files(&tags);
        small.extend(cover(self.blobs, self.book.plan).await?);
        self.fill(&folder, &old, &chosen.files, small).await?;
        for earlier in earlier.iter().filter(|earlier| **earlier != place) {
            if let Some(folder) = self.library.path_of(earlier) {
                self.clear(folder).await?;
            }
        }
        Ok(Placement { place, note: chosen.note })
    }

    /// Finds the folder of this book, or claims an empty one.
    async fn claim(&self, wanted: &str) -> Result<(String, Marker), LibraryError> {
        for number in 1..=MOST_ALIKE {
            let folder = match number {
                1 => wanted.to_owned(),
                _ => format!("{wanted} ({number})"),
            };
            (self.got_on)();
            // Another process may claim it in between.
            for _ in 0..2 {
                match self.marker(&folder).await? {
                    Some(Some(marker)) if marker.book == self.book.plan.book => {
                        return Ok((folder, marker));
                    }
                    Some(_) => break,
                    None if !self.library.is_empty(&folder, MARKER).await? => break,
                    None => {}
                }
                let marker = self.fresh();
                let path = format!("{folder}/{MARKER}");
                if self.library.create(&path, written(&marker)?).await? {
                    return Ok((folder, marker));
                }
            }
        }
        Err(LibraryError::TooManyAlike(wanted.to_owned()))
    }

    fn fresh(&self) -> Marker {
        let (book, revision) = (self.book.plan.book, self.book.finished.revision);
        Marker { book, revision, complete: false, files: BTreeMap::new() }
    }

    /// Reads the marker of a folder; the inner `None` is a marker that cannot be read.
    async fn marker(&self, folder: &str) -> Result<Option<Option<Marker>>, LibraryError> {
        let read = self.library.read(&format!("{folder}/{MARKER}"), MARKER_BYTES).await;
        match read {
            Ok(bytes) => Ok(bytes.map(|bytes| serde_json::from_slice(&bytes).ok())),
            Err(Error::TooLarge { .. }) => Ok(Some(None)),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes every file. The marker names new files before they are written; files that are no longer ours are removed last.
    async fn fill(
        &self,
        folder: &str,
        old: &Marker,
        files: &[LibraryFile],
        metadata: Vec<MetadataFile>,
    ) -> Result<(), LibraryError> {
        let sound = files.iter().map(|file| (file.name.clone(), None));
        let small = metadata.iter();
        let small = small.map(|file| (file.name.clone(), Some(Digest::of(&file.bytes))));
        let mut marker = Marker { files: sound.chain(small).collect(), ..self.fresh() };
        let mut theirs = BTreeSet::new();
        for name in marker.files.keys() {
            if self.is_theirs(folder, name, old).await? {
                theirs.insert(name.clone());
            }
        }
        let is_ours = |name: &String| !theirs.contains(name);
        marker.files.retain(|name, _| is_ours(name) || old.files.contains_key(name));
        self.say_claim(folder, old, &marker).await?;
        self.copy_all(folder, old, files.iter().filter(|file| is_ours(&file.name))).await?;
        for file in metadata.into_iter().filter(|file| is_ours(&file.name)) {
            self.library.write(&format!("{folder}/{}", file.name), file.bytes).await?;
            (self.got_on)();
        }
        let rest = old.files.keys().filter(|name| !marker.files.contains_key(*name));
        self.remove_ours(folder, old, rest).await?;
        marker.complete = true;
        self.library.write(&format!("{folder}/{MARKER}"), written(&marker)?).await?;
        Ok(())
    }

    /// Writes a marker with all files that are or will be ours, and removes partial files that a crash left behind.
    async fn say_claim(
        &self,
        folder: &str,
        old: &Marker,
        new: &Marker,
    ) -> Result<(), LibraryError> {
        let mut files = old.files.clone();
        for name in new.files.keys() {
            files.entry(name.clone()).or_default();
        }
        let claim = Marker { files, ..new.clone() };
        let path = format!("{folder}/{MARKER}");
        self.library.write(&path, written(&claim)?).await?;
        self.library.sweep(&path).await?;
        for name in claim.files.keys() {
            self.library.sweep(&format!("{folder}/{name}")).await?;
        }
        Ok(())
    }

    /// Copies files, except those that an earlier try of the same revision completed.
    async fn copy_all(
        &self,
        folder: &str,
        old: &Marker,
        files: impl Iterator<Item = &LibraryFile>,
    ) -> Result<(), LibraryError> {
        let was_whole = old.complete && old.revision == self.book.finished.revision;
        for file in files {
            let path = format!("{folder}/{}", file.name);
            let is_there = was_whole && self.library.size(&path).await? == Some(file.size_bytes);
            if !is_there {
                self.library.copy(self.blobs, &file.blob, &path, self.got_on).await?;
            }
            (self.got_on)();
        }
        Ok(())
    }

    /// Whether a file in our folder is not ours: added by others, or changed since we wrote it.
    async fn is_theirs(
        &self,
        folder: &str,
        name: &str,
        old: &Marker,
    ) -> Result<bool, LibraryError> {
        let path = format!("{folder}/{name}");
        let ours = match old.files.get(name) {
            None => return Ok(self.library.size(&path).await?.is_some()),
            Some(None) => return Ok(false),
            Some(Some(digest)) => *digest,
        };
        match self.library.read(&path, COVER_BYTES).await {
            Ok(found) => Ok(found.is_some_and(|text| Digest::of(&text) != ours)),
            Err(Error::TooLarge { .. }) => Ok(true),
            Err(error) => Err(error.into()),
        }
    }

    async fn remove_ours(
        &self,
        folder: &str,
        marker: &Marker,
        names: impl Iterator<Item = &String>,
    ) -> Result<(), LibraryError> {
        for name in names {
            if !self.is_theirs(folder, name, marker).await? {
                self.library.remove(&format!("{folder}/{name}")).await?;
            }
        }
        Ok(())
    }

    /// Removes this book's files from its former folder; files of others stay.
    async fn clear(&self, folder: &str) -> Result<(), LibraryError> {
        let Some(Some(marker)) = self.marker(folder).await? else { return Ok(()) };
        if marker.book != self.book.plan.book || marker.revision > self.book.finished.revision {
            return Ok(());
        }
        self.remove_ours(folder, &marker, marker.files.keys()).await?;
        self.library.remove(&format!("{folder}/{MARKER}")).await?;
        Ok(())
    }
}

fn written(marker: &Marker) -> Result<Bytes, LibraryError> {
    Ok(serde_json::to_vec(marker)?.into())
}

/// The cover and its name; a missing cover is no reason to fail the delivery.
pub(crate) async fn cover(blobs: &Blobs, plan: &Plan) -> Result<Option<MetadataFile>, Error> {
    let Some(key) = &plan.metadata.cover else { return Ok(None) };
    match blobs.get(key, COVER_BYTES).await {
        Ok(picture) => {
            let is_png = picture.starts_with(b"\x89PNG");
            let name = if is_png { "cover.png" } else { "cover.jpg" };
            Ok(Some(MetadataFile { name: name.to_owned(), bytes: picture }))
        }
        Err(Error::NotFound { .. } | Error::TooLarge { .. } | Error::Damaged { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
