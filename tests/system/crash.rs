//! Everything is killed at random; the audiobook comes out as if nothing had happened.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use bus::Queue;
use contract::{BookState, Digest, FactSubject};
use fastrand::Rng;
use testkit::{Epub, eventually, real_book};

use crate::sound::decoded_digest;
use system_tests::{Process, World, ended, engine_children, nightly};

/// How long the killing goes on: a quarter of a minute for every change, a minute at night.
fn storm_seconds() -> u64 {
    if nightly() { 60 } else { 15 }
}

/// Engine time of a segment, such that the book outlasts the storm.
const SEGMENT_MS: u64 = 450;

#[tokio::test]
async fn kills_at_random_change_nothing() {
    let (seed, folder) = (seed(), tempfile::tempdir().unwrap());
    let book = nightly().then(|| real_book("the-time-machine.epub")).flatten();
    let chapters = if nightly() { 20 } else { 3 };
    let book =
        book.unwrap_or_else(|| Epub::new("Long").plain_chapters(chapters, 40).write(folder.path()));

    let calm = undisturbed(&book).await;
    let stormy = in_a_storm(&book, Rng::with_seed(seed)).await;

    assert_eq!(calm, stormy, "the decoded samples differ; LECTOR_SEED={seed}");
}

/// The seed of the storm: `LECTOR_SEED`, or another one each time; printed, so that it can be had again.
#[expect(
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a storm must be repeatable, and differ otherwise"
)]
pub(crate) fn seed() -> u64 {
    let given = std::env::var("LECTOR_SEED").ok().map(|seed| seed.parse().unwrap());
    let now =
        || std::time::SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
    let seed = given.unwrap_or_else(now);
    eprintln!("storm: LECTOR_SEED={seed} repeats it");
    seed
}

async fn undisturbed(book: &Path) -> Digest {
    let world = World::start().await;
    let _others = world.spawn_others();
    let _workers = [world.spawn_worker(0, &[]), world.spawn_worker(0, &[])];
    audiobook_of(&world, book, Duration::from_secs(420)).await
}

async fn audiobook_of(world: &World, book: &Path, patience: Duration) -> Digest {
    let bus = world.bus().await;
    let id = world.submit(book);
    ended(&bus, id, patience, BookState::Done).await;
    fetched(world, &id.to_string())
}

fn fetched(world: &World, book: &str) -> Digest {
    let out: PathBuf = world.folder.path().join("out.m4b");
    let got = world.lector(&["get", book, "-o", out.to_str().unwrap()]);
    assert!(got.status.success(), "{}", String::from_utf8_lossy(&got.stderr));
    decoded_digest(&out)
}

#[expect(clippy::print_stderr, reason = "what the storm did should be seen")]
async fn in_a_storm(book: &Path, mut rng: Rng) -> Digest {
    let mut world = World::start().await;
    let mut processes = world.spawn_others();
    processes.extend((0..3).map(|_| world.spawn_worker(SEGMENT_MS, &[])));
    let bus = world.bus().await;
    let id = world.submit(book);

    let killed = storm(&mut world, &mut processes, &mut rng).await;
    eprintln!("storm: {killed:?} were killed");
    let view = ended(&bus, id, Duration::from_secs(420), BookState::Done).await;

    let spoken = bus.fact_subjects(&FactSubject::segments_filter(id, view.revision)).await.unwrap();
    assert_eq!(spoken.len() as u64, view.segments, "every segment has one fact");
    for queue in [Queue::Books, Queue::Synth, Queue::Assemble, Queue::Deliver] {
        eventually(&format!("{queue:?} is empty"), || async {
            bus.open_jobs(queue, ">").await.ok().filter(Vec::is_empty)
        })
        .await;
    }
    let digest = fetched(&world, &id.to_string());
    for process in &mut processes {
        process.terminate();
        assert_eq!(
            process.ended(Duration::from_secs(20)).await,
            Some(0),
            "{} stops cleanly",
            process.name()
        );
    }
    eventually("no engine child is left", || async {
        engine_children(&world.nats.url()).is_empty().then_some(())
    })
    .await;
    digest
}

/// Kills and restarts at random until the storm is over; says what was killed.
async fn storm(world: &mut World, processes: &mut [Process], rng: &mut Rng) -> Vec<String> {
    let start = Instant::now();
    let mut killed = Vec::new();
    while start.elapsed().as_secs() < storm_seconds() {
        tokio::time::sleep(Duration::from_millis(rng.u64(200..1500))).await;
        let victim = rng.usize(0..=processes.len());
        let absence = Duration::from_millis(rng.u64(50..1000));
        if let Some(process) = processes.get_mut(victim) {
            process.kill();
            tokio::time::sleep(absence).await;
            process.restart();
            killed.push(process.name().to_owned());
        } else {
            world.nats.kill();
            tokio::time::sleep(absence).await;
            world.nats.restart().await;
            killed.push("nats-server".to_owned());
        }
    }
    killed
}
