//! Checks a written file box by box, and with other programs.

use std::io::{Seek, SeekFrom, Write};
use std::time::Duration;

use mp4ameta::{ChannelConfig, SampleRate, Tag};

use super::*;
use crate::adts::format_of_speech;
use crate::chapter_marks::marks;

async fn bytes(header: Mp4Header) -> Vec<u8> {
    let (mut bytes, size) = (vec![], header.size());
    header.read().read_to_end(&mut bytes).await.unwrap();
    assert_eq!(bytes.len() as u64, size);
    bytes
}

/// A file of chapters of `frames` each, whose sound is zeros.
async fn file(titles: &[&str], frames: u64, size: u16) -> Vec<u8> {
    let marks = marks(titles.iter().map(|&title| (title, frames)));
    let count = usize::try_from(marks.last().unwrap().end / 1024).unwrap();
    let sound = FrameTable { format: format_of_speech(), sizes: vec![size; count] };
    let content = count * usize::from(size);
    let mut bytes = bytes(header(sound, &marks, &[])).await;
    bytes.resize(bytes.len() + content, 0);
    bytes
}

/// The content of the box at the end of `path`, where `trak2` is the second `trak`.
fn content<'a>(mut boxes: &'a [u8], path: &str) -> &'a [u8] {
    for name in path.split('/') {
        let (kind, mut skip) = (&name[..4], name[4..].parse::<usize>().map_or(0, |nth| nth - 1));
        boxes = loop {
            let size = u32::from_be_bytes(boxes[..4].try_into().unwrap()) as usize;
            let (head, now, rest) = (&boxes[4..8], &boxes[8..size], &boxes[size..]);
            match head == kind.as_bytes() {
                true if skip == 0 => break now,
                found => (skip, boxes) = (skip - usize::from(found), rest),
            }
        };
    }
    boxes
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap())
}

#[tokio::test]
async fn every_table_points_at_what_it_means() {
    let bytes = file(&["One", "Zwei – “q”"], 200, 3).await;

    let table = "moov/trak/mdia/minf/stbl";
    let place = |of: &str, at| number(content(&bytes, of), at) as usize;
    let (texts, sound) = (b"\0\x03One\0\0\0\x0cencd\0\0\x01\0\0\x10Zwei", bytes.len() - 399 * 3);
    assert_eq!(place(&format!("{table}/stco"), 8), sound);
    assert_eq!(place(&format!("{table}/stco"), 8 + 3 * 4), sound + 3 * 128 * 3);
    assert!(bytes[place("moov/trak2/mdia/minf/stbl/stco", 8)..].starts_with(texts));
    assert_eq!(content(&bytes, "mdat").len(), 399 * 3 + 17 + 30);
    let sizes = content(&bytes, &format!("{table}/stsz"));
    assert_eq!(sizes, [&[0; 8], &399_u32.to_be_bytes()[..], &[0, 0, 0, 3].repeat(399)].concat());
    let ticks = content(&bytes, &format!("{table}/stts"));
    assert_eq!(ticks, b"\0\0\0\0\0\0\0\x01\0\0\x01\x8f\0\0\x04\0", "399 times 1024");
    let decoder = b"\x13\x08\x06\x80\x80\x80\x01\x02";
    assert!(content(&bytes, &format!("{table}/stsd")).ends_with(decoder));
    assert_eq!(content(&bytes, "moov/trak/tref/chap"), [0, 0, 0, 2]);
    assert_eq!(content(&bytes, "moov/trak2/tkhd")[..4], [0, 0, 0, 2], "not played");
    // 200 * 1024 / 24 and 399 * 1024 / 24 milliseconds; what is played is rounded up.
    let (first, end) = (8_533_u32, 17_024_u32);
    let chapters = content(&bytes, "moov/trak2/mdia/minf/stbl/stts");
    let expected = [0, 2, 1, first, 1, end - first].map(u32::to_be_bytes);
    assert_eq!(chapters, expected.concat());
    assert_eq!(number(content(&bytes, "moov/mvhd"), 16), end);
    let list = [&[1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3], b"One".as_slice()];
    let list = [list.concat(), 85_333_333_u64.to_be_bytes().to_vec(), b"\x10Zwei".to_vec()];
    assert!(content(&bytes, "moov/udta/chpl").starts_with(&list.concat()));
}

#[tokio::test]
async fn another_reader_finds_the_same() {
    for count in [1, 3, 255, 256, 300] {
        let titles: Vec<String> = (1..=count).map(|number| format!("Number {number}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let bytes = file(&titles, 376, 7).await;

        let read = Tag::read_from(&mut io::Cursor::new(&bytes)).unwrap();

        let frames = 375 * count + 1;
        let start = |at: u64| if at == 0 { 0 } else { 375 * at + 1 } * 1024;
        let found: Vec<_> = read.userdata.chapter_track().iter().map(|c| &c.title).collect();
        assert_eq!(found, titles);
        for (at, chapter) in (0..).zip(read.userdata.chapter_track()) {
            let expected = Duration::from_millis((start(at) + 12) / 24);
            assert_eq!(chapter.start, expected, "{at}");
        }
        let listed = read.userdata.chapter_list();
        assert_eq!(listed.len() as u64, if count > 255 { 0 } else { count });
        for (at, chapter) in (0..).zip(listed) {
            assert_eq!(chapter.start.as_nanos(), u128::from((start(at) * 1250 + 1) / 3 * 100));
            assert_eq!(chapter.title, titles[usize::try_from(at).unwrap()]);
        }
        assert_eq!(read.duration(), Duration::from_millis((frames * 1024).div_ceil(24)));
        assert_eq!(read.sample_rate(), Some(SampleRate::Hz24000));
        assert_eq!(read.channel_config(), Some(ChannelConfig::Mono));
        assert_eq!(read.avg_bitrate(), Some(7 * 8 * 24_000 / 1024));
    }
}

#[tokio::test]
async fn sizes_come_in_pieces_and_in_order() {
    let sizes: Vec<u16> =
        (0..40_000).map(|at: u32| u16::try_from(at % 8_000 + 1).unwrap()).collect();
    let sound = FrameTable { format: format_of_speech(), sizes: sizes.clone() };

    let bytes = bytes(header(sound, &marks([("One", 40_000)]), &[])).await;

    let table = &content(&bytes, "moov/trak/mdia/minf/stbl/stsz")[12..];
    let expected: Vec<u8> = sizes.iter().flat_map(|&s| u32::from(s).to_be_bytes()).collect();
    assert!(table == expected);
}

/// Sixty-four hours, more than four gibibytes: all but the last frame is a hole in the file.
#[tokio::test]
async fn the_last_frame_of_a_very_long_book_is_found() {
    let frames = 5_400_000;
    let sound = FrameTable { format: format_of_speech(), sizes: vec![900; frames] };
    let size = sound.size();
    assert!(size > u32::MAX.into() && sound.samples() > u32::MAX.into());
    let bytes = bytes(header(sound, &marks([("One", frames as u64 - 50), ("Two", 51)]), &[])).await;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    file.seek(SeekFrom::Current(i64::try_from(size).unwrap() - 1)).unwrap();
    file.write_all(&[0]).unwrap();

    let program = child::find_tool("ffprobe").expect("ffprobe is needed");
    let words = "-v fatal -of csv -select_streams a -show_entries packet=pts,pos,size -read_intervals 230399.95";
    let output = std::process::Command::new(program)
        .args(words.split(' '))
        .arg(file.path())
        .output()
        .unwrap();

    let last = frames as u64 - 1;
    let expected = format!("packet,{},900,{}\n", last * 1024, bytes.len() as u64 + last * 900);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.ends_with(&expected), "{said} {expected}");
    assert_eq!(content(&bytes, "moov/trak/mdia/mdhd")[0], 1);
    assert_eq!(
        content(&bytes, "moov/trak/mdia/minf/stbl/co64").len(),
        8 + frames.div_ceil(128) * 8
    );
}

/// Twelve hundred hours, more than the file's own clock can count to in 32 bits.
#[test]
fn the_longest_times_take_eight_bytes_everywhere() {
    let frames = 31_000_000;
    let sound = FrameTable { format: crate::adts::format_of_slowest(), sizes: vec![1; frames] };
    assert!(sound.movie_ticks() > u32::MAX.into() && sound.size() < u32::MAX.into());

    let header = header(sound, &marks([("One", 30_000_000), ("Two", 1_000_001)]), &[]);

    let bytes = [header.before_sizes, header.after_sizes].concat();
    let versions = |kind: &[u8; 4]| {
        let places = bytes.windows(4).enumerate().filter(|(_, found)| found == kind);
        places.map(|(at, _)| bytes[at + 4]).collect::<Vec<u8>>()
    };
    assert_eq!(versions(b"mvhd"), [1]);
    for kind in [b"tkhd", b"elst", b"mdhd"] {
        assert_eq!(versions(kind), [1, 1], "the sound's and the chapters'");
    }
    assert_eq!(versions(b"stco").len(), 2, "the content is small");
}
