//! Whether the cover that a submitter names can be used.

use blobs::Error;
use bus::Failure;
use contract::{BlobKey, MetaKey, Options};

use crate::command_context::CommandContext;

/// Largest cover.
const COVER_BYTES: u64 = 20 << 20;
/// The first bytes of every JPEG.
const JPEG: [u8; 3] = [0xff, 0xd8, 0xff];

/// Checks whether the cover that `options` name can be used; the submitter must correct the inner error.
pub(crate) async fn check_cover(
    context: &CommandContext,
    options: &Options,
) -> Result<Result<(), String>, Failure> {
    let said = options.wanted.metadata_override(MetaKey::Cover).unwrap_or_default();
    if said.is_empty() {
        return Ok(Ok(()));
    }
    let of_cover = |key: &BlobKey| key.as_str().starts_with("plans/covers/");
    let Some(key) = said.parse::<BlobKey>().ok().filter(of_cover) else {
        return Ok(Err(format!("the cover `{said}` is not the key of a cover (plans/covers/…)")));
    };
    match context.blobs.get(&key, COVER_BYTES).await {
        Ok(bytes) if bytes.starts_with(&JPEG) => Ok(Ok(())),
        Ok(_) => Ok(Err(format!("the cover `{key}` is not a JPEG"))),
        Err(error @ Error::NotFound { .. }) => Ok(Err(format!("{error}; store the cover first"))),
        Err(error) => Err(context.store.failure(error)),
    }
}
