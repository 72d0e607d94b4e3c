//! Whoever works on open books is not told what only ended ones are made of.

use std::collections::HashSet;
use std::time::Duration;

use bus::{Bus, EndedPlans, Follow};
use contract::{
    BlobKey, BookId, Cancelled, ChapterId, ChapterOutline, Fact, Planned, Revision, Schema,
    SegmentFact, SegmentFailed, SegmentId,
};
use testkit::Nats;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::stage::connect;

const REVISION: Revision = Revision::FIRST;

fn book(number: u128) -> BookId {
    BookId(Uuid::from_u128(number))
}

fn planned(number: u128) -> Fact {
    let book = book(number);
    Fact::Planned(Planned {
        lost: vec![],
        warnings: vec![],
        schema: Schema::default(),
        book,
        revision: REVISION,
        plan: BlobKey::plan(book, REVISION),
        title: String::new(),
        authors: vec![],
        options: Box::default(),
        chapters: vec![ChapterOutline {
            chapter: ChapterId(1),
            title: String::new(),
            segments: 2,
            characters: 9,
        }],
        characters: 9,
        left_out_characters: 0,
        asked_by: None,
        source: None,
        again: 0,
    })
}

fn segment(number: u128, index: u32) -> Fact {
    Fact::Segment(SegmentFact::Failed(SegmentFailed {
        schema: Schema::default(),
        book: book(number),
        revision: REVISION,
        segment: SegmentId::new(ChapterId(1), index),
        reason: String::new(),
    }))
}

fn cancelled(number: u128) -> Fact {
    let (schema, book, revision) = (Schema::default(), book(number), REVISION);
    Fact::Cancelled(Cancelled { schema, book, revision })
}

async fn say(bus: &Bus, facts: &[Fact]) {
    for fact in facts {
        bus.say(fact).await.unwrap();
    }
}

/// Everything up to the fact that is told to be the newest, each once.
async fn told(follow: &mut Follow) -> Vec<Fact> {
    let (mut all, mut seen) = (vec![], HashSet::new());
    loop {
        let stop = CancellationToken::new();
        let told = tokio::time::timeout(Duration::from_secs(20), follow.next(&stop)).await;
        let told = told.expect("a fact in time").unwrap();
        assert_eq!(follow.is_caught_up(), told.is_newest);
        if seen.insert(told.fact.subject().to_string()) {
            all.push(told.fact);
        }
        if told.is_newest {
            return all;
        }
    }
}

#[tokio::test]
async fn of_ended_books_only_their_plans_and_ends_are_told() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    say(&bus, &[planned(1), segment(1, 1), planned(2), segment(2, 1), segment(1, 2)]).await;
    say(&bus, &[cancelled(1)]).await;

    let mut follow = bus.follow_open_books(EndedPlans::Skipped).await.unwrap();
    assert!(!follow.is_caught_up());
    let before = told(&mut follow).await;
    say(&bus, &[segment(2, 2), planned(3), segment(3, 1)]).await;
    let mut after = told(&mut follow).await;
    while after.len() < 3 {
        after.extend(told(&mut follow).await);
    }

    assert_eq!(before, [planned(1), planned(2), cancelled(1), segment(2, 1)]);
    assert_eq!(after, [segment(2, 2), planned(3), segment(3, 1)]);
}

#[tokio::test]
async fn an_ended_book_that_is_not_known_is_told_whole() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    for number in [1, 2] {
        say(&bus, &[planned(number), segment(number, 1), cancelled(number)]).await;
    }

    let known = EndedPlans::SkippedIfKnown(HashSet::from([(book(1), REVISION)]));
    let mut follow = bus.follow_open_books(known).await.unwrap();
    let told = told(&mut follow).await;

    let expected = [planned(1), cancelled(1), planned(2), cancelled(2), segment(2, 1)];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_is_said_meanwhile_is_told_and_nothing_is_caught_up_with_too_early() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    say(&bus, &[planned(1), segment(1, 1)]).await;

    let mut follow = bus.follow_open_books(EndedPlans::Skipped).await.unwrap();
    say(&bus, &[segment(1, 2), cancelled(1)]).await;

    let all = told(&mut follow).await;
    assert_eq!(all, [planned(1), segment(1, 1), segment(1, 2), cancelled(1)]);
}

#[tokio::test]
async fn one_knows_at_once_that_no_book_is_open() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;

    let empty = bus.follow_open_books(EndedPlans::Skipped).await.unwrap();
    // A segment of a plan that nobody announced is nobody's.
    say(&bus, &[segment(1, 1)]).await;
    let mut orphaned = bus.follow_open_books(EndedPlans::Skipped).await.unwrap();

    assert!(empty.is_caught_up() && orphaned.is_caught_up());
    say(&bus, &[planned(2)]).await;
    assert_eq!(told(&mut orphaned).await, [planned(2)]);
}

#[tokio::test]
async fn a_restart_of_the_broker_in_between_loses_no_fact() {
    let mut nats = Nats::start().await;
    let bus = connect(&nats).await;
    say(&bus, &[planned(1), segment(1, 1), segment(1, 2)]).await;
    let mut follow = bus.follow_open_books(EndedPlans::Skipped).await.unwrap();

    nats.kill();
    nats.restart().await;

    assert_eq!(told(&mut follow).await, [planned(1), segment(1, 1), segment(1, 2)]);
}
