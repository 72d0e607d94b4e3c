//! Workers come and go while a book is running.

use std::collections::HashSet;
use std::fs;
use std::time::Duration;

use contract::{BookState, Fact, FactSubject, SegmentFact};
use testkit::{Epub, eventually_within};

use system_tests::{World, book_until, ended};

/// How soon an added worker must have work.
const SOON: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_worker_added_in_mid_book_is_busy_within_two_seconds() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let first = world.spawn_worker(150, &[("LECTOR_WORKER__NAME", "first")]);
    let bus = world.bus().await;
    let book = world.submit(&Epub::new("Growing").plain_chapters(4, 30).write(world.folder.path()));
    book_until(&bus, book, Duration::from_secs(30), |view| view.segments_done > 2).await;

    let _second = world.spawn_worker(150, &[("LECTOR_WORKER__NAME", "second")]);

    eventually_within(SOON, "the second worker is busy", || async {
        bus.workers()
            .all()
            .await
            .ok()?
            .into_iter()
            .find(|worker| worker.worker.starts_with("second-") && worker.busy > 0)
    })
    .await;
    drop(first);
}

#[tokio::test]
async fn a_stopped_worker_hands_back_and_nothing_is_spoken_twice() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let journal = world.folder.path().join("journal");
    let settings = [("LECTOR_WORKER__SIM__JOURNAL", journal.to_str().unwrap())];
    let mut first = world.spawn_worker(200, &settings);
    let bus = world.bus().await;
    let book =
        world.submit(&Epub::new("Shrinking").plain_chapters(3, 20).write(world.folder.path()));
    book_until(&bus, book, Duration::from_secs(30), |view| view.segments_done > 2).await;

    let _second = world.spawn_worker(200, &settings);
    first.terminate();
    let code = first.ended(Duration::from_secs(12)).await;
    let view = ended(&bus, book, Duration::from_secs(90), BookState::Done).await;

    assert_eq!(code, Some(0));
    let spoken: Vec<String> =
        fs::read_to_string(&journal).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(
        spoken.iter().collect::<HashSet<_>>().len(),
        spoken.len(),
        "something was spoken twice"
    );
    assert_eq!(spoken.len() as u64, view.segments);
}

#[tokio::test]
async fn many_workers_share_one_book() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let names = ["ada", "bea", "cleo", "dora"];
    let _workers = names.map(|name| world.spawn_worker(100, &[("LECTOR_WORKER__NAME", name)]));
    let bus = world.bus().await;

    let book = world.submit(&Epub::new("Shared").plain_chapters(4, 20).write(world.folder.path()));
    let view = ended(&bus, book, Duration::from_secs(60), BookState::Done).await;

    let mut speakers = HashSet::new();
    for subject in
        bus.fact_subjects(&FactSubject::segments_filter(book, view.revision)).await.unwrap()
    {
        if let Some(Fact::Segment(SegmentFact::Spoken(spoken))) = bus.fact(subject).await.unwrap() {
            speakers.insert(spoken.worker);
        }
    }
    assert_eq!(speakers.len(), names.len(), "{speakers:?}");
}
