//! What the loop knows of books, fact by fact.

use contract::{
    Cancelled, ChapterId, ChapterOutline, Failed, FailureCode, Finished, Planned, Schema,
    SegmentFact, SegmentFailed, SegmentId,
};
use uuid::Uuid;

use super::*;

const BOOK: BookId = BookId(Uuid::from_u128(7));

fn planned(revision: u32) -> Fact {
    let revision = Revision(revision);
    let chapter =
        ChapterOutline { chapter: ChapterId(1), title: String::new(), segments: 2, characters: 2 };
    Fact::Planned(Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book: BOOK,
        revision,
        plan: BlobKey::plan(BOOK, revision),
        title: String::new(),
        authors: vec![],
        options: Box::default(),
        chapters: vec![chapter],
        characters: 2,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    })
}

fn segment(revision: u32) -> Fact {
    Fact::Segment(SegmentFact::Failed(SegmentFailed {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision(revision),
        segment: SegmentId::new(ChapterId(1), 1),
        reason: String::new(),
    }))
}

fn finished(revision: u32) -> Fact {
    Fact::Finished(Finished {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision(revision),
        audiobook: BlobKey::plan(BOOK, Revision(revision)),
        size_bytes: 1,
        duration_ms: 1,
        file_name: String::new(),
        files: Vec::new(),
        encoder: String::new(),
        gaps: vec![],
    })
}

fn failed(revision: u32) -> Fact {
    Fact::Failed(Failed {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision(revision),
        code: FailureCode::Broken,
        message: String::new(),
        asked_by: None,
    })
}

fn cancelled(revision: u32) -> Fact {
    Fact::Cancelled(Cancelled {
        schema: Schema::default(),
        book: BOOK,
        revision: Revision(revision),
    })
}

/// Applies facts, stored at 1, 2, 3 ….
fn books(facts: impl IntoIterator<Item = Fact>) -> Books {
    let mut books = Books::default();
    for (at_ms, fact) in (1..).zip(facts) {
        books
            .take(StoredFact { fact, at_ms, is_newest: false, trace_parent: None }, Instant::now());
    }
    books
}

fn ended_at_ms(facts: impl IntoIterator<Item = Fact>) -> Option<i64> {
    match &books(facts).known[&BOOK] {
        TrackedBook::Active(_) => None,
        TrackedBook::Over { ended_at_ms, .. } => *ended_at_ms,
    }
}

#[test]
fn every_end_has_its_time_and_the_first_one_counts() {
    for end in [finished(1), failed(1), cancelled(1)] {
        assert_eq!(ended_at_ms([planned(1), segment(1), end.clone()]), Some(3));
        assert_eq!(ended_at_ms([planned(1), end.clone(), cancelled(1)]), Some(2));
        assert_eq!(ended_at_ms([end, planned(2)]), None);
    }
}

#[test]
fn segments_of_older_plans_are_forgotten_also_those_that_come_late() {
    let old = BTreeSet::from([(BOOK, Revision(1))]);

    let mut books = books([planned(1), segment(1), cancelled(1), planned(2), segment(2)]);

    assert_eq!(std::mem::take(&mut books.superseded), old);
    books.take(
        StoredFact { fact: segment(1), at_ms: 9, is_newest: true, trace_parent: None },
        Instant::now(),
    );
    assert_eq!(books.superseded, old);
}

#[test]
fn facts_are_forgotten_once_and_only_of_the_plan_that_ended() {
    let mut books = Books::default();
    let take = |books: &mut Books, fact, at_ms| {
        let told = StoredFact { fact, at_ms, is_newest: true, trace_parent: None };
        books.take(told, Instant::now());
    };
    take(&mut books, planned(1), 1);
    take(&mut books, finished(1), 100);
    let plan = (BOOK, Revision(1));

    assert_eq!((books.ended_before(99), books.ended_before(100)), (vec![], vec![plan]));
    books.forgot((BOOK, Revision(2)));
    assert_eq!(books.ended_before(100), [plan]);
    books.forgot(plan);
    assert_eq!(books.ended_before(100), []);
}
