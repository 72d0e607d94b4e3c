//! Why the process that reads books gave no answer: one line each, that says what to do.

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReadError {
    /// The message of the process that read the book.
    #[error("{0}")]
    Refused(String),
    #[error(
        "this book cannot be read because of a fault in Lector (the reading process failed: {0}); please report it"
    )]
    Crashed(String),
    /// By the system, as it does when memory runs out; not by us.
    #[error(
        "the process that read this book was killed, perhaps because memory ran out; give ingest more memory, or lower ingest.read_memory_mib"
    )]
    Killed,
    #[error(
        "reading this book takes more than the {0} MiB of memory allowed (ingest.read_memory_mib); split the book, or raise the limit"
    )]
    OutOfMemory(u64),
    #[error(
        "reading this book takes longer than the {0} s allowed (ingest.read_seconds); split the book, or raise the limit"
    )]
    TooLong(u64),
    #[error("the process that reads books could not be started ({0}); see ingest.read_command")]
    NotStarted(String),
}
