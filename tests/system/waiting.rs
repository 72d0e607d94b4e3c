//! Services and `watch` wait for a broker that is away.

use std::process::{Command, Stdio};
use std::time::Duration;

use contract::BookState;
use system_tests::{World, binary, book_until, ended};
use testkit::{Epub, eventually};

#[tokio::test]
async fn services_that_start_before_the_broker_wait_for_it_and_stop_when_told_to() {
    let mut world = World::start().await;
    world.nats.kill();
    let mut others = world.spawn_others();
    let _worker = world.spawn_worker(5, &[]);
    let log = world.folder.path().join("ingest.log");
    eventually("ingest waits", || async {
        let log = std::fs::read_to_string(&log).ok()?;
        log.contains("waiting for the broker").then_some(())
    })
    .await;
    others[2].terminate();
    assert_eq!(others[2].ended(Duration::from_secs(10)).await, Some(0));
    others[2].restart();

    world.nats.restart().await;

    let book = Epub::new("Late").plain_chapters(1, 2).write(world.folder.path());
    let id = world.submit(&book);
    ended(&world.bus().await, id, Duration::from_secs(60), BookState::Done).await;
}

#[tokio::test]
async fn watch_outlives_a_broker_that_is_away() {
    let mut world = World::start().await;
    let _others = world.spawn_others();
    let _worker = world.spawn_worker(300, &[]);
    let book = Epub::new("Watched").plain_chapters(2, 8).write(world.folder.path());
    let id = world.submit(&book);
    let bus = world.bus().await;
    book_until(&bus, id, Duration::from_secs(60), |view| view.segments_done >= 1).await;
    let watching = Command::new(binary("lector"))
        .args(["watch", &id.to_string()])
        .env("LECTOR_NATS__URL", world.nats.url())
        .env("LECTOR_NATS__TIMEOUT_SECONDS", "1")
        .env("LECTOR_DATA", world.folder.path().join("data"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();

    world.nats.kill();
    // Longer than a request waits for its answer.
    tokio::time::sleep(Duration::from_secs(4)).await;
    world.nats.restart().await;

    let watched =
        tokio::task::spawn_blocking(|| watching.wait_with_output().unwrap()).await.unwrap();
    let says = String::from_utf8_lossy(&watched.stderr);
    assert_eq!(watched.status.code(), Some(0), "{says}");
}
