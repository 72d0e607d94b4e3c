//! What the built-in writers have in common: samples in, a file out.

use std::io;
use std::path::PathBuf;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("could not write {}", path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("could not encode {what}: {why}")]
    Encode { what: &'static str, why: String },
    #[error("the thread that writes the file has crashed")]
    Crashed,
}

/// Writes samples into a file.
pub(crate) trait SampleWriter: Send {
    /// Writes `samples`.
    fn write(&mut self, samples: &[i16]) -> Result<(), WriteError>;

    /// Ends the file.
    fn finish(self: Box<Self>) -> Result<(), WriteError>;
}
