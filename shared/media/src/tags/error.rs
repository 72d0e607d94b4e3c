//! Why tags could not be written.

/// Why tags could not be written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum TagError {
    #[error("could not write the tags of an MP4 file")]
    Mp4(#[from] mp4ameta::Error),
    #[error("could not write the tags of a file")]
    File(#[from] lofty::error::FileEncodingError),
    #[error("could not make the tags of a file")]
    Tag(#[from] lofty::error::TagEncodingError),
    #[error("the cover is not a valid picture")]
    Picture(#[from] lofty::picture::error::PictureParseError),
    #[error("the file is not a valid Ogg file")]
    Ogg(#[from] ogg_pager::PageError),
    #[error("could not read or write the file")]
    Io(#[from] std::io::Error),
}
