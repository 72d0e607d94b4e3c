//! Workers freeze, are all gone, fail at random, and lose what was asked of them.

use std::collections::HashMap;
use std::fs;
use std::time::Duration;

use contract::{BookState, FactSubject, WorkerState};
use testkit::{Epub, eventually_within};

use crate::broker::stream;
use system_tests::{World, book_until, ended};

/// How long a book may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// Within a lease and two seconds.
const LEASE_AND_TWO: Duration = Duration::from_secs(4);

/// How soon it must be said that nothing can move.
const SAID: Duration = Duration::from_secs(20);

#[tokio::test]
async fn what_a_frozen_worker_holds_is_spoken_elsewhere_and_it_adds_nothing_when_it_wakes() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let frozen = world.spawn_worker(300, &[("LECTOR_WORKER__NAME", "frozen")]);
    let bus = world.bus().await;
    let book = Epub::new("Frozen").plain_chapters(2, 12).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, PATIENCE, |view| view.segments_done >= 2).await;

    frozen.freeze();
    let _other = world.spawn_worker(20, &[("LECTOR_WORKER__NAME", "other")]);
    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    let facts = stream(&bus, "FACTS").await["state"]["messages"].clone();
    frozen.thaw();

    eventually_within(PATIENCE, "the frozen worker has nothing to do", || async {
        let workers = bus.workers().all().await.ok()?;
        let woken = workers.iter().find(|worker| worker.worker.starts_with("frozen-"))?;
        (woken.state == WorkerState::Idle && woken.busy == 0).then_some(())
    })
    .await;
    let spoken = bus.fact_subjects(&FactSubject::segments_filter(id, view.revision)).await.unwrap();
    assert_eq!(spoken.len() as u64, view.segments);
    assert_eq!(stream(&bus, "FACTS").await["state"]["messages"], facts, "nothing was added");
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn a_book_without_workers_says_so_and_goes_on_with_the_first_that_comes() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let mut worker = world.spawn_worker(100, &[]);
    let bus = world.bus().await;
    let id = world.submit(&Epub::new("Alone").plain_chapters(2, 12).write(world.folder.path()));
    let begun = book_until(&bus, id, PATIENCE, |view| view.segments_done >= 2).await;

    worker.terminate();
    worker.ended(PATIENCE).await;
    eventually_within(SAID, "the book says that no worker has its engine", || async {
        let view = world.lector_json(&["status", &id.to_string(), "--json"]);
        view["trouble"].to_string().contains("no worker offers sim").then_some(())
    })
    .await;
    worker.restart();

    let since = begun.segments_done;
    book_until(&bus, id, 2 * LEASE_AND_TWO, |view| view.segments_done > since + 1).await;
    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
    let view = world.lector_json(&["status", &id.to_string(), "--json"]);
    assert!(view.get("trouble").is_none(), "{view}");
}

/// Four attempts, each of which fails three times in ten: 0.81 % of the segments are given up.
#[tokio::test]
async fn of_segments_whose_attempts_fail_at_random_less_than_one_in_a_hundred_is_given_up() {
    const SHARE: f64 = 0.3 * 0.3 * 0.3 * 0.3;
    let world = World::start().await;
    let _others = world.spawn_others();
    let _workers =
        [(); 2].map(|()| world.spawn_worker(0, &[("LECTOR_WORKER__SIM__FAIL_RATE", "0.3")]));
    let bus = world.bus().await;
    let id = world.submit(&Epub::new("Luck").plain_chapters(4, 60).write(world.folder.path()));

    let view = book_until(&bus, id, PATIENCE, |view| view.state.is_final()).await;

    let (segments, given_up) = (view.segments as f64, view.segments_failed as f64);
    let likely = SHARE * segments + 3.0 * (SHARE * segments).sqrt();
    assert!(given_up <= likely, "{given_up} of {segments}, at most {likely} are likely");
    assert_eq!(view.segments_done, view.segments, "spoken or given up");
    assert_eq!(view.gaps.len() as u64, view.segments_failed);
    let again = world.logged("will be retried").len() as f64;
    assert!(again > 0.25 * segments, "{again} attempts of {segments} segments failed");
}

#[tokio::test]
async fn a_book_that_is_cancelled_and_submitted_again_keeps_what_was_spoken() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let journal = world.folder.path().join("journal");
    let _worker =
        world.spawn_worker(150, &[("LECTOR_WORKER__SIM__JOURNAL", journal.to_str().unwrap())]);
    let bus = world.bus().await;
    let book = Epub::new("Wavering").plain_chapters(2, 12).write(world.folder.path());
    let first = world.submit(&book);
    book_until(&bus, first, PATIENCE, |view| view.segments_done >= 5).await;

    let cancelled = world.lector(&["cancel", &first.to_string()]);
    assert!(cancelled.status.success(), "{}", String::from_utf8_lossy(&cancelled.stderr));
    eventually_within(LEASE_AND_TWO, "the queue is empty", || async {
        (stream(&bus, "SYNTH").await["state"]["messages"] == 0).then_some(())
    })
    .await;
    let second = world.submit(&book);

    assert_ne!(first, second);
    let view = ended(&bus, second, PATIENCE, BookState::Done).await;
    assert!(view.segments_cached >= 5, "{view:?}");
    let mut times = HashMap::new();
    for text in fs::read_to_string(&journal).unwrap().lines() {
        *times.entry(text.to_owned()).or_insert(0) += 1;
    }
    let twice = times.values().filter(|times| **times > 1).count();
    assert!(twice <= 1, "{twice} segments were spoken twice by one slot");
}
