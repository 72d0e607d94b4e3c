//! The work queues.

/// A work queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Commands about books.
    Books,
    /// Segments to speak.
    Synth,
    /// Chapters to encode.
    Assemble,
    /// Books to join, in a lane of their own: the chapters of other books never hold one up.
    AssembleBook,
    /// Audiobooks to hand over.
    Deliver,
}

impl Queue {
    /// The stream's name.
    pub(crate) fn stream(self) -> &'static str {
        match self {
            Self::Books => "BOOKS",
            Self::Synth => "SYNTH",
            Self::Assemble | Self::AssembleBook => "ASSEMBLE",
            Self::Deliver => "DELIVER",
        }
    }

    /// The name of the consumer that all workers share.
    pub(crate) fn consumer(self) -> &'static str {
        match self {
            Self::Books => "books",
            Self::Synth => "synth",
            Self::Assemble => "assemble",
            Self::AssembleBook => "assemble-book",
            Self::Deliver => "deliver",
        }
    }
}
