//! Books of many chapters and of many hours, made of one encoded minute again and again: so they cost next to nothing.

use std::io::{BufWriter, Write as _};

use lofty::tag::ItemKey;
use tokio::io::AsyncReadExt as _;

use super::*;
use crate::adts::{AdtsEvent as Found, AdtsParser};
use crate::frame_table::FrameTable;
use crate::mp4::header;

/// A minute that begins with a tone and ends in silence, as ADTS.
const MINUTE: &str =
    "-f lavfi -i aevalsrc='0.3*sin(2760*t)*lt(t\\,0.2)':s=24000:d=60.032 -c:a aac -b:a 64k -f adts";

/// Makes a book of chapters of so many minutes, has two libraries read it, and keeps it for others.
async fn check(name: &str, chapters: usize, minutes: usize) {
    let book = book();
    let (mut scan, mut sizes, mut sound) = (AdtsParser::default(), vec![], vec![]);
    let found = |found: Found<'_>| match found {
        Found::Frame(size) => sizes.push(size),
        Found::Payload(bytes) => sound.extend_from_slice(bytes),
    };
    let adts = ffmpeg(MINUTE, Path::new("pipe:1"), "");
    scan.push(&adts, found).unwrap();
    let (priming, body) = sound.split_at(usize::from(sizes[0]));
    let titles: Vec<String> =
        (0..chapters).map(|at| format!("{at}: {}", titles()[at % 6])).collect();
    let frames = 1 + (sizes.len() - 1) * minutes;
    let marks = marks(titles.iter().map(|title| (title.as_str(), frames as u64)));
    let all = sizes[1..].iter().cycle().take((frames - 1) * chapters);
    let all = sizes.iter().take(1).chain(all).copied().collect();
    let header = header(
        FrameTable { format: scan.format().unwrap(), sizes: all },
        &marks,
        &tag_box(&of(&book)).unwrap(),
    );
    let mut bytes = vec![];
    header.read().read_to_end(&mut bytes).await.unwrap();

    let path = folder().join(name);
    let mut file = BufWriter::new(fs::File::create(&path).unwrap());
    file.write_all(&bytes).unwrap();
    file.write_all(priming).unwrap();
    (0..chapters * minutes).for_each(|_| file.write_all(body).unwrap());
    file.into_inner().unwrap().sync_data().unwrap();

    let samples = marks.last().unwrap().end;
    let milliseconds = u128::from(samples * 1000 / u64::from(RATE));
    let tag = mp4ameta::Tag::read_from_path(&path).unwrap();
    let track = tag.userdata.chapter_track();
    assert!(track.iter().map(|c| &c.title).eq(marks.iter().map(|mark| &mark.title)));
    for (chapter, mark) in track.iter().zip(&marks) {
        let start = u128::from(mark.start * 1_000_000 / u64::from(RATE));
        assert!(chapter.start.as_micros().abs_diff(start) <= 1_000, "{}", mark.title);
    }
    let listed = if chapters > 255 { 0 } else { chapters };
    assert_eq!(tag.userdata.chapter_list().len(), listed, "the older list ends at 255");
    assert!(tag.duration().as_millis().abs_diff(milliseconds) <= 1);
    let read = lofty::read_from_path(&path).unwrap();
    let of_lofty = read.primary_tag().unwrap();
    assert_eq!(of_lofty.title().as_deref(), Some(book.title.as_str()));
    assert_eq!(of_lofty.get_string(ItemKey::AlbumArtist), book.authors().as_deref());
    assert_eq!(of_lofty.get_string(ItemKey::Composer), book.narrators().as_deref());
    assert_eq!(of_lofty.pictures()[0].data(), book.cover.as_ref().unwrap());
    assert!(read.properties().duration().as_millis().abs_diff(milliseconds) <= 1);
    keep(&path, &book, &marks, samples);
}

#[tokio::test]
async fn a_book_of_three_hundred_chapters_says_everything() {
    check("three-hundred.m4b", 300, 1).await;
}

#[tokio::test]
async fn a_book_of_sixty_hours_says_everything() {
    check("sixty-hours.m4b", 230, 16).await;
}
