//! Which book of the private store a conversion is: written before anything is asked for, so that an interrupted one is found again.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};
use contract::{BookId, Digest};
use keeper::{DataFolder, private_folder, write_private};
use serde::{Deserialize, Serialize};

/// A conversion's place in the data folder.
#[derive(Debug)]
pub(super) struct ConversionRecord {
    path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct RecordContent {
    book: BookId,
}

impl ConversionRecord {
    /// Finds the place of the conversion called `fingerprint`.
    pub(super) fn of(folder: &DataFolder, fingerprint: Digest) -> Self {
        Self { path: folder.converts().join(format!("{fingerprint}.json")) }
    }

    /// Reads which book it is; a record that cannot be read is none.
    pub(super) fn book(&self) -> Option<BookId> {
        let content: RecordContent = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        Some(content.book)
    }

    /// Remembers which book it is.
    pub(super) fn write(&self, book: BookId) -> anyhow::Result<()> {
        let write = || {
            self.path.parent().map_or(Ok(()), private_folder)?;
            write_private(&self.path, &serde_json::to_vec(&RecordContent { book })?)
        };
        write().with_context(|| format!("cannot write {}", self.path.display())).or_exit(Exit::Io)
    }
}
