//! Title, authors, narrator and cover, as players read them.

use std::io::Cursor;

use bytes::Bytes;
use contract::Plan;
use mp4ameta::{Data, FreeformIdent, Img, MediaType, Userdata, WriteConfig};

use crate::mp4;

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
    tags.set_composer(plan.options.voice.without_manifest());
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

/// Makes the box of `tags`.
pub(crate) fn tag_box(tags: &Userdata) -> mp4ameta::Result<Vec<u8>> {
    let empty = mp4::empty();
    let at = empty.len();
    let mut file = Cursor::new(empty);
    tags.write_with(&mut file, &WriteConfig { write_meta_items: true, ..WriteConfig::NONE })?;
    Ok(file.into_inner().split_off(at))
}

/// Flags a picture as what it is; anything else is left out.
fn picture(bytes: &[u8]) -> Option<Img<Vec<u8>>> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some(Img::jpeg(bytes.to_vec())),
        [0x89, b'P', b'N', b'G', ..] => Some(Img::png(bytes.to_vec())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_one_box() {
        let mut tags = Userdata::default();
        tags.set_title("Title");

        let bytes = tag_box(&tags).unwrap();

        let (size, rest) = bytes.split_first_chunk().unwrap();
        assert_eq!(u32::from_be_bytes(*size) as usize, bytes.len());
        assert!(rest.starts_with(b"meta\0\0\0\0"));
        assert!(bytes.ends_with(b"\0\0\0\x1d\xa9nam\0\0\0\x15data\0\0\0\x01\0\0\0\0Title"));
    }
}
