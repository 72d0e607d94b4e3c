//! Tags of MP4 files: the atoms of iTunes, and those of free form that libraries read.

use std::io::Cursor;
use std::path::Path;

use mp4ameta::{Data, Fourcc, FreeformIdent, Img, MediaType, Userdata, WriteConfig};

use crate::book_tags::BookTags;
use crate::mp4;

/// The atom of the narrator in Audible's files.
const NARRATOR: Fourcc = Fourcc(*b"\xa9nrt");
const PUBLISHER: Fourcc = Fourcc(*b"\xa9pub");
const LONG_DESCRIPTION: Fourcc = Fourcc(*b"ldes");

/// Writes only the tags, nothing else.
const TAGS_ONLY: WriteConfig = WriteConfig { write_meta_items: true, ..WriteConfig::NONE };

/// The tags of an MP4 file.
pub(crate) fn of(book: &BookTags) -> Userdata {
    let mut tags = Userdata::default();
    tags.set_title(book.name());
    tags.set_album(&book.title);
    if let Some(authors) = book.authors() {
        tags.set_artist(&authors);
        tags.set_album_artist(&authors);
    }
    if let Some(narrators) = book.narrators() {
        // Players show the composer as the narrator.
        tags.set_composer(&narrators);
        tags.set_data(NARRATOR, Data::Utf8(narrators));
    }
    tags.set_custom_genre(book.genre());
    tags.set_media_type(MediaType::AudioBook);
    tags.set_gapless_playback();
    put_publication(book, &mut tags);
    put_description(book, &mut tags);
    put_series(book, &mut tags);
    if let Some((number, of)) = book.track() {
        tags.set_track(number, of);
    }
    if let Some((number, of)) = book.disc() {
        tags.set_disc(number, of);
    }
    if let Some(cover) = book.jpeg() {
        tags.set_artwork(Img::jpeg(cover.to_vec()));
    }
    tags
}

fn put_publication(book: &BookTags, tags: &mut Userdata) {
    if let Some(date) = &book.date {
        tags.set_year(date);
    }
    if let Some(publisher) = &book.publisher {
        tags.set_data(PUBLISHER, Data::Utf8(publisher.clone()));
        put_free(tags, "PUBLISHER", Some(publisher));
    }
    if let Some(rights) = &book.rights {
        tags.set_copyright(rights);
    }
    put_free(tags, "LANGUAGE", book.language.as_ref());
    put_free(tags, "ISBN", book.isbn.as_ref());
    put_free(tags, "ASIN", book.asin.as_ref());
}

fn put_description(book: &BookTags, tags: &mut Userdata) {
    if let Some(description) = &book.description {
        tags.set_description(description);
        tags.set_data(LONG_DESCRIPTION, Data::Utf8(description.clone()));
        tags.set_comment(description);
    }
    put_free(tags, "SUBTITLE", book.subtitle.as_ref());
    put_free(tags, "SUBJECT", book.subjects().as_ref());
}

/// Adds the series in three ways, because players read different ones.
fn put_series(book: &BookTags, tags: &mut Userdata) {
    let Some(series) = &book.series else { return };
    put_free(tags, "SERIES", Some(&series.name));
    put_free(tags, "SERIES-PART", series.index.as_ref());
    tags.set_movement(&series.name);
    if let Some(place) = book.place() {
        tags.set_movement_index(place);
    }
    tags.set_tv_show_name(&series.name);
    if let Some(index) = &series.index {
        tags.set_tv_episode_name(index);
    }
    if let Some(order) = book.order() {
        tags.set_album_sort_order(&order);
        if book.track().is_none() {
            tags.set_title_sort_order(order);
        }
    }
}

fn put_free(tags: &mut Userdata, name: &'static str, value: Option<&String>) {
    if let Some(value) = value {
        let ident = FreeformIdent::new_static("com.apple.iTunes", name);
        tags.set_data(ident, Data::Utf8(value.clone()));
    }
}

/// Makes the box of `tags`.
pub(crate) fn tag_box(tags: &Userdata) -> mp4ameta::Result<Vec<u8>> {
    let empty = mp4::empty();
    let at = empty.len();
    let mut file = Cursor::new(empty);
    tags.write_with(&mut file, &TAGS_ONLY)?;
    Ok(file.into_inner().split_off(at))
}

/// Writes the tags into a finished file.
pub(crate) fn into_file(path: &Path, book: &BookTags) -> mp4ameta::Result<()> {
    of(book).write_with_path(path, &TAGS_ONLY)
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
