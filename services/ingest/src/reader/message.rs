//! What is asked of a process that reads a book. Its answer is the payload of a frame without a header: a `Result` in JSON.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::reader::task::ReadTask;

/// Most that can be asked: lexicons may be long.
pub(super) const REQUEST_BYTES: usize = 256 << 20;

/// What is asked of a reading process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadRequest {
    /// The book.
    pub(super) path: PathBuf,
    /// How much memory may be used.
    pub(super) memory_mib: u64,
    pub(super) task: ReadTask,
}
