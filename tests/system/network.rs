//! The network between a service and the broker fails in every way that networks do.

use std::time::{Duration, Instant};

use bus::Bus;
use contract::{BookId, BookState};
use testkit::{Epub, Line, Proxy};

use crate::broker::consumer;
use system_tests::{Process, World, book_until, ended};

/// How long a book may take.
const PATIENCE: Duration = Duration::from_secs(90);

/// A lease of the test world.
const LEASE: Duration = Duration::from_secs(2);

/// A worker behind `proxy`.
fn worker_behind(world: &World, proxy: &Proxy, latency_ms: u64) -> Process {
    world.spawn_worker(latency_ms, &[("LECTOR_NATS__URL", &proxy.url())])
}

/// A book is submitted and begun.
async fn begun(world: &World, bus: &Bus, chapters: usize, paragraphs: usize) -> BookId {
    let book = Epub::new("Far away").plain_chapters(chapters, paragraphs);
    let id = world.submit(&book.write(world.folder.path()));
    book_until(bus, id, PATIENCE, |view| view.segments_done >= 2).await;
    id
}

#[tokio::test]
async fn a_worker_that_is_cut_off_for_three_leases_loses_no_segment() {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    let _others = world.spawn_others();
    let (_far, _near) = (worker_behind(&world, &proxy, 200), world.spawn_worker(200, &[]));
    let bus = world.bus().await;
    let id = begun(&world, &bus, 4, 12).await;

    proxy.mute();
    tokio::time::sleep(3 * LEASE).await;
    proxy.heal();

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
}

#[tokio::test]
async fn answers_that_are_lost_double_nothing() {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    let _others = world.spawn_others();
    let (_far, _near) = (worker_behind(&world, &proxy, 100), world.spawn_worker(100, &[]));
    let bus = world.bus().await;
    let id = begun(&world, &bus, 4, 12).await;

    proxy.set(Line { to_client: false, ..Line::default() });
    tokio::time::sleep(3 * LEASE).await;
    proxy.heal();

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn connections_that_are_reset_again_and_again_hold_up_no_book() {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    let _others = world.spawn_others();
    let worker = worker_behind(&world, &proxy, 50);
    let bus = world.bus().await;
    let id = begun(&world, &bus, 4, 12).await;

    let files = || std::fs::read_dir(format!("/proc/{}/fd", worker.pid())).unwrap().count();
    let before = files();
    let mut rng = fastrand::Rng::with_seed(4);
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(12) {
        tokio::time::sleep(Duration::from_millis(rng.u64(500..2_000))).await;
        proxy.cut();
        proxy.heal();
    }

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;
    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
    assert!(files() <= before + 8, "{} files, {before} before", files());
}

#[tokio::test]
async fn speaking_goes_on_while_assembler_and_progress_are_cut_off() {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    let _near = [world.spawn("ingest", &[]), world.spawn_worker(100, &[])];
    let far = [("LECTOR_NATS__URL", proxy.url())];
    let far: Vec<(&str, &str)> = far.iter().map(|(name, url)| (*name, url.as_str())).collect();
    let _far = [world.spawn("assembler", &far), world.spawn("progress", &far)];
    let bus = world.bus().await;
    let id = begun(&world, &bus, 2, 12).await;

    proxy.mute();
    let filter = contract::FactSubject::segments_filter(id, contract::Revision::FIRST);
    let planned = book_until(&bus, id, PATIENCE, |view| view.segments > 0).await.segments;
    testkit::eventually_within(PATIENCE, "all segments are spoken", || async {
        let spoken = bus.fact_subjects(&filter).await.ok()?.len() as u64;
        (spoken == planned).then_some(())
    })
    .await;
    proxy.heal();

    ended(&bus, id, PATIENCE, BookState::Done).await;
}

#[tokio::test]
async fn a_thin_line_slows_a_book_down_and_costs_no_segment_twice() {
    let world = World::start().await;
    let proxy = Proxy::start(world.nats.port()).await;
    // 100 ms each way, and a megabit a second.
    let latency = Duration::from_millis(100);
    proxy.set(Line { latency, bytes_per_second: Some(125_000), ..Line::default() });
    let _others = world.spawn_others();
    let bus = world.bus().await;
    // A worker nearby has stored the built-in voice, which is ten megabytes.
    let mut near = world.spawn_worker(0, &[]);
    let short = Epub::new("Near").plain_chapters(1, 1).write(world.folder.path());
    ended(&bus, world.submit(&short), PATIENCE, BookState::Done).await;
    near.terminate();
    near.ended(PATIENCE).await;
    let before = delivered(&bus).await;
    let _worker = worker_behind(&world, &proxy, 1_000);
    let book = Epub::new("Thin").plain_chapters(1, 12).write(world.folder.path());
    let id = world.submit(&book);

    let view = ended(&bus, id, PATIENCE, BookState::Done).await;

    let spoken = view.segments - view.segments_cached;
    assert_eq!(delivered(&bus).await - before, spoken, "each segment was handed out once");
}

/// How many segments were handed out.
pub(crate) async fn delivered(bus: &Bus) -> u64 {
    let info = consumer(bus, "SYNTH", "synth-sim").await;
    info["delivered"]["consumer_seq"].as_u64().unwrap()
}
