//! Title, authors, narrator and cover, written into the finished file as players read them.

use std::path::Path;

use bytes::Bytes;
use contract::Plan;
use mp4ameta::{Data, FreeformIdent, Img, MediaType, Userdata, WriteConfig};

/// Collects the tags of `plan`'s book.
pub(crate) fn of(plan: &Plan, cover: Option<Bytes>) -> Userdata {
    let metadata = &plan.metadata;
    let mut tags = Userdata::default();
    tags.set_title(&metadata.title);
    tags.set_album(&metadata.title);
    if !metadata.authors.is_empty() {
        let authors = metadata.authors.join(", ");
        tags.set_artist(&authors);
        tags.set_album_artist(&authors);
    }
    // Players show the composer as the narrator.
    tags.set_composer(plan.options.voice.to_string());
    tags.set_custom_genre("Audiobook");
    tags.set_media_type(MediaType::AudioBook);
    if let Some(language) = &metadata.language {
        let ident = FreeformIdent::new_static("com.apple.iTunes", "LANGUAGE");
        tags.set_data(ident, Data::Utf8(language.clone()));
    }
    if let Some(picture) = cover.and_then(|bytes| picture(&bytes)) {
        tags.set_artwork(picture);
    }
    tags
}

/// Writes `tags` into the file at `path`; its chapters and sound stay as they are.
pub(crate) fn write(path: &Path, tags: Userdata) -> mp4ameta::Result<()> {
    tags.write_with_path(path, &WriteConfig { write_meta_items: true, ..WriteConfig::NONE })
}

/// Flags a picture as what it is; anything else is left out.
fn picture(bytes: &[u8]) -> Option<Img<Vec<u8>>> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Img::jpeg(bytes.to_vec())),
        [0x89, b'P', b'N', b'G', ..] => Some(Img::png(bytes.to_vec())),
        _ => None,
    }
}
