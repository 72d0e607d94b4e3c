//! Facts of a small book.

use contract::{
    BlobKey, BookId, ChapterEncoded, ChapterId, ChapterOutline, Digest, Fact, Failed, FailureCode,
    Finished, Planned, Revision, Schema, SegmentFact, SegmentId, SegmentSpoken, SpeechKey,
};
use uuid::Uuid;

const REVISION: Revision = Revision::FIRST;

/// Book `number`; higher numbers are newer.
pub(crate) fn book(number: u128) -> BookId {
    BookId(Uuid::from_u128(number))
}

/// A plan of one chapter.
pub(crate) fn planned(book: BookId, segments: u32) -> Fact {
    Fact::Planned(Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book,
        revision: REVISION,
        plan: BlobKey::plan(book, REVISION),
        title: "Käthe’s “Book” <b>".to_owned(),
        authors: vec!["Somebody".to_owned()],
        options: Box::default(),
        chapters: vec![ChapterOutline {
            chapter: ChapterId(1),
            title: "One".to_owned(),
            segments,
            characters: 100,
        }],
        characters: 100,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    })
}

pub(crate) fn spoken(book: BookId, index: u32) -> Fact {
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book,
        revision: REVISION,
        segment: SegmentId::new(ChapterId(1), index),
        speech: SpeechKey(Digest::of(b"speech")),
        samples: 22_050,
        rate_hz: 22_050,
        cached: false,
        engine_ms: 100,
        store_ms: 0,
        suspicion: None,
        unsaid: vec![],
        level: None,
        worker: "test".to_owned(),
        again: 0,
    }))
}

pub(crate) fn encoded(book: BookId) -> Fact {
    Fact::Chapter(ChapterEncoded {
        schema: Schema::default(),
        book,
        revision: REVISION,
        chapter: ChapterId(1),
        audio: BlobKey::chapter(Digest::of(b"chapter")),
        frames: 10,
        samples: 10_240,
        rate_hz: 22_050,
        encoder: "test".to_owned(),
        cached: false,
        again: 0,
        gaps: Vec::new(),
    })
}

pub(crate) fn audiobook(book: BookId) -> BlobKey {
    BlobKey::audiobook(book, REVISION, "m4b")
}

pub(crate) fn finished(book: BookId, size_bytes: u64) -> Fact {
    Fact::Finished(Finished {
        schema: Schema::default(),
        book,
        revision: REVISION,
        audiobook: audiobook(book),
        size_bytes,
        duration_ms: 60_000,
        file_name: "Somebody - Käthe.m4b".to_owned(),
        files: Vec::new(),
        encoder: String::new(),
        gaps: Vec::new(),
    })
}

pub(crate) fn failed(book: BookId) -> Fact {
    Fact::Failed(Failed {
        schema: Schema::default(),
        book,
        revision: REVISION,
        code: FailureCode::BadInput,
        message: "this is not a zip; submit an EPUB".to_owned(),
        asked_by: None,
    })
}

/// All facts of a book of three segments.
pub(crate) fn whole(book: BookId) -> Vec<Fact> {
    let mut facts = vec![planned(book, 3)];
    facts.extend((1..=3).map(|index| spoken(book, index)));
    facts.extend([encoded(book), finished(book, 1000)]);
    facts
}
