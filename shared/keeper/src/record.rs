//! Remembers the book id of a conversion: written before the book is submitted, so that an interrupted conversion is found again.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chassis::{Exit, OrExit as _};
use contract::{BookId, Digest};
use serde::{Deserialize, Serialize};

use crate::{DataFolder, private_folder, write_private};

/// The file of a conversion in the data folder.
#[derive(Debug)]
pub struct ConversionRecord {
    path: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct RecordContent {
    book: BookId,
}

impl ConversionRecord {
    /// The record of the conversion with this fingerprint.
    pub fn of(folder: &DataFolder, fingerprint: Digest) -> Self {
        Self { path: folder.converts().join(format!("{fingerprint}.json")) }
    }

    /// Marks the conversion as running until the returned file is dropped, or this process ends in whatever way.
    pub fn hold(&self) -> anyhow::Result<File> {
        let path = lock_path(&self.path);
        let hold = || {
            path.parent().map_or(Ok(()), private_folder)?;
            let file = File::options().create(true).append(true).open(&path)?;
            file.lock_shared()?;
            io::Result::Ok(file)
        };
        hold().with_context(|| format!("cannot lock {}", path.display())).or_exit(Exit::Io)
    }

    /// Reads the book id; `None` where the record is missing or cannot be read.
    pub fn book(&self) -> Option<BookId> {
        let content: RecordContent = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        Some(content.book)
    }

    /// Writes the book id.
    pub fn write(&self, book: BookId) -> anyhow::Result<()> {
        let write = || {
            self.path.parent().map_or(Ok(()), private_folder)?;
            write_private(&self.path, &serde_json::to_vec(&RecordContent { book })?)
        };
        write().with_context(|| format!("cannot write {}", self.path.display())).or_exit(Exit::Io)
    }
}

/// The books of conversions that no process is making: they were interrupted, or have ended.
pub fn abandoned(folder: &DataFolder) -> BTreeSet<BookId> {
    let entries = fs::read_dir(folder.converts()).into_iter().flatten().flatten();
    let records = entries.map(|entry| entry.path());
    let records = records.filter(|path| path.extension().is_some_and(|end| end == "json"));
    let records = records.filter(|path| !is_running(path)).map(|path| ConversionRecord { path });
    records.filter_map(|record| record.book()).collect()
}

/// Whether a process makes the conversion with this record.
fn is_running(record: &Path) -> bool {
    // Without a lock file, an earlier release made it.
    let Ok(lock) = File::options().append(true).open(lock_path(record)) else { return false };
    matches!(lock.try_lock(), Err(fs::TryLockError::WouldBlock))
}

fn lock_path(record: &Path) -> PathBuf {
    record.with_extension("lock")
}
