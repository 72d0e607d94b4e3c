//! What can go wrong with a child process.

use std::io;
use std::time::Duration;

/// Why a child process did not do what it was asked to.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("could not be started: {0}")]
    Start(#[source] io::Error),
    #[error("ended, or closed its streams")]
    Ended,
    #[error("made no progress for {0:?}")]
    Stalled(Duration),
    #[error("sent {0}, which is not a valid frame")]
    Malformed(String),
    #[error("wrote more than {0} bytes")]
    TooLarge(u64),
}
