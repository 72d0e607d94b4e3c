//! Why sound could not be read or written.

/// Why sound could not be read or written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Error {
    #[error("this is not {what}: {why}")]
    Malformed { what: &'static str, why: String },
    #[error("could not encode {what}: {why}")]
    Encode { what: &'static str, why: String },
    #[error("could not write the sound file")]
    Write(#[from] std::io::Error),
}
