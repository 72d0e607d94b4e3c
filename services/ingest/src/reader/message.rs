//! What goes between ingest and a process that reads a book: a length in eight bytes, and JSON.

use std::io::{self, Read};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::reader::task::ReadTask;

/// Most that can be asked: lexicons may be long.
const REQUEST_BYTES: u64 = 256 << 20;

/// What is asked of a reading process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadRequest {
    /// The book.
    pub(super) path: PathBuf,
    /// How much memory may be used.
    pub(super) memory_mib: u64,
    pub(super) task: ReadTask,
}

/// Puts a request into its frame.
pub(super) fn framed(request: &ReadRequest) -> io::Result<Vec<u8>> {
    Ok(frame(&serde_json::to_vec(request)?))
}

/// Puts bytes into a frame.
pub(super) fn frame(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u64).to_be_bytes()[..], bytes].concat()
}

/// Reads a request.
pub(super) fn read(mut stream: impl Read) -> io::Result<ReadRequest> {
    let mut length = [0; 8];
    stream.read_exact(&mut length)?;
    let length = u64::from_be_bytes(length).min(REQUEST_BYTES);
    let mut bytes = Vec::new();
    stream.take(length).read_to_end(&mut bytes)?;
    Ok(serde_json::from_slice(&bytes)?)
}
