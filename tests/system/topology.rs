//! What is on the broker is changed or removed behind our back: it is made again, and no book stands.

use std::time::Duration;

use bus::{Bus, Trace};
use contract::BookState;
use serde_json::{Value, json};
use testkit::{Epub, eventually};

use crate::broker::{api, consumer, delete_consumer, delete_stream, stream};
use system_tests::{World, book_until, ended};

/// How long a book may take though something was removed while it was spoken.
const PATIENCE: Duration = Duration::from_secs(60);

/// Speaks a book while `harm` is done to the broker, and expects that it is done.
async fn survives(what: &str, harm: impl AsyncFn(&Bus)) {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _workers = [world.spawn_worker(150, &[]), world.spawn_worker(150, &[])];
    let bus = world.bus().await;
    let book = Epub::new("Harmed").plain_chapters(4, 12).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, PATIENCE, |view| view.segments_done >= 5).await;

    harm(&bus).await;

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!(view.gaps.len(), 0, "{what}: {view:?}");
}

#[tokio::test]
async fn a_book_survives_that_its_queue_is_deleted() {
    survives("SYNTH", async |bus| delete_stream(bus, "SYNTH").await).await;
}

#[tokio::test]
async fn a_book_survives_that_the_queue_of_chapters_is_deleted() {
    survives("ASSEMBLE", async |bus| delete_stream(bus, "ASSEMBLE").await).await;
}

#[tokio::test]
async fn a_book_survives_that_the_facts_are_deleted() {
    survives("FACTS", async |bus| delete_stream(bus, "FACTS").await).await;
}

#[tokio::test]
async fn a_book_survives_that_facts_and_queues_are_lost_while_nothing_runs() {
    let world = World::start().await;
    let mut processes = world.spawn_others();
    processes.push(world.spawn_worker(150, &[]));
    let bus = world.bus().await;
    let book = Epub::new("Lost").plain_chapters(4, 12).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, PATIENCE, |view| view.segments_done >= 5).await;
    for process in &mut processes {
        process.kill();
    }

    for stream in ["FACTS", "BOOKS", "SYNTH", "ASSEMBLE", "DELIVER", "KV_books", "KV_attempts"] {
        delete_stream(&bus, stream).await;
    }
    for process in &mut processes {
        process.restart();
    }

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert!(view.segments_cached >= 5, "what was spoken is not spoken again: {view:?}");
}

#[tokio::test]
async fn a_book_survives_that_consumers_are_deleted() {
    survives("consumers", async |bus| {
        for (stream, name) in [
            ("SYNTH", "synth-sim"),
            ("ASSEMBLE", "assemble"),
            ("ASSEMBLE", "assemble-book"),
            ("BOOKS", "books"),
        ] {
            delete_consumer(bus, stream, name).await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_book_survives_that_views_and_attempts_are_deleted() {
    survives("views", async |bus| {
        for bucket in ["KV_books", "KV_attempts", "KV_workers"] {
            delete_stream(bus, bucket).await;
        }
    })
    .await;
}

#[tokio::test]
async fn views_of_ended_books_are_written_again_when_their_bucket_was_deleted() {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _worker = world.spawn_worker(5, &[]);
    let bus = world.bus().await;
    let book = Epub::new("Ended").plain_chapters(1, 2).write(world.folder.path());
    let id = world.submit(&book);
    let before = ended(&bus, id, PATIENCE, BookState::Done).await;

    delete_stream(&bus, "KV_books").await;

    let after = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_restarted_broker_shows_its_workers_again() {
    let mut world = World::start().await;
    let _worker = world.spawn_worker(5, &[]);
    let bus = world.bus().await;
    let shown = async |bus: &Bus| {
        eventually("the worker is shown", || async {
            let workers = bus.workers().all().await.ok()?;
            (workers.len() == 1).then_some(())
        })
        .await;
    };
    shown(&bus).await;

    world.nats.kill();
    world.nats.restart().await;

    shown(&bus).await;
}

#[tokio::test]
async fn only_provision_changes_what_a_person_has_chosen() {
    let world = World::start().await;
    let minute = 60_000_000_000_u64;
    let chosen = bus::Config { url: world.nats.url(), lease_seconds: 60.0, ..Default::default() };
    let bus = Bus::connect(&chosen, "chosen", Trace::none()).await.unwrap();
    let ack_wait = async |bus: &Bus| {
        consumer(bus, "SYNTH", "synth-sim").await["config"]["ack_wait"].as_u64().unwrap()
    };
    assert_eq!(ack_wait(&bus).await, minute);
    let mut config = stream(&bus, "FACTS").await["config"].clone();
    config["max_bytes"] = json!(1 << 30);
    api(&bus, "STREAM.UPDATE.FACTS", &config).await;

    // Their leases are two seconds.
    let worker = world.spawn_worker(5, &[]);
    let _others = world.spawn_others();
    let book = Epub::new("Chosen").plain_chapters(1, 2).write(world.folder.path());
    let id = world.submit(&book);
    ended(&bus, id, PATIENCE, BookState::Done).await;

    assert_eq!(ack_wait(&bus).await, minute);
    assert_eq!(stream(&bus, "FACTS").await["config"]["max_bytes"], json!(1 << 30));
    let log = std::fs::read_to_string(world.folder.path().join("synth-worker.log")).unwrap();
    assert!(log.contains("ack_wait = 60000000000") && log.contains("2000000000"), "{log}");
    drop(worker);

    assert!(world.lector(&["provision"]).status.success());
    assert_eq!(ack_wait(&bus).await, 2_000_000_000);
    let facts = stream(&bus, "FACTS").await;
    assert_ne!(facts["config"]["max_bytes"], json!(1 << 30), "{}", facts["config"]);
    assert_eq!(facts.get("error"), None::<&Value>);
}
