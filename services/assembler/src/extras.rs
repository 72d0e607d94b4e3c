//! What is made beside the sound: captions, lists of chapters, the EPUB to read along.

use bus::Failure;
use bytes::Bytes;
use contract::{ChapterEncoded, Format, Plan};

/// Makes the file of `format`; submissions of what is not made yet are refused.
pub(crate) fn make(
    format: Format,
    _plan: &Plan,
    _chapters: &[ChapterEncoded],
) -> Result<Bytes, Failure> {
    Err(Failure::reject(format!("the format `{format}` is not made yet")))
}
