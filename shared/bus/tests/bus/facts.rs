//! Facts: the first one stays, and stored ones can be listed.

use std::time::{Duration, Instant};

use bus::Recorded;
use contract::{ChapterId, FactSubject, Revision, SegmentFact};
use testkit::Nats;

use crate::stage::{BOOK, connect, segment_fact, segment_subject, spoken};

#[tokio::test]
async fn the_first_one_to_say_a_fact_is_believed() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;

    assert_eq!(bus.say(&spoken(1, "first")).await.unwrap(), Recorded::First);
    assert_eq!(bus.say(&spoken(1, "second")).await.unwrap(), Recorded::Already);
    assert_eq!(bus.say(&spoken(1, "first")).await.unwrap(), Recorded::Already);

    assert!(
        matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(fact) if fact.worker == "first")
    );
    assert_eq!(bus.fact(segment_subject(2)).await.unwrap(), None);
}

#[tokio::test]
async fn thousands_of_facts_are_said_counted_and_forgotten() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let facts: Vec<_> = (1..=7_000).map(|index| spoken(index, "a")).collect();

    let said = bus.say_all(&facts).await.unwrap();

    assert!(said.iter().all(|said| *said == Recorded::First));
    let start = Instant::now();
    let filter = FactSubject::chapter_segments_filter(BOOK, Revision::FIRST, ChapterId(1));
    let subjects = bus.fact_subjects(&filter).await.unwrap();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert_eq!((subjects.len(), subjects[0]), (7_000, segment_subject(1)));
    let elsewhere = FactSubject::chapter_segments_filter(BOOK, Revision::FIRST, ChapterId(2));
    assert_eq!(bus.fact_subjects(&elsewhere).await.unwrap(), []);
    assert_eq!(bus.purge_facts(&FactSubject::book_filter(BOOK)).await.unwrap(), 7_000);
    assert_eq!(bus.say(&spoken(1, "again")).await.unwrap(), Recorded::First);
}
