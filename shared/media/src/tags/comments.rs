//! Tags of Opus and FLAC files: Vorbis comments, chapters among them.

use lofty::ogg::OggPictureStorage as _;
use lofty::ogg::tag::VorbisComments;
use lofty::picture::{MimeType, Picture, PictureInformation, PictureType};

use super::error::TagError;
use crate::book_tags::BookTags;
use crate::chapter_marks::{ChapterMark, milliseconds};

/// The comments of a file.
pub(super) fn of(
    book: &BookTags,
    marks: &[ChapterMark],
    rate_hz: u32,
) -> Result<VorbisComments, TagError> {
    let mut comments = VorbisComments::new();
    let series = book.series.as_ref();
    let first = |numbers: Option<(u16, u16)>| numbers.map(|(number, _)| number.to_string());
    let second = |numbers: Option<(u16, u16)>| numbers.map(|(_, of)| of.to_string());
    for (name, value) in [
        ("TITLE", Some(book.name())),
        ("ALBUM", Some(book.title.clone())),
        ("ARTIST", book.authors()),
        ("ALBUMARTIST", book.authors()),
        // Players show the composer as the narrator.
        ("COMPOSER", book.narrators()),
        ("NARRATOR", book.narrators()),
        ("GENRE", Some(book.genre())),
        ("DATE", book.date.clone()),
        ("PUBLISHER", book.publisher.clone()),
        ("COPYRIGHT", book.rights.clone()),
        ("SUBTITLE", book.subtitle.clone()),
        ("DESCRIPTION", book.description.clone()),
        ("COMMENT", book.description.clone()),
        ("SUBJECT", book.subjects()),
        ("SERIES", series.map(|series| series.name.clone())),
        ("SERIES-PART", series.and_then(|series| series.index.clone())),
        ("LANGUAGE", book.language.clone()),
        ("ISBN", book.isbn.clone()),
        ("ASIN", book.asin.clone()),
        ("ALBUMSORT", book.order()),
        ("TITLESORT", book.order().filter(|_| book.track().is_none())),
        ("TRACKNUMBER", first(book.track())),
        ("TRACKTOTAL", second(book.track())),
        ("DISCNUMBER", first(book.disc())),
        ("DISCTOTAL", second(book.disc())),
    ] {
        if let Some(value) = value {
            comments.push(name.to_owned(), value);
        }
    }
    for (number, mark) in (1..).zip(marks) {
        let time = clock(milliseconds(mark.start, rate_hz));
        comments.push(format!("CHAPTER{number:03}"), time);
        comments.push(format!("CHAPTER{number:03}NAME"), mark.title.clone());
    }
    if let Some(cover) = book.jpeg() {
        let picture = Picture::unchecked(cover.to_vec())
            .pic_type(PictureType::CoverFront)
            .mime_type(MimeType::Jpeg)
            .build();
        let information = PictureInformation::from_jpeg(cover)?;
        comments.insert_picture(picture, Some(information))?;
    }
    Ok(comments)
}

/// Hours, minutes, seconds and milliseconds.
fn clock(milliseconds: u64) -> String {
    let (seconds, milliseconds) = (milliseconds / 1000, milliseconds % 1000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    format!("{:02}:{:02}:{seconds:02}.{milliseconds:03}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_hours_minutes_and_seconds() {
        assert_eq!(clock(0), "00:00:00.000");
        assert_eq!(clock(3_723_004), "01:02:03.004");
        assert_eq!(clock(100 * 3_600_000), "100:00:00.000");
    }
}
