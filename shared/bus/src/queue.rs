//! The work queues.

/// A work queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Commands about books.
    Books,
    /// Segments to speak.
    Synth,
    /// Chapters and books to put together.
    Assemble,
}

impl Queue {
    /// The stream's name.
    pub(crate) fn stream(self) -> &'static str {
        match self {
            Self::Books => "BOOKS",
            Self::Synth => "SYNTH",
            Self::Assemble => "ASSEMBLE",
        }
    }

    /// The name of the one consumer that all workers share.
    pub(crate) fn consumer(self) -> &'static str {
        match self {
            Self::Books => "books",
            Self::Synth => "synth",
            Self::Assemble => "assemble",
        }
    }
}
