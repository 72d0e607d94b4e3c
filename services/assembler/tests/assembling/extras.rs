//! Sidecar files: the times in captions and EPUBs match the sound.

use std::io::{Cursor, Read as _};

use bytes::Bytes;
use contract::{Format, MadeFile, Pause, SentenceTime};
use serde_json::Value;
use zip::ZipArchive;

use crate::sound::{Audiobook, END, clicks, heard};
use crate::world::{World, plan};

/// Samples of the priming frame.
const PRIMING: usize = 1024;
/// Silence before the first word of a chapter.
const LEAD_IN: usize = 12_000;
/// From the first sound of a sentence to its click: a cut fades in, and a click there would not be heard.
const WITHIN: usize = 400;

/// Where sentences begin whose clicks are heard in `sound`.
fn begun(sound: &[i16]) -> Vec<usize> {
    heard(sound).into_iter().map(|at| at - WITHIN).collect()
}

async fn file(world: &World, files: &[MadeFile], format: Format) -> Bytes {
    let made = files.iter().find(|file| file.format == format.name()).unwrap();
    let bytes = world.blobs.get(&made.blob, 1 << 30).await.unwrap();
    assert_eq!(bytes.len() as u64, made.size_bytes);
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn captions_and_clips_say_where_sentences_are_heard() {
    let mut world = World::new().await;
    let mut book =
        plan(&[("One", &[&[Pause::Sentence, Pause::Chapter]]), ("Two", &[&[Pause::Chapter]])]);
    book.options.wanted.formats = [Format::M4b, Format::Vtt, Format::Epub, Format::Cue].into();
    world.blobs.put(&book.source, Bytes::from_static(b"book")).await.unwrap();
    let times =
        vec![SentenceTime { start: 0, end: 8_000 }, SentenceTime { start: 8_000, end: 20_000 }];
    let [one, two] = [0, 1].map(|at| &book.chapters[at].segments[0]);
    let mut said = clicks(20_000, &[WITHIN, 8_000 + WITHIN]);
    said.samples[7_999..=8_000].fill(END);
    world.speak_with(&book, one, &said, times).await;
    world.speak(&book, two, &clicks(10_000, &[WITHIN])).await;
    world.plan(&book).await;
    world.start();

    let (finished, bytes) = world.finished(&book).await;

    let found = begun(&Audiobook::new(&bytes).decode());
    let made = finished.files;
    let formats: Vec<&str> = made.iter().map(|file| file.format.as_str()).collect();
    assert_eq!(formats, ["m4b", "epub", "vtt", "cue"]);
    let timeline = format!("audiobooks/{}/{}/timeline.json", book.book, book.revision);
    let timeline = world.blobs.get(&timeline.parse().unwrap(), 1 << 30).await.unwrap();
    let timeline: Value = serde_json::from_slice(&timeline).unwrap();
    let sentences = timeline["chapters"].as_array().unwrap().iter().flat_map(|chapter| {
        chapter["sentences"].as_array().unwrap().iter().map(|sentence| sentence["start"].as_u64())
    });
    let starts: Vec<usize> = sentences.map(|start| start.unwrap().try_into().unwrap()).collect();
    assert_eq!(starts, found);
    assert_eq!(starts[0], PRIMING + LEAD_IN);
    let captions = file(&world, &made, Format::Vtt).await;
    assert_eq!(String::from_utf8_lossy(&captions).matches(" --> ").count(), 3);

    let epub = file(&world, &made, Format::Epub).await;
    let mut zip = ZipArchive::new(Cursor::new(&epub)).unwrap();
    for (name, clicks) in [
        ("EPUB/read-along/0001.m4a", vec![LEAD_IN, starts[1] - PRIMING]),
        ("EPUB/read-along/0002.m4a", vec![LEAD_IN]),
    ] {
        let mut clip = vec![];
        zip.by_name(name).unwrap().read_to_end(&mut clip).unwrap();
        assert_eq!(begun(&Audiobook::new(&clip).decode()), clicks, "{name}");
    }
    world.end().await;
}
