//! Remembers the book id of a conversion: written before the book is submitted, so that an interrupted conversion is found again.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};
use contract::{BookId, Digest};
use keeper::{DataFolder, private_folder, write_private};
use serde::{Deserialize, Serialize};

/// The file of a conversion in the data folder.
#[derive(Debug)]
pub(super) struct ConversionRecord {
    path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct RecordContent {
    book: BookId,
}

impl ConversionRecord {
    /// The record of the conversion with this fingerprint.
    pub(super) fn of(folder: &DataFolder, fingerprint: Digest) -> Self {
        Self { path: folder.converts().join(format!("{fingerprint}.json")) }
    }

    /// Reads the book id; `None` where the record is missing or cannot be read.
    pub(super) fn book(&self) -> Option<BookId> {
        let content: RecordContent = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        Some(content.book)
    }

    /// Writes the book id.
    pub(super) fn write(&self, book: BookId) -> anyhow::Result<()> {
        let write = || {
            self.path.parent().map_or(Ok(()), private_folder)?;
            write_private(&self.path, &serde_json::to_vec(&RecordContent { book })?)
        };
        write().with_context(|| format!("cannot write {}", self.path.display())).or_exit(Exit::Io)
    }
}
