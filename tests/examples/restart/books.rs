//! Ten thousand books that have ended, as facts, views and blobs: written directly, because making them would take days.

use blobs::Blobs;
use bus::Bus;
use contract::{
    BlobKey, BookId, BookState, BookView, ChapterEncoded, ChapterId, ChapterOutline, ChapterView,
    Digest, Fact, Finished, Planned, Revision, Schema, SegmentFact, SegmentId, SegmentSpoken,
    SpeechKey,
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use testkit::eventually_within;

use crate::PATIENCE;

/// Chapters of a book, and segments of a chapter: a novel of about 780 segments.
const CHAPTERS: u32 = 20;
const SEGMENTS: u32 = 39;

/// Blobs under way at the same time.
const AT_ONCE: usize = 64;

const REVISION: Revision = Revision::FIRST;

/// Book `number`; higher numbers are newer.
pub(crate) fn id(number: usize) -> BookId {
    format!("0192d3c4-0000-7000-8000-{number:012}").parse().unwrap()
}

/// Publishes the facts of so many books, with those about the segments of the `kept` newest; the others have forgotten theirs.
pub(crate) async fn publish(bus: &Bus, books: usize, kept: usize) -> u64 {
    let mut count = 0;
    for number in 1..=books {
        for fact in facts(number, number + kept > books) {
            let subject = fact.subject().to_string();
            bus.client().publish(subject, fact.payload().into()).await.unwrap();
            count += 1;
        }
        if number % 100 == 0 {
            bus.client().flush().await.unwrap();
        }
    }
    eventually_within(PATIENCE, "all facts are stored", || async {
        let info = bus.client().request("$JS.API.STREAM.INFO.FACTS", "".into()).await.ok()?;
        let info: Value = serde_json::from_slice(&info.payload).ok()?;
        (info["state"]["messages"].as_u64()? >= count).then_some(())
    })
    .await;
    count
}

/// Writes the views of so many books.
pub(crate) async fn show(bus: &Bus, books: usize) {
    let bucket = &bus.books();
    let puts = (1..=books).map(|number| {
        let view = view(number);
        async move { bucket.put(&view.book.to_string(), &view).await }
    });
    stream::iter(puts).buffer_unordered(AT_ONCE).try_collect::<()>().await.unwrap();
}

/// Stores a plan and an audiobook for each book, of a few bytes.
pub(crate) async fn store(blobs: &Blobs, books: usize) {
    let keys =
        (1..=books).flat_map(|number| [BlobKey::plan(id(number), REVISION), audiobook(id(number))]);
    let puts = keys.map(|key| async move { blobs.put(&key, "{}".into()).await.map(drop) });
    stream::iter(puts).buffer_unordered(AT_ONCE).try_collect::<()>().await.unwrap();
}

fn facts(number: usize, with_segments: bool) -> Vec<Fact> {
    let book = id(number);
    let mut facts = vec![Fact::Planned(planned(book, number))];
    for chapter in (1..=CHAPTERS).map(ChapterId) {
        let segments = if with_segments { SEGMENTS } else { 0 };
        facts.extend((1..=segments).map(|index| spoken(book, SegmentId::new(chapter, index))));
        facts.push(Fact::Chapter(encoded(book, chapter)));
    }
    facts.push(Fact::Finished(finished(book, number)));
    facts
}

fn planned(book: BookId, number: usize) -> Planned {
    let outline = |chapter| ChapterOutline {
        chapter: ChapterId(chapter),
        title: format!("Chapter {chapter}. In which something happens"),
        segments: SEGMENTS,
        characters: 12_000,
    };
    Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book,
        revision: REVISION,
        plan: BlobKey::plan(book, REVISION),
        title: format!("The Long Life of a Library, Volume {number}"),
        authors: vec!["Ada Tester".to_owned()],
        options: Box::default(),
        chapters: (1..=CHAPTERS).map(outline).collect(),
        characters: 240_000,
        left_out_characters: 1_000,
        asked_by: None,
        source: None,
        again: 0,
    }
}

fn spoken(book: BookId, segment: SegmentId) -> Fact {
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book,
        revision: REVISION,
        segment,
        speech: SpeechKey(Digest::of(format!("{book} {segment}").as_bytes())),
        samples: 400_000,
        rate_hz: 24_000,
        cached: false,
        engine_ms: 5_000,
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: "worker-0123456789ab".to_owned(),
        again: 0,
    }))
}

fn encoded(book: BookId, chapter: ChapterId) -> ChapterEncoded {
    ChapterEncoded {
        schema: Schema::default(),
        book,
        revision: REVISION,
        chapter,
        audio: BlobKey::chapter(Digest::of(format!("{book} {chapter}").as_bytes())),
        frames: 15_000,
        samples: 15_600_000,
        rate_hz: 24_000,
        encoder: "ffmpeg 5.1.9 aac-fast 64k".to_owned(),
        cached: false,
        again: 0,
        gaps: vec![],
    }
}

fn finished(book: BookId, number: usize) -> Finished {
    Finished {
        schema: Schema::default(),
        book,
        revision: REVISION,
        audiobook: audiobook(book),
        size_bytes: 2,
        duration_ms: 36_000_000,
        file_name: format!("Ada Tester - The Long Life of a Library, Volume {number}.m4b"),
        files: vec![],
        encoder: "ffmpeg 5.1.9 aac-fast 64k".to_owned(),
        gaps: vec![],
    }
}

/// The view of a finished book.
fn view(number: usize) -> BookView {
    let (book, segments) = (id(number), u64::from(CHAPTERS * SEGMENTS));
    let (planned, finished) = (planned(book, number), finished(book, number));
    let chapter = |outline: &ChapterOutline| ChapterView {
        chapter: outline.chapter,
        title: outline.title.clone(),
        segments: outline.segments,
        segments_done: outline.segments,
        encoded: true,
        cached: false,
    };
    BookView {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book,
        revision: REVISION,
        state: BookState::Done,
        title: planned.title,
        authors: planned.authors,
        options: *planned.options,
        segments,
        segments_done: segments,
        segments_cached: 0,
        segments_failed: 0,
        made_again: 0,
        speech_seconds: 34_000.0,
        engine_seconds: 3_000.0,
        remaining_seconds: None,
        chapters: planned.chapters.iter().map(chapter).collect(),
        audiobook: Some(finished.audiobook),
        file_name: Some(finished.file_name),
        size_bytes: Some(finished.size_bytes),
        duration_ms: Some(finished.duration_ms),
        files: finished.files,
        encoder: finished.encoder,
        deliveries: vec![],
        gaps: vec![],
        remarks: vec![],
        failure: None,
        message: None,
        trouble: vec![],
        updated_at: "2026-11-30T12:00:00Z".to_owned(),
    }
}

fn audiobook(book: BookId) -> BlobKey {
    BlobKey::audiobook(book, REVISION, "m4b")
}
