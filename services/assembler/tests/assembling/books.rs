//! A finished book has every sound at its place, and complete tags.

use contract::{BlobKey, Digest, FactKind, Pause, SentenceTime};

use crate::sound::{Audiobook, END, clicks, heard, jpeg};
use crate::world::{World, plan};

/// Samples before the first word of a chapter: half a second.
pub(crate) const LEAD_IN: usize = 12_000;
/// Pauses, as the configuration has them.
pub(crate) const SENTENCE: usize = 8_400;
pub(crate) const CHAPTER: usize = 36_000;
/// The encoder's first frame.
pub(crate) const PRIMING: usize = 1_024;

pub(crate) fn whole_frames(samples: usize) -> usize {
    samples.next_multiple_of(1_024)
}

/// The chapter track counts in milliseconds.
fn rounded_ms(samples: usize) -> u64 {
    (samples as u64 * 1000 + 12_000) / 24_000
}

#[tokio::test]
async fn every_sound_and_every_mark_is_exactly_at_its_place() {
    let mut world = World::new().await;
    let titles = ["One = 1; #2 \\ “q” 😀", "It's \"two\"\nlines", ""];
    let segments: &[&[Pause]] = &[&[Pause::Sentence, Pause::Sentence], &[Pause::Chapter]];
    let plan = plan(&titles.map(|title| (title, segments)));
    world.start();

    world.plan(&plan).await;
    for (at, chapter) in plan.chapters.iter().enumerate() {
        let odd = 7_001 + at * 333;
        let times = vec![
            SentenceTime { start: 0, end: 4_000 },
            SentenceTime { start: 4_000, end: 4_000 + odd as u64 },
        ];
        let mut two = clicks(4_000 + odd, &[1_000, 5_000]);
        two.samples[3_999..=4_000].fill(END);
        world.speak_with(&plan, &chapter.segments[0], &two, times).await;
        world.speak(&plan, &chapter.segments[1], &clicks(3_001, &[1_500])).await;
    }
    let (finished, bytes) = world.finished(&plan).await;

    let (mut begins, mut expected, mut starts) = (PRIMING, vec![], vec![0]);
    for at in 0..3 {
        let odd = 7_001 + at * 333;
        let second = LEAD_IN + 4_000 + SENTENCE;
        let third = second + odd + SENTENCE;
        expected.extend([
            begins + LEAD_IN + 1_000,
            begins + second + 1_000,
            begins + third + 1_500,
        ]);
        begins += whole_frames(third + 3_001 + CHAPTER);
        starts.push(rounded_ms(begins));
    }
    let book = Audiobook::new(&bytes);
    let sound = book.decode();
    let places = heard(&sound);
    let near = |(place, expected): (&usize, &usize)| place.abs_diff(*expected) <= 1;
    assert_eq!(places.len(), expected.len(), "{places:?} {expected:?}");
    assert!(places.iter().zip(&expected).all(near), "{places:?} {expected:?}");
    assert_eq!(sound.len(), begins);
    assert_eq!(book.said_length(), (begins as u64, begins as u64 / 1024));
    assert_eq!(finished.duration_ms, begins as u64 * 1000 / 24_000);
    let titles = ["One = 1; #2 \\ “q” 😀", "It's \"two\" lines", "Chapter 3"];
    let marks: Vec<_> = titles.map(str::to_owned).into_iter().zip(starts).collect();
    assert_eq!(book.chapters(), marks);
    assert_eq!(finished.gaps, []);
    world.end().await;
}

#[tokio::test]
async fn a_book_says_what_it_is() {
    let mut world = World::new().await;
    let mut plan = plan(&[("One", &[&[Pause::Chapter]])]);
    let picture = jpeg();
    let cover = BlobKey::cover(Digest::of(&picture));
    world.blobs.put(&cover, picture.into()).await.unwrap();
    plan.metadata.cover = Some(cover);
    plan.metadata.title = "What/is: it?".to_owned();
    plan.metadata.authors = vec!["A. One".to_owned(), "B. Two".to_owned()];
    plan.metadata.series =
        Some(contract::Series { name: "Questions".to_owned(), index: Some("2".to_owned()) });
    plan.metadata.publisher = Some("Loft".to_owned());
    plan.metadata.date = Some("1895".to_owned());
    plan.metadata.description = Some("What it is; and what not.".to_owned());
    world.plan(&plan).await;
    world.speak(&plan, &plan.chapters[0].segments[0], &clicks(24_000, &[100])).await;

    world.start();
    let (finished, bytes) = world.finished(&plan).await;

    let book = Audiobook::new(&bytes);
    let probe = book.probe();
    let tags = &probe["format"]["tags"];
    assert_eq!(tags["title"], "What/is: it?");
    assert_eq!(tags["album"], "What/is: it?");
    assert_eq!(tags["artist"], "A. One, B. Two");
    assert_eq!(tags["album_artist"], "A. One, B. Two");
    assert_eq!(tags["composer"], "lector");
    assert_eq!(tags["genre"], "Audiobook");
    assert_eq!(tags["media_type"], "2");
    assert_eq!(tags["gapless_playback"], "1");
    assert_eq!(tags["LANGUAGE"], "en");
    assert_eq!((&tags["SERIES"], &tags["SERIES-PART"]), (&"Questions".into(), &"2".into()));
    assert_eq!((&tags["show"], &tags["episode_id"]), (&"Questions".into(), &"2".into()));
    assert_eq!(tags["sort_name"], "Questions 2 - What/is: it?");
    assert_eq!(tags["sort_album"], "Questions 2 - What/is: it?");
    assert_eq!((&tags["PUBLISHER"], &tags["date"]), (&"Loft".into(), &"1895".into()));
    for name in ["description", "synopsis", "comment"] {
        assert_eq!(tags[name], "What it is; and what not.");
    }
    assert_eq!(tags["major_brand"], "M4A ");
    assert_eq!(finished.file_name, "A. One, B. Two - What-is- it.m4b");
    let streams = probe["streams"].as_array().unwrap();
    let sound = streams.iter().find(|stream| stream["codec_type"] == "audio").unwrap();
    assert_eq!((&sound["codec_name"], &sound["profile"]), (&"aac".into(), &"LC".into()));
    assert_eq!((&sound["sample_rate"], &sound["channels"]), (&"24000".into(), &1.into()));
    let picture = streams.iter().find(|stream| stream["codec_type"] == "video").unwrap();
    assert_eq!(picture["codec_name"], "mjpeg");
    assert_eq!(picture["disposition"]["attached_pic"], 1);
    assert!(book.starts_fast(), "players can start before they have the whole file");
    world.end().await;
}

/// An hour and three quarters; must not take more than seconds.
#[tokio::test]
async fn three_hundred_chapters_are_three_hundred_chapters() {
    let mut world = World::new().await;
    let titles: Vec<String> = (1..=300).map(|number| format!("Number {number}")).collect();
    let one: &[&[Pause]] = &[&[Pause::None]];
    let chapters: Vec<(&str, &[&[Pause]])> =
        titles.iter().map(|title| (title.as_str(), one)).collect();
    let mut plan = plan(&chapters);
    let speech = plan.chapters[0].segments[0].speech;
    plan.chapters.iter_mut().for_each(|chapter| chapter.segments[0].speech = speech);
    world.plan(&plan).await;
    let long = 20 * 24_000;
    world.speak(&plan, &plan.chapters[0].segments[0], &clicks(long, &[100])).await;
    for chapter in &plan.chapters[1..] {
        world.speak_cached(&plan, &chapter.segments[0], long as u64, 24_000).await;
    }

    world.start();
    let (finished, bytes) = world.finished(&plan).await;

    let book = Audiobook::new(&bytes);
    let chapters = book.chapters();
    let length = whole_frames(LEAD_IN + long + 1_024);
    let start = |at| if at == 0 { 0 } else { rounded_ms(PRIMING + at * length) };
    let expected: Vec<_> = titles.into_iter().zip((0..300).map(start)).collect();
    assert_eq!(chapters, expected);
    assert!(!bytes.windows(4).any(|kind| kind == b"chpl"), "the older list ends at 255");
    let samples = (PRIMING + 300 * length) as u64;
    assert_eq!(book.said_length(), (samples, samples / 1024));
    assert_eq!(finished.duration_ms, samples * 1000 / 24_000);
    let kept = world.blobs.list("chapters").await.unwrap();
    assert_eq!(kept.len(), 3, "the same speech is encoded once: {kept:?}");
    world.end().await;
}

#[tokio::test]
async fn a_cancelled_book_is_left_alone() {
    let mut world = World::new().await;
    let cancelled = plan(&[("One", &[&[Pause::Chapter]])]);
    let other = plan(&[("One", &[&[Pause::Chapter]])]);
    let (book, revision) = (cancelled.book, cancelled.revision);
    for plan in [&cancelled, &other] {
        world.plan(plan).await;
        world.speak(plan, &plan.chapters[0].segments[0], &clicks(24_000, &[100])).await;
    }
    let schema = contract::Schema::default();
    let fact = contract::Cancelled { schema, book, revision };
    world.say(contract::Fact::Cancelled(fact)).await;
    let chapter = contract::ChapterId(1);
    let job =
        contract::Job::Chapter(contract::ChapterJob { schema, book, revision, chapter, again: 0 });
    world.bus.enqueue(&job).await.unwrap();

    world.start();
    world.finished(&other).await;

    assert_eq!(world.fact(&cancelled, FactKind::Chapter(chapter)).await, None);
    assert_eq!(world.fact(&cancelled, FactKind::Finished).await, None);
    world.end().await;
}
