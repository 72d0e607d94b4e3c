//! Order and repetition do not matter, and books that have ended are forgotten.

use contract::{ChapterOutline, Digest, Schema, SegmentId};

use super::*;

const BOOK: BookId = BookId(uuid::Uuid::from_u128(7));

fn planned(revision: u32, segments: &[u32]) -> Planned {
    let outline = |(at, &segments): (usize, &u32)| ChapterOutline {
        chapter: ChapterId(u32::try_from(at).unwrap() + 1),
        title: String::new(),
        segments,
        characters: 0,
    };
    Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book: BOOK,
        revision: Revision(revision),
        plan: contract::BlobKey::chapter(Digest::of(b"")),
        title: String::new(),
        authors: vec![],
        options: Box::default(),
        chapters: segments.iter().enumerate().map(outline).collect(),
        characters: 0,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    }
}

fn fact(revision: u32, kind: FactKind) -> FactSubject {
    FactSubject { book: BOOK, revision: Revision(revision), kind }
}

fn segment(chapter: u32, index: u32) -> FactSubject {
    fact(1, FactKind::Segment(SegmentId::new(ChapterId(chapter), index)))
}

fn chapter(chapter: u32, segments: usize) -> Due {
    Due::Chapter { book: BOOK, revision: Revision(1), chapter: ChapterId(chapter), segments }
}

#[test]
fn order_and_repetition_do_not_matter() {
    for seed in 0..50 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut outlines = ActiveBooks::default();
        outlines.planned(&planned(1, &[3, 70]));
        let mut facts: Vec<_> =
            (1..=3).map(|at| segment(1, at)).chain((1..=69).map(|at| segment(2, at))).collect();
        facts.extend(facts.clone());
        random.shuffle(&mut facts);

        let complete = facts.into_iter().filter(|&fact| outlines.heard(fact)).count();

        assert_eq!(complete, 1, "said once, when the last segment comes");
        assert_eq!(outlines.due(), [chapter(1, 3)], "seed {seed}");
        assert!(outlines.heard(segment(2, 70)));
        assert_eq!(outlines.due(), [chapter(1, 3), chapter(2, 70)]);
    }
}

#[test]
fn segments_that_are_not_in_the_plan_count_for_nothing() {
    let mut outlines = ActiveBooks::default();
    outlines.planned(&planned(1, &[2]));

    for odd in [segment(1, 0), segment(1, 3), segment(9, 1), segment(1, u32::MAX), segment(1, 1)] {
        assert!(!outlines.heard(odd), "{odd}");
    }

    assert_eq!(outlines.due(), []);
}

#[test]
fn what_was_asked_for_is_due_again_only_at_a_sweep() {
    let mut outlines = ActiveBooks::default();
    outlines.planned(&planned(1, &[1]));
    outlines.heard(segment(1, 1));

    outlines.asked(chapter(1, 1));

    assert_eq!(outlines.due(), []);
    assert!(outlines.sweep().contains(&chapter(1, 1)));
}

#[test]
fn a_book_is_due_when_all_its_chapters_are_encoded() {
    let mut outlines = ActiveBooks::default();
    outlines.planned(&planned(1, &[1, 1]));

    assert!(!outlines.heard(fact(1, FactKind::Chapter(ChapterId(2)))));
    assert!(!outlines.heard(fact(1, FactKind::Chapter(ChapterId(2)))));
    assert!(outlines.heard(fact(1, FactKind::Chapter(ChapterId(1)))));

    assert_eq!(outlines.due(), [Due::Book { book: BOOK, revision: Revision(1), chapters: 2 }]);
}

#[test]
fn what_is_over_is_forgotten_and_a_newer_plan_takes_its_place() {
    for end in [FactKind::Finished, FactKind::Failed, FactKind::Cancelled] {
        let mut outlines = ActiveBooks::default();
        outlines.planned(&planned(1, &[1]));
        outlines.heard(segment(1, 1));
        outlines.heard(fact(1, end));
        assert_eq!(outlines.sweep(), []);

        outlines.planned(&planned(2, &[1]));
        outlines.planned(&planned(1, &[1]));
        outlines.heard(fact(1, end));
        outlines.heard(segment(1, 1));

        assert_eq!(outlines.due(), [], "revision 1 counts for nothing");
        assert_eq!(outlines.sweep(), [Due::Look { book: BOOK, revision: Revision(2) }]);
    }
}

#[test]
fn quiet_books_are_looked_at_less_and_less_often() {
    let mut outlines = ActiveBooks::default();
    outlines.planned(&planned(1, &[2]));

    let looks: Vec<_> = (1..=50).filter(|_| !outlines.sweep().is_empty()).collect();

    assert_eq!(looks, [1, 2, 4, 8, 16, 32, 48]);
    outlines.heard(segment(1, 1));
    assert_eq!(outlines.sweep().len(), 1, "news make it interesting again");
}
