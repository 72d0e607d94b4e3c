//! Timelines have the words of the book, and their times match the sound.

use contract::{
    BlobKey, BookId, Digest, Metadata, Options, Revision, Said, Schema, Segment, SpeechKey,
};

use super::*;
use crate::chapter_marks::marks;

/// A sentence without words.
pub(crate) fn sentence(text: &str, start: u64, end: u64) -> TimedSentence<'_> {
    TimedSentence {
        segment: SegmentId::new(ChapterId(1), 1),
        number: 0,
        text,
        kind: SegmentKind::Text,
        pause: Pause::Sentence,
        place: None,
        start,
        end,
        estimated: false,
        words: vec![],
        words_estimated: false,
    }
}

/// A plan of chapters; each has segments of sentences.
pub(crate) fn plan(chapters: &[(&str, &[&[&str]])]) -> Plan {
    let chapter = |(number, &(title, segments)): (u32, &(&str, &[&[&str]]))| {
        let id = ChapterId(number);
        let segment = |(index, sentences): (u32, &&[&str])| Segment {
            id: SegmentId::new(id, index),
            sentences: sentences.iter().map(|&text| Sentence::new(text, Pause::Sentence)).collect(),
            speech: SpeechKey(Digest::of(b"")),
            kind: SegmentKind::Text,
        };
        let segments = (1..).zip(segments).map(segment).collect();
        Chapter { id, title: title.to_owned(), segments }
    };
    Plan {
        lost: vec![],
        schema: Schema::default(),
        book: BookId(uuid::Uuid::nil()),
        revision: Revision::FIRST,
        source: BlobKey::source(Digest::of(b"")),
        options: Options::default(),
        metadata: Metadata {
            title: "The Title".to_owned(),
            authors: vec!["A. Tester".to_owned()],
            language: Some("en".to_owned()),
            ..Metadata::default()
        },
        chapters: (1..).zip(chapters).map(chapter).collect(),
        left_out: vec![],
        warnings: vec![],
        pages: vec![],
        account: None,
    }
}

/// A word as speeches have it.
type Word = (u32, u32, u32, u64, u64);

/// A chapter's sound: spots as segment, sentence, how many sentences, start, end.
pub(crate) fn audio(
    chapter: u32,
    frames: u64,
    spots: &[(u32, usize, usize, u64, u64)],
    words: &[(u32, &[Word])],
) -> ChapterAudio {
    let id = |index| SegmentId::new(ChapterId(chapter), index);
    let spot = |&(segment, sentence, sentences, start, end)| SentencePosition {
        segment: id(segment),
        sentence,
        sentences,
        start,
        end,
        from: 0,
    };
    let of = |&(segment, words): &(u32, &[Word])| SegmentWords {
        segment: id(segment),
        estimated: false,
        words: words.iter().map(|&word| word.into()).collect(),
    };
    ChapterAudio {
        levels: audio::levels::SoundLevels::default(),
        frames,
        samples: (frames - 1) * 1024,
        rate_hz: 1_000,
        encoder: String::new(),
        sentences: spots.iter().map(spot).collect(),
        words: words.iter().map(of).collect(),
    }
}

/// The book of a plan with this sound; the first chapter has a priming frame before it.
pub(crate) fn book(plan: &Plan, audio: Vec<ChapterAudio>) -> BookTimeline<'_> {
    let frames = plan.chapters.iter().zip(&audio).map(|(c, a)| (c.title.as_str(), a.frames));
    let marks = marks(frames);
    BookTimeline::of(plan, &audio.into_iter().map(Some).collect::<Vec<_>>(), &marks, 1_000, 1024)
}

#[test]
fn sentences_lie_in_the_finished_file_behind_what_the_encoder_puts_first() {
    let plan = plan(&[("One", &[&["A."]]), ("Two", &[&["B."]])]);
    let first = audio(1, 4, &[(1, 0, 1, 500, 900)], &[]);
    let second = audio(2, 3, &[(1, 0, 1, 512, 600)], &[]);

    let book = book(&plan, vec![first, second]);

    let chapters = &book.chapters;
    assert_eq!((chapters[0].start, chapters[0].end, chapters[0].sound_at), (0, 4096, 1024));
    assert_eq!((chapters[1].start, chapters[1].end, chapters[1].sound_at), (4096, 6144, 4096));
    assert_eq!((chapters[0].sentences[0].start, chapters[0].sentences[0].end), (1524, 1924));
    assert_eq!((chapters[1].sentences[0].start, chapters[1].sentences[0].end), (4608, 4696));
    assert_eq!((book.samples, book.ms(1524)), (6144, 1524));
    let alone = book.chapter_by_itself(1, 0).unwrap();
    assert_eq!((alone.samples, alone.chapters[0].sentences[0].start), (2048, 512));
    let alone = book.chapter_by_itself(0, 1024).unwrap();
    assert_eq!((alone.samples, alone.chapters[0].sentences[0].start), (4096, 1524));
    assert!(book.chapter_by_itself(2, 0).is_none());
}

#[test]
fn words_are_the_books_own_and_sentences_begin_with_them() {
    let mut plan = plan(&[("One", &[&["In 1984, no."]])]);
    let words = "nineteen eighty-four".to_owned();
    plan.chapters[0].segments[0].sentences[0].said =
        vec![Said { from: 3, to: 7, words, ipa: false }];
    let said: &[_] =
        &[(0, 0, 2, 30, 50), (0, 3, 11, 50, 60), (0, 12, 23, 60, 90), (0, 25, 27, 95, 99)];

    let book = book(&plan, vec![audio(1, 2, &[(1, 0, 1, 10, 120)], &[(1, said)])]);

    let sentence = &book.chapters[0].sentences[0];
    let words: Vec<_> = sentence
        .words
        .iter()
        .map(|word| (&sentence.text[word.from..word.to], word.start - 1024, word.end - 1024))
        .collect();
    assert_eq!(words, [("In", 30, 50), ("1984", 50, 90), ("no", 95, 99)]);
    assert_eq!((sentence.start - 1024, sentence.end - 1024), (30, 99));
    assert!(!sentence.estimated);
}

#[test]
fn sentences_that_the_voice_did_not_tell_apart_share_their_time_and_say_so() {
    let plan = plan(&[("One", &[&["Ten chars.", "And thirty characters of text."], &["Z."]])]);

    let spots = [(1, 0, 2, 0, 400), (2, 0, 1, 400, 500)];
    let book = book(&plan, vec![audio(1, 2, &spots, &[])]);

    let found: Vec<_> = book.chapters[0]
        .sentences
        .iter()
        .map(|s| (s.text, s.start - 1024, s.end - 1024, s.estimated))
        .collect();
    let expected = [
        ("Ten chars.", 0, 100, true),
        ("And thirty characters of text.", 100, 400, true),
        ("Z.", 400, 500, false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_chapter_of_which_nothing_was_spoken_has_a_place_and_no_sentence() {
    let plan = plan(&[("One", &[&["A."]])]);
    let marks = marks([("One", 3)]);

    let book = BookTimeline::of(&plan, &[None], &marks, 24_000, 1024);

    assert_eq!(book.chapters[0].end, 3072);
    assert_eq!(book.chapters[0].sentences, []);
}
