//! Tags of every format, read back with ffprobe and `lofty`; the files are kept for other programs, see `scripts/compat.sh`.

mod long;

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bytes::Bytes;
use contract::Series;
use lofty::file::{AudioFile as _, TaggedFileExt as _};
use lofty::tag::Accessor as _;
use serde_json::{Value, json};

use super::*;
use crate::book_tags::Extent;
use crate::chapter_marks::marks;

/// Samples of the sound in seconds.
const RATE: u32 = 24_000;

fn run(program: &str, words: &[&OsStr]) -> Vec<u8> {
    // ffprobe warns of the texts of chapters, which it has no decoder for.
    let level = if program == "ffprobe" { "error" } else { "warning" };
    let program = child::find_tool(program).expect("ffmpeg is needed");
    let output = Command::new(program).args(["-v", level]).args(words).output().unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    // ffmpeg 5.1 says this of every MP4 file with a cover, its own among them.
    let mut serious = complaints.lines().filter(|line| !line.ends_with("timescale not set"));
    assert!(output.status.success() && serious.next().is_none(), "{complaints}");
    output.stdout
}

fn ffmpeg(before: &str, path: &Path, behind: &str) -> Vec<u8> {
    let mut words: Vec<&OsStr> = before.split(' ').map(OsStr::new).collect();
    words.push(path.as_os_str());
    words.extend(behind.split_whitespace().map(OsStr::new));
    run("ffmpeg", &words)
}

fn probe(path: &Path) -> Value {
    let words = ["-of", "json", "-show_format", "-show_streams", "-show_chapters"].map(OsStr::new);
    serde_json::from_slice(&run("ffprobe", &[&words[..], &[path.as_os_str()]].concat())).unwrap()
}

/// What a decoder makes of the sound.
fn heard(path: &Path) -> Vec<u8> {
    ffmpeg("-i", path, "-map 0:a -f md5 pipe:1")
}

fn book() -> BookTags {
    let text = |text: &str| Some(text.to_owned());
    let cover = "../../tests/books/the-net-loft/EPUB/images/cover.jpg";
    let jpeg = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(cover)).unwrap();
    BookTags {
        title: "Wind = 1; #2 \\ “q” 😀".to_owned(),
        subtitle: text("Of mills"),
        authors: vec!["Ada King, Countess".to_owned(), "B. Two".to_owned()],
        narrators: vec!["Ada Reader".to_owned(), "N. Four".to_owned()],
        series: Some(Series { name: "Mills & Co".to_owned(), index: text("2") }),
        publisher: text("Loft"),
        date: text("1895-05-07"),
        language: text("en-GB"),
        isbn: text("9783161484100"),
        asin: text("B002V5D7JS"),
        description: text("One; two = “three”.\nAnd four."),
        genres: vec!["Fiction".to_owned(), "Wind".to_owned()],
        subjects: vec!["Mills -- Wind".to_owned()],
        rights: text("Nobody’s"),
        cover: Some(Bytes::from(jpeg)),
        extent: Extent::Whole,
    }
}

fn titles() -> Vec<String> {
    let long = ["x".repeat(400), "é".repeat(400), "😀".repeat(400)];
    let odd = ["One", "a=b; c#d \\ e", "“q” 'q' \"q\" 😀"].map(str::to_owned);
    odd.into_iter().chain(long).collect()
}

/// Where the files are kept.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/tmp/compat");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn said(probe: &Value) -> BTreeMap<String, String> {
    let of = |value: &Value| value["tags"].as_object().cloned().unwrap_or_default();
    // An Ogg file's tags are those of its stream.
    let all = of(&probe["streams"][0]).into_iter().chain(of(&probe["format"]));
    all.map(|(key, value)| (key.to_lowercase(), value.as_str().unwrap().to_owned())).collect()
}

/// Makes a file of `format` with chapters, and has it read.
fn check(format: Format, coding: &str, file: &str) {
    let (book, titles) = (book(), titles());
    let mut marks = marks(titles.iter().map(|title| (title.as_str(), 25)));
    let samples = marks.last().unwrap().end;
    let path = folder().join(file);
    let seconds =
        format!("-y -f lavfi -i sine=440:r=24000:d=10 -af atrim=end_sample={samples} {coding}");
    ffmpeg(&seconds, &path, "");
    let before = heard(&path);

    into_file(&path, format, &book, &marks, RATE).unwrap();
    into_file(&path, format, &book, &marks, RATE).unwrap();
    if format == Format::Mp3 {
        marks.iter_mut().for_each(|mark| mark.title = frames::short(&mark.title).to_owned());
    }

    assert_eq!(heard(&path), before, "the sound is what it was");
    let found = probe(&path);
    let tags = said(&found);
    for (name, value) in [
        ("title", book.title.as_str()),
        ("album", &book.title),
        ("artist", "Ada King, Countess; B. Two"),
        ("album_artist", "Ada King, Countess; B. Two"),
        ("composer", "Ada Reader, N. Four"),
        ("genre", "Fiction; Wind"),
        ("date", "1895-05-07"),
        ("publisher", "Loft"),
        ("subtitle", "Of mills"),
        ("series", "Mills & Co"),
        ("series-part", "2"),
        ("language", "en-GB"),
        ("isbn", "9783161484100"),
        ("asin", "B002V5D7JS"),
        ("copyright", "Nobody’s"),
        ("comment", "One; two = “three”.\nAnd four."),
    ] {
        let other = name.replace('_', "");
        let found = tags.get(name).or(tags.get(&other));
        assert_eq!(found.map(String::as_str), Some(value), "{file}: {name} in {tags:?}");
    }
    let has_chapters = format != Format::M4a;
    let chapters = found["chapters"].as_array().unwrap();
    assert_eq!(chapters.len(), if has_chapters { marks.len() } else { 0 }, "{file}");
    for (chapter, mark) in chapters.iter().zip(&marks) {
        let start: f64 = chapter["start_time"].as_str().unwrap().parse().unwrap();
        #[expect(clippy::cast_precision_loss, reason = "some seconds")]
        let expected = mark.start as f64 / f64::from(RATE);
        assert!((start - expected).abs() <= 0.001, "{file}: {start} {expected}");
        assert_eq!(chapter["tags"]["title"], mark.title, "{file}");
    }
    let cover = found["streams"].as_array().unwrap().iter().find(|s| s["codec_name"] == "mjpeg");
    assert_eq!(cover.unwrap()["disposition"]["attached_pic"], 1, "{file}");
    let read = lofty::read_from_path(&path).unwrap();
    let tag = read.primary_tag().unwrap();
    assert_eq!(tag.title().as_deref(), Some(book.title.as_str()), "{file}");
    assert_eq!(tag.pictures()[0].data(), book.cover.as_ref().unwrap());
    let milliseconds = u128::from(samples * 1000 / u64::from(RATE));
    assert!(read.properties().duration().as_millis().abs_diff(milliseconds) <= 90, "{file}");
    keep(&path, &book, if has_chapters { &marks } else { &[] }, samples);
}

/// Writes beside a file what others must read in it.
fn keep(path: &Path, book: &BookTags, marks: &[ChapterMark], samples: u64) {
    let chapter =
        |mark: &ChapterMark| json!([mark.title, mark.start * 1_000_000 / u64::from(RATE)]);
    let expected = json!({
        "file": path.file_name().unwrap().to_str().unwrap(),
        "duration_us": samples * 1_000_000 / u64::from(RATE),
        "chapters": marks.iter().map(chapter).collect::<Vec<_>>(),
        "cover_bytes": book.cover.as_ref().unwrap().len(),
        "tags": {
            "title": book.name(), "album": book.title, "author": book.authors(), "narrator": book.narrators(),
            "genre": book.genre(), "date": book.date, "publisher": book.publisher, "subtitle": book.subtitle,
            "series": "Mills & Co", "part": "2", "language": book.language, "isbn": book.isbn, "asin": book.asin,
            "rights": book.rights, "description": book.description, "order": book.order(),
        },
    });
    fs::write(path.with_extension("json"), expected.to_string()).unwrap();
}

#[test]
fn an_mp3_file_says_everything() {
    check(Format::Mp3, "-c:a libmp3lame -b:a 64k -f mp3", "form-mp3.mp3");
}

#[test]
fn an_opus_file_says_everything() {
    check(Format::Opus, "-c:a libopus -b:a 32k -f opus", "form-opus.opus");
}

#[test]
fn a_flac_file_says_everything() {
    check(Format::Flac, "-c:a flac -f flac", "form-flac.flac");
}

#[test]
fn an_m4a_file_says_everything() {
    check(Format::M4a, "-c:a aac -b:a 64k -f ipod", "form-m4a.m4a");
}

#[test]
fn a_file_of_one_chapter_says_which() {
    let folder = tempfile::tempdir().unwrap();
    let title = "The Cup".to_owned();
    let book = book().with_extent(Extent::Chapter { title, number: 7, of: 30 });
    for (format, coding, file) in [
        (Format::Mp3Chapters, "-c:a libmp3lame", "a.mp3"),
        (Format::OpusChapters, "-c:a libopus -b:a 32k", "a.opus"),
        (Format::M4a, "-c:a aac", "a.m4a"),
    ] {
        let path = folder.path().join(file);
        ffmpeg(&format!("-f lavfi -i sine=440:r=24000:d=1 {coding}"), &path, "");

        into_file(&path, format, &book, &[], RATE).unwrap();

        let tags = said(&probe(&path));
        assert_eq!(
            (tags["title"].as_str(), tags["album"].as_str()),
            ("The Cup", book.title.as_str())
        );
        assert!(["7", "7/30"].contains(&tags["track"].as_str()), "{tags:?}");
        assert!(!tags.contains_key("disc"));
    }
}

#[test]
fn three_hundred_chapters_of_an_mp3_stand_in_several_tables() {
    let marks = marks((0..300).map(|_| ("Title", 3)));
    let mut bytes = vec![];
    let options = WriteOptions::new().preferred_padding(0);

    frames::of(&book(), &marks, RATE).dump_to(&mut bytes, options).unwrap();

    let tables = bytes.windows(4).filter(|kind| kind == b"CTOC").count();
    let chapters = bytes.windows(4).filter(|kind| kind == b"CHAP").count();
    assert_eq!((tables, chapters), (3, 300), "one of two, each within a byte's count");
}

#[test]
fn a_wav_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.wav");
    fs::write(&path, "anything").unwrap();

    into_file(&path, Format::Wav, &book(), &[], RATE).unwrap();

    assert_eq!(fs::read(path).unwrap(), b"anything");
}
