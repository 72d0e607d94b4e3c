//! The request to a process that reads a book. The answer is the payload of a frame without a header: a `Result` in JSON.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::reader::task::ReadTask;

/// Largest request, in bytes: lexicons may be long.
pub(super) const REQUEST_BYTES: usize = 256 << 20;

/// A request to a reading process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadRequest {
    /// The book.
    pub(super) path: PathBuf,
    /// The memory limit.
    pub(super) memory_mib: u64,
    pub(super) task: ReadTask,
}
