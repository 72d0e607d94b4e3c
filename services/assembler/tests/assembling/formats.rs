//! Files in every format: of the right length and name, and never encoded twice.

use std::collections::BTreeSet;

use bytes::Bytes;
use contract::{BlobKey, Digest, Finished, Format, Pause, Plan, Revision};

use crate::sound::{Audiobook, clicks, heard, jpeg};
use crate::world::{World, plan};

/// The part of a chapter of the story after its lead-in of half a second: its speech and its pause.
const SPEECH: usize = 20_000;
const CHAPTER: usize = (12_000 + SPEECH + 36_000_usize).next_multiple_of(1_024);

/// A book of three chapters; of the second, nothing can be spoken.
fn story(formats: &[Format]) -> Plan {
    let one: &[&[Pause]] = &[&[Pause::Chapter]];
    let mut plan = plan(&[("On/Off", one), ("Lost", one), ("", one)]);
    plan.options.wanted.formats = formats.iter().copied().collect();
    plan
}

async fn speak(world: &World, plan: &Plan) {
    world.plan(plan).await;
    world.speak(plan, &plan.chapters[0].segments[0], &clicks(SPEECH, &[7_000])).await;
    world.give_up(plan, &plan.chapters[1].segments[0]).await;
    world.speak(plan, &plan.chapters[2].segments[0], &clicks(SPEECH, &[7_000])).await;
}

async fn fetch(world: &World, finished: &Finished, format: Format) -> Vec<(String, Bytes)> {
    let mut files = vec![];
    for file in finished.files.iter().filter(|file| file.format == format.name()) {
        let bytes = world.blobs.get(&file.blob, 1 << 30).await.unwrap();
        assert_eq!(bytes.len() as u64, file.size_bytes);
        files.push((file.name.clone(), bytes));
    }
    files
}

/// Where the clicks of a file are, in samples of 24 kHz, and how long it is.
fn played(bytes: &[u8]) -> (Vec<usize>, usize) {
    let samples = Audiobook::new(bytes).decode_at(24_000);
    (heard(&samples), samples.len())
}

#[tokio::test]
async fn every_format_has_every_sound_at_its_place() {
    let mut world = World::new().await;
    let formats = Format::ALL.into_iter().filter(|format| format.is_sound());
    let plan = story(&formats.clone().collect::<Vec<_>>());
    world.start();

    speak(&world, &plan).await;
    let (finished, _) = world.finished(&plan).await;

    let order: Vec<String> = finished.files.iter().map(|file| file.format.clone()).collect();
    assert_eq!((order[0].as_str(), order.len()), ("m4b", 4 + 4 * 3));
    assert_eq!(finished.audiobook, finished.files[0].blob);
    let lost = 12_000 + 12_000 + 36_000_usize;
    let third = CHAPTER + lost.next_multiple_of(1_024);
    let expected = [12_000 + 7_000, third + 12_000 + 7_000];
    let near = |place: usize, expected: usize| place.abs_diff(expected) <= 2;
    for format in formats {
        let files = fetch(&world, &finished, format).await;
        let priming = if matches!(format, Format::M4b | Format::M4a) { 1_024 } else { 0 };
        if format.has_many_files() {
            let folder = format!("A. Tester - The Title ({})/", format.extension());
            let names = ["01 - On-Off", "02 - Lost", "03 - Chapter 3"];
            for (at, (name, bytes)) in files.iter().enumerate() {
                assert_eq!(*name, format!("{folder}{}.{}", names[at], format.extension()));
                let (clicks, _) = played(bytes);
                assert_eq!(clicks.len(), usize::from(at != 1), "{name}");
                assert!(clicks.iter().all(|&at| near(at, priming + 19_000)), "{name} {clicks:?}");
            }
            continue;
        }
        let [(name, bytes)] = &files[..] else { unreachable!("{format}: {files:?}") };
        assert_eq!(*name, format!("A. Tester - The Title.{}", format.extension()));
        let (clicks, length) = played(bytes);
        assert_eq!(clicks.len(), 2, "{format}: {clicks:?}");
        assert!((0..2).all(|at| near(clicks[at], priming + expected[at])), "{format}: {clicks:?}");
        assert!(length.abs_diff(priming + third + CHAPTER) <= 2, "{format}: {length}");
    }
    world.end().await;
}

#[tokio::test]
async fn another_title_and_cover_encode_nothing_again() {
    let mut world = World::new().await;
    let formats = [Format::M4b, Format::Mp3, Format::Flac, Format::M4a, Format::OpusChapters];
    let mut plan = story(&formats);
    world.start();
    speak(&world, &plan).await;
    let (first, before) = world.finished(&plan).await;
    let encoded = world.blobs.list("chapters").await.unwrap();
    // What is not there cannot be encoded.
    for key in world.blobs.list("speech").await.unwrap() {
        world.blobs.delete(&key).await.unwrap();
    }

    plan.revision = Revision(2);
    plan.metadata.title = "Another".to_owned();
    plan.chapters[0].title = "On and off".to_owned();
    let picture = jpeg();
    let cover = BlobKey::cover(Digest::of(&picture));
    world.blobs.put(&cover, picture.into()).await.unwrap();
    plan.metadata.cover = Some(cover);
    world.plan(&plan).await;
    for chapter in [&plan.chapters[0], &plan.chapters[2]] {
        world.speak_cached(&plan, &chapter.segments[0], SPEECH as u64, 24_000).await;
    }
    world.give_up(&plan, &plan.chapters[1].segments[0]).await;
    let (second, after) = world.finished(&plan).await;

    assert_eq!(second.file_name, "A. Tester - Another.m4b");
    assert_eq!(world.blobs.list("chapters").await.unwrap(), encoded);
    let title = |bytes: &[u8]| Audiobook::new(bytes).probe()["format"]["tags"]["title"].clone();
    assert_eq!((title(&before), title(&after)), ("The Title".into(), "Another".into()));
    let names: BTreeSet<&str> = second.files.iter().map(|file| file.name.as_str()).collect();
    assert!(names.contains("A. Tester - Another (m4a)/01 - On and off.m4a"), "{names:?}");
    assert_eq!(first.files.len(), second.files.len());
    world.end().await;
}

/// An hour and three quarters in three hundred chapters.
#[tokio::test]
async fn a_long_book_is_split_between_chapters() {
    let mut world = World::new().await;
    let one: &[&[Pause]] = &[&[Pause::None]];
    let mut plan = plan(&vec![("Chapter", one); 300]);
    plan.options.wanted.split_hours = Some(1);
    let speech = plan.chapters[0].segments[0].speech;
    plan.chapters.iter_mut().for_each(|chapter| chapter.segments[0].speech = speech);
    world.plan(&plan).await;
    let long = 20 * 24_000;
    world.speak(&plan, &plan.chapters[0].segments[0], &clicks(long, &[100])).await;
    for chapter in &plan.chapters[1..] {
        world.speak_cached(&plan, &chapter.segments[0], long as u64, 24_000).await;
    }

    world.start();
    let (finished, _) = world.finished(&plan).await;

    let length = (12_000 + long + 1_024).next_multiple_of(1_024);
    let first = (3_600 * 24_000_usize).div_ceil(length);
    let names = [1, 2].map(|part| format!("A. Tester - The Title - Part {part} of 2.m4b"));
    let parts = fetch(&world, &finished, Format::M4b).await;
    assert_eq!(parts.len(), 2);
    for (at, chapters) in [first, 300 - first].into_iter().enumerate() {
        let (name, bytes) = &parts[at];
        assert_eq!(*name, names[at]);
        let part = Audiobook::new(bytes);
        assert_eq!(part.chapters().len(), chapters);
        assert_eq!(part.said_length().0, (1_024 + chapters * length) as u64);
        assert_eq!(part.probe()["format"]["tags"]["disc"], format!("{}/2", at + 1));
    }
    assert_eq!(finished.duration_ms, (1_024 + 300 * length as u64) * 1000 / 24_000);
    world.end().await;
}
