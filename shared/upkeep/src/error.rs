//! Why upkeep could not be done.

use std::path::PathBuf;

/// Why upkeep could not be done.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error(transparent)]
    Broker(#[from] bus::Error),
    #[error(transparent)]
    Store(#[from] blobs::Error),
    #[error("cannot read or write {path}")]
    File { path: PathBuf, source: std::io::Error },
    #[error("{path} is not empty; name a new folder")]
    NotEmpty { path: PathBuf },
    #[error("{path}, line {line}: this is not from a backup of Lector: {why}")]
    NotABackup { path: PathBuf, line: usize, why: String },
}
