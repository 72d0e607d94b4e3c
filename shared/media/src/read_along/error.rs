//! Why a read-along EPUB could not be made.

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
    #[error("the package document of the plain EPUB is not valid")]
    Package,
    #[error("no page of the book contains the text that was read")]
    Nothing,
}

impl ReadAlongError {
    /// Whether the submitted book is the cause, so that a plain EPUB can still be made.
    pub fn is_of_source(&self) -> bool {
        matches!(self, Self::Zip(_) | Self::TooLarge { .. } | Self::Nothing)
    }
}
