//! Why an EPUB to read along could not be made.

use std::io;

/// Why an EPUB could not be made.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum ReadAlongError {
    #[error("could not read or write the scratch folder")]
    Scratch(#[from] io::Error),
    #[error("could not read or write an EPUB")]
    Zip(#[from] zip::result::ZipError),
    #[error("`{name}` is too large")]
    TooLarge { name: String },
    #[error("a package of our own is none")]
    Package,
    #[error("no page of the book has the words that were read")]
    Nothing,
}

impl ReadAlongError {
    /// Whether it lies in the book as it came, so that a plain EPUB can still be made.
    pub fn is_of_source(&self) -> bool {
        matches!(self, Self::Zip(_) | Self::TooLarge { .. } | Self::Nothing)
    }
}
