//! The promises of the projection.

use std::time::{Duration, Instant};

use contract::{
    BlobKey, Cancelled, ChapterEncoded, ChapterId, ChapterOutline, Digest, Failed, FailureCode,
    Finished, Gap, Planned, Revision, Schema, SegmentFact, SegmentFailed, SegmentId, SegmentSpoken,
    SpeechKey,
};
use uuid::Uuid;

use super::{Arc, BookId, BookState, BookView, Change, Fact, Projection};

const RATE_HZ: u32 = 22_050;

fn book() -> BookId {
    BookId(Uuid::from_u128(7))
}

fn planned(revision: u32, segments: &[u32]) -> Fact {
    let revision = Revision(revision);
    let chapter = |(at, &segments): (usize, &u32)| ChapterOutline {
        chapter: ChapterId(u32::try_from(at).unwrap() + 1),
        title: format!("Chapter {}", at + 1),
        segments,
        characters: 100,
    };
    Fact::Planned(Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book: book(),
        revision,
        plan: BlobKey::plan(book(), revision),
        title: format!("Plan {revision}"),
        authors: vec!["Somebody".to_owned()],
        options: Box::default(),
        chapters: segments.iter().enumerate().map(chapter).collect(),
        characters: 100,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    })
}

fn spoken(revision: u32, chapter: u32, index: u32, cached: bool) -> Fact {
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book: book(),
        revision: Revision(revision),
        segment: SegmentId::new(ChapterId(chapter), index),
        speech: SpeechKey(Digest::of(b"speech")),
        samples: 44_100 + u64::from(index),
        rate_hz: RATE_HZ,
        cached,
        engine_ms: if cached { 0 } else { 100 },
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: String::new(),
        again: 0,
    }))
}

fn given_up(revision: u32, chapter: u32, index: u32) -> Fact {
    Fact::Segment(SegmentFact::Failed(SegmentFailed {
        schema: Schema::default(),
        book: book(),
        revision: Revision(revision),
        segment: SegmentId::new(ChapterId(chapter), index),
        reason: "the engine crashed".to_owned(),
    }))
}

fn encoded(revision: u32, chapter: u32) -> Fact {
    Fact::Chapter(ChapterEncoded {
        schema: Schema::default(),
        book: book(),
        revision: Revision(revision),
        chapter: ChapterId(chapter),
        audio: BlobKey::chapter(Digest::of(b"chapter")),
        frames: 10,
        samples: 10_240,
        rate_hz: RATE_HZ,
        encoder: "test".to_owned(),
        cached: false,
        again: 0,
        gaps: Vec::new(),
    })
}

fn finished(revision: u32, gaps: Vec<Gap>) -> Fact {
    Fact::Finished(Finished {
        schema: Schema::default(),
        book: book(),
        revision: Revision(revision),
        audiobook: BlobKey::audiobook(book(), Revision(revision), "m4b"),
        size_bytes: 1000,
        duration_ms: 60_000,
        file_name: "Plan.m4b".to_owned(),
        files: Vec::new(),
        encoder: String::new(),
        gaps,
    })
}

fn failed(revision: u32) -> Fact {
    Fact::Failed(Failed {
        schema: Schema::default(),
        book: book(),
        revision: Revision(revision),
        code: FailureCode::BadInput,
        message: "this is not a book; submit an EPUB".to_owned(),
        asked_by: None,
    })
}

fn cancelled(revision: u32) -> Fact {
    let (schema, revision) = (Schema::default(), Revision(revision));
    Fact::Cancelled(Cancelled { schema, book: book(), revision })
}

fn gap(chapter: u32, index: u32) -> Gap {
    Gap {
        segment: SegmentId::new(ChapterId(chapter), index),
        chapter_title: "Chapter".to_owned(),
        text: "Lost words.".to_owned(),
        reason: "the engine crashed".to_owned(),
    }
}

/// A whole revision: two chapters, some of it from the cache, one segment given up; a fact every 700 ms.
fn whole_story(revision: u32) -> Vec<(Fact, i64)> {
    let mut facts = vec![planned(revision, &[30, 20])];
    facts.extend((1..=30).map(|index| spoken(revision, 1, index, index % 3 == 0)));
    facts.push(encoded(revision, 1));
    facts.extend((1..=19).map(|index| spoken(revision, 2, index, false)));
    facts.push(given_up(revision, 2, 20));
    facts.push(encoded(revision, 2));
    facts.push(finished(revision, vec![gap(2, 20)]));
    (0..)
        .step_by(700)
        .map(|ms| 1_790_000_000_000 + ms)
        .zip(facts)
        .map(|(at, fact)| (fact, at))
        .collect()
}

fn view_of(facts: &[(Fact, i64)]) -> BookView {
    let mut projection = Projection::default();
    for (fact, at_ms) in facts {
        projection.apply(fact, *at_ms);
    }
    BookView::clone(&projection.view(book()).unwrap())
}

fn state_of(facts: &[Fact]) -> BookState {
    view_of(&facts.iter().cloned().map(|fact| (fact, 0)).collect::<Vec<_>>()).state
}

#[test]
fn order_and_repetition_do_not_matter() {
    let mut random = fastrand::Rng::with_seed(42);
    let story = whole_story(1);
    // All the way, and at moments before the end.
    for length in [1, 5, 20, 33, 50, story.len()] {
        let told = &story[..length];
        let expected = view_of(told);
        for _ in 0..30 {
            let mut facts = told.to_vec();
            facts.extend((0..length).map(|_| told[random.usize(..length)].clone()));
            random.shuffle(&mut facts);

            assert_eq!(view_of(&facts), expected, "{length} facts");
        }
    }
}

#[test]
fn looking_in_between_changes_nothing() {
    let mut projection = Projection::default();
    let story = whole_story(1);

    for (fact, at_ms) in story.iter().chain(&story) {
        projection.apply(fact, *at_ms);
        projection.view(book());
    }

    assert_eq!(*projection.view(book()).unwrap(), view_of(&story));
}

#[test]
fn the_newest_revision_wins_whatever_is_said_of_older_ones() {
    let mut random = fastrand::Rng::with_seed(43);
    let newest = whole_story(2);
    let expected = view_of(&newest);
    for _ in 0..30 {
        let mut facts: Vec<_> = whole_story(1).into_iter().chain(newest.clone()).collect();
        facts.push((cancelled(1), 2_000_000_000_000));
        random.shuffle(&mut facts);

        assert_eq!(view_of(&facts), expected);
    }
}

#[test]
fn a_view_says_what_happened() {
    let view = view_of(&whole_story(1));

    assert_eq!((view.segments, view.segments_done), (50, 50));
    assert_eq!((view.segments_cached, view.segments_failed), (10, 1));
    assert_eq!(view.engine_seconds, 3.9);
    assert!((view.speech_seconds - 98.03).abs() < 0.01, "{}", view.speech_seconds);
    assert_eq!(view.state, BookState::DoneWithGaps);
    assert_eq!(view.gaps, [gap(2, 20)]);
    assert_eq!(view.file_name.as_deref(), Some("Plan.m4b"));
    assert_eq!(view.chapters.iter().map(|it| it.segments_done).collect::<Vec<_>>(), [30, 20]);
    assert!(view.chapters.iter().all(|chapter| chapter.encoded));
    assert_eq!(view.remaining_seconds, None);
    assert_eq!(view.updated_at, "2026-09-21T14:13:57.1Z");
}

#[test]
fn states_follow_from_facts() {
    let dealt = [planned(1, &[2]), spoken(1, 1, 1, false), given_up(1, 1, 2)];
    let with = |more: &[Fact]| state_of(&[&dealt, more].concat());

    assert_eq!(state_of(&dealt[..1]), BookState::Speaking);
    assert_eq!(state_of(&dealt[1..]), BookState::Speaking, "nobody knows how many there are");
    assert_eq!(with(&[]), BookState::Assembling);
    assert_eq!(with(&[finished(1, vec![])]), BookState::Done);
    assert_eq!(with(&[finished(1, vec![gap(1, 2)])]), BookState::DoneWithGaps);
    assert_eq!(with(&[failed(1)]), BookState::Failed);
    assert_eq!(with(&[cancelled(1)]), BookState::Cancelled);
    assert_eq!(with(&[cancelled(1), finished(1, vec![])]), BookState::Done, "cancelled too late");
    assert_eq!(state_of(&[failed(1), planned(2, &[2])]), BookState::Speaking);
}

#[test]
fn a_book_that_could_not_be_planned_says_why() {
    let view = view_of(&[(failed(1), 0)]);

    assert_eq!(view.failure, Some(FailureCode::BadInput));
    assert_eq!(view.message.as_deref(), Some("this is not a book; submit an EPUB"));
}

#[test]
fn what_comes_out_of_the_cache_does_not_count_as_speed() {
    let mut facts = vec![(planned(1, &[2000]), 0)];
    facts.extend((1..=1000).map(|index| (spoken(1, 1, index, true), 0)));
    assert_eq!(view_of(&facts).remaining_seconds, None);

    // One every two seconds.
    facts.extend((1001..=1100).map(|index| (spoken(1, 1, index, false), i64::from(index) * 2000)));

    assert_eq!(view_of(&facts).remaining_seconds, Some(1800));
}

#[test]
fn a_kept_view_stays_until_the_facts_say_more() {
    let story = whole_story(1);
    let kept = Arc::new(view_of(&story[..40]));
    let mut projection = Projection::default();
    projection.remember(Arc::clone(&kept));

    let views: Vec<_> = story
        .iter()
        .map(|(fact, at_ms)| {
            projection.apply(fact, *at_ms);
            projection.view(book()).unwrap()
        })
        .collect();

    assert!(views[..39].iter().all(|view| Arc::ptr_eq(view, &kept)));
    assert_eq!(*views[39], *kept);
    assert_eq!(*views[44], view_of(&story[..45]));
    assert_eq!(**views.last().unwrap(), view_of(&story));
}

#[test]
fn purged_facts_do_not_empty_a_finished_book() {
    let story = whole_story(1);
    let kept = Arc::new(view_of(&story));
    let mut projection = Projection::default();
    projection.remember(Arc::clone(&kept));

    for (fact, at_ms) in story.iter().filter(|(fact, _)| !matches!(fact, Fact::Segment(_))) {
        assert_eq!(projection.apply(fact, *at_ms), Change::Nothing);
    }

    assert_eq!(projection.view(book()), Some(kept));
    projection.apply(&planned(2, &[9]), 0);
    assert_eq!(projection.view(book()).unwrap().state, BookState::Speaking, "healed by a new plan");
}

#[test]
fn a_finished_book_keeps_its_view_alone() {
    let mut projection = Projection::default();
    for (fact, at_ms) in whole_story(1) {
        projection.apply(&fact, at_ms);
    }

    projection.view(book());

    assert!(projection.books[&book()].projected.is_none());
}

#[test]
fn a_change_of_state_is_told_from_progress() {
    let facts = [planned(1, &[2]), spoken(1, 1, 1, false), spoken(1, 1, 2, false), encoded(1, 1)];
    let mut projection = Projection::default();

    let changes = facts.map(|fact| projection.apply(&fact, 0));

    assert_eq!(changes, [Change::State, Change::Progress, Change::State, Change::Progress]);
}

#[test]
fn a_long_book_is_folded_at_once() {
    let mut projection = Projection::default();
    let began = Instant::now();

    projection.apply(&planned(1, &[70; 100]), 0);
    for index in 0..7000 {
        projection
            .apply(&spoken(1, index / 70 + 1, index % 70 + 1, false), i64::from(index) * 1000);
    }
    let view = projection.view(book()).unwrap();

    assert_eq!(view.state, BookState::Assembling);
    assert!(began.elapsed() < Duration::from_millis(500), "{:?}", began.elapsed());
}
