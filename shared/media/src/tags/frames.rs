//! Tags of MP3 files: frames of ID3v2.4, chapters among them.

use std::borrow::Cow;
use std::ops::Range;

use lofty::TextEncoding;
use lofty::id3::v2::{
    AttachedPictureFrame, ChapterFrame, ChapterTableOfContentsFrame, CommentFrame, CtocFlags,
    ExtendedTextFrame, Frame, FrameId, FrameList, Id3v2Tag, TextInformationFrame, TimestampFrame,
};
use lofty::picture::{MimeType, Picture, PictureType};

use crate::book_tags::BookTags;
use crate::chapter_marks::{ChapterMark, milliseconds};

/// Most entries of a table of contents: their number is stored in one byte.
const ENTRIES: usize = 255;

/// Bytes of a chapter's title. ffmpeg, and programs built on it, read the length of a frame within a frame in the format of the
/// older version, which is the same up to 127 bytes; after a longer one they lose all following chapters.
const TITLE_BYTES: usize = 125;

/// The language of comments without one.
const NO_LANGUAGE: [u8; 3] = *b"und";

/// The value for an unknown place in the file: only the time is given.
const NO_PLACE: Range<u32> = u32::MAX..u32::MAX;

/// The tag of an MP3 file.
pub(super) fn of(book: &BookTags, marks: &[ChapterMark], rate_hz: u32) -> Id3v2Tag {
    let mut tag = Id3v2Tag::new();
    let authors = book.authors();
    let series = book.series.as_ref();
    let numbered =
        |numbers: Option<(u16, u16)>| numbers.map(|(number, of)| format!("{number}/{of}"));
    put(&mut tag, "TIT2", Some(book.name()));
    put(&mut tag, "TALB", Some(book.title.clone()));
    put(&mut tag, "TPE1", authors.clone());
    put(&mut tag, "TPE2", authors);
    // Players show the composer as the narrator.
    put(&mut tag, "TCOM", book.narrators());
    put(&mut tag, "TCON", Some(book.genre()));
    put(&mut tag, "TPUB", book.publisher.clone());
    put(&mut tag, "TCOP", book.rights.clone());
    put(&mut tag, "TIT3", book.subtitle.clone());
    put(&mut tag, "TLAN", book.language.clone());
    put(&mut tag, "TRCK", numbered(book.track()));
    put(&mut tag, "TPOS", numbered(book.disc()));
    put(&mut tag, "MVNM", series.map(|series| series.name.clone()));
    put(&mut tag, "MVIN", book.place().map(|place| place.to_string()));
    put(&mut tag, "TSOA", book.order());
    put(&mut tag, "TSOT", book.order().filter(|_| book.track().is_none()));
    for (name, value) in [
        ("SERIES", series.map(|series| series.name.clone())),
        ("SERIES-PART", series.and_then(|series| series.index.clone())),
        ("SUBTITLE", book.subtitle.clone()),
        ("ISBN", book.isbn.clone()),
        ("ASIN", book.asin.clone()),
        ("SUBJECT", book.subjects()),
        ("NARRATOR", book.narrators()),
    ] {
        if let Some(value) = value {
            tag.insert(Frame::UserText(ExtendedTextFrame::new(TextEncoding::UTF8, name, value)));
        }
    }
    if let Some(date) = book.date.as_ref().and_then(|date| date.parse().ok()) {
        tag.insert(Frame::Timestamp(TimestampFrame::new(id("TDRC"), TextEncoding::UTF8, date)));
    }
    if let Some(text) = &book.description {
        let comment = CommentFrame::new(TextEncoding::UTF8, NO_LANGUAGE, "", text.clone());
        tag.insert(Frame::Comment(comment));
    }
    if let Some(cover) = book.jpeg() {
        let picture = Picture::unchecked(cover.to_vec())
            .pic_type(PictureType::CoverFront)
            .mime_type(MimeType::Jpeg)
            .build();
        tag.insert(Frame::Picture(AttachedPictureFrame::new(TextEncoding::UTF8, picture)));
    }
    put_chapters(&mut tag, marks, rate_hz);
    tag
}

/// Puts the chapters, and a table of contents with them: one table, or a table of several tables if one cannot hold them all.
fn put_chapters(tag: &mut Id3v2Tag, marks: &[ChapterMark], rate_hz: u32) {
    let name = |at: usize| Cow::<'static, str>::Owned(format!("chapter{}", at + 1));
    let names: Vec<_> = (0..marks.len()).map(name).collect();
    let tables: Vec<_> = names.chunks(ENTRIES).map(<[_]>::to_vec).collect();
    match tables.len() {
        0 => return,
        1 => put_table(tag, "contents".to_owned(), true, names.clone()),
        _ => {
            let table = |at: usize| format!("contents{}", at + 1);
            let parts = (0..tables.len()).map(|at| Cow::Owned(table(at))).collect();
            put_table(tag, "contents".to_owned(), true, parts);
            for (at, entries) in tables.into_iter().enumerate() {
                put_table(tag, table(at), false, entries);
            }
        }
    }
    for (name, mark) in names.into_iter().zip(marks) {
        let time = |at| u32::try_from(milliseconds(at, rate_hz)).unwrap_or(u32::MAX - 1);
        let mut title = FrameList::new();
        title.insert(text("TIT2", short(&mark.title).to_owned()));
        let times = time(mark.start)..time(mark.end);
        tag.insert(Frame::Chapter(ChapterFrame::new(name, times, NO_PLACE, title)));
    }
}

/// A chapter's title, cut to the length that every program reads.
pub(super) fn short(title: &str) -> &str {
    title[..title.floor_char_boundary(TITLE_BYTES)].trim_end()
}

fn put_table(tag: &mut Id3v2Tag, name: String, top_level: bool, entries: Vec<Cow<'static, str>>) {
    let flags = CtocFlags { top_level, ordered: true };
    let table = ChapterTableOfContentsFrame::new(name, flags, entries, FrameList::new());
    tag.insert(Frame::TableOfContents(table));
}

fn put(tag: &mut Id3v2Tag, name: &'static str, value: Option<String>) {
    if let Some(value) = value {
        tag.insert(text(name, value));
    }
}

fn text(name: &'static str, value: String) -> Frame<'static> {
    Frame::Text(TextInformationFrame::new(id(name), TextEncoding::UTF8, value))
}

fn id(name: &'static str) -> FrameId<'static> {
    FrameId::Valid(Cow::Borrowed(name))
}
