//! The broker goes away for some seconds: nothing waits longer than a lease for it afterwards, and whoever is told to stop stops.

use std::time::{Duration, Instant};

use bus::{Bus, Trace};
use contract::{BookId, BookState, FactSubject, Revision};
use testkit::{Epub, eventually, eventually_within};

use system_tests::{Finding, Fleet, Process, World, book_until, ended, healed, noticed};

/// How long the broker is away: longer than a step of the store may take.
const AWAY: Duration = Duration::from_secs(5);

/// Segments of the book.
const SEGMENTS: usize = 112;

/// For a loaded machine, and for what is left to be spoken.
const SLACK: Duration = Duration::from_secs(3);

/// How many segments of `book` have a fact.
async fn segments(bus: &Bus, book: BookId) -> Option<usize> {
    let filter = FactSubject::segments_filter(book, Revision::FIRST);
    bus.fact_subjects(&filter).await.ok().map(|subjects| subjects.len())
}

#[tokio::test]
async fn after_an_outage_every_segment_is_spoken_within_a_lease() {
    let mut world = World::start().await;
    let lease = Duration::from_secs(4);
    // Whoever comes first decides the lease.
    let first = bus::Config { url: world.nats.url(), lease_seconds: 4.0, ..Default::default() };
    let bus = Bus::connect(&first, "onlooker", Trace::none()).await.unwrap();
    let short = [("LECTOR_NATS__LEASE_SECONDS", "4"), ("LECTOR_BLOBS__TIMEOUT_SECONDS", "4")];
    // All segments are in the queue from the beginning.
    let all = [&short[..], &[("LECTOR_INGEST__WINDOW", "200")]].concat();
    let _ingest = world.spawn("ingest", &all);
    let _others = ["assembler", "progress"].map(|name| world.spawn(name, &short));
    let settings = [&short[..], &[("LECTOR_WORKER__SLOTS", "5")]].concat();
    let _workers = [0, 1, 2].map(|_| world.spawn_worker(150, &settings));
    let book = Epub::new("Outage").plain_chapters(16, 12).write(world.folder.path());
    let id = world.submit(&book);
    let done = eventually("a part of the book is spoken", || async {
        segments(&bus, id).await.filter(|&done| done >= 20)
    })
    .await;
    assert!(done < SEGMENTS / 2, "{done} are spoken: nothing is under way any more");

    world.nats.kill();
    tokio::time::sleep(AWAY).await;
    world.nats.restart().await;
    let back = Instant::now();

    let bound = lease + Duration::from_secs(2) + SLACK;
    eventually_within(bound, "every segment is spoken", || async {
        segments(&bus, id).await.filter(|&done| done == SEGMENTS)
    })
    .await;
    print(&format!("all segments {:?} after the broker was back", back.elapsed()));
    ended(&bus, id, Duration::from_secs(60), BookState::Done).await;
}

#[tokio::test]
async fn services_that_are_told_to_stop_while_the_broker_is_away_stop_in_time() {
    let mut world = World::start().await;
    let mut services: Vec<Process> = vec![
        world.spawn("ingest", &[("LECTOR_INGEST__GRACE_SECONDS", "2")]),
        world.spawn("assembler", &[("LECTOR_ASSEMBLER__GRACE_SECONDS", "2")]),
        world.spawn("progress", &[]),
    ];
    let slots = [("LECTOR_WORKER__GRACE_SECONDS", "2"), ("LECTOR_WORKER__SLOTS", "4")];
    services.push(world.spawn_worker(400, &slots));
    services.push(world.spawn_worker(400, &slots));
    let bus = world.bus().await;
    let book = Epub::new("Stopped").plain_chapters(10, 12).write(world.folder.path());
    let id = world.submit(&book);
    eventually("the book is being spoken", || async {
        segments(&bus, id).await.filter(|&done| done >= 20)
    })
    .await;

    world.nats.kill();
    for name in ["ingest", "assembler", "progress", "synth-worker"] {
        let log = world.folder.path().join(format!("{name}.log"));
        eventually("the loss is noticed", || async {
            let log = std::fs::read_to_string(&log).ok()?;
            log.contains("lost the connection to the broker").then_some(())
        })
        .await;
    }
    let told = Instant::now();
    services.iter().for_each(Process::terminate);

    for service in &mut services {
        let left = Duration::from_secs(5).saturating_sub(told.elapsed());
        assert_eq!(service.ended(left).await, Some(0), "{}", service.name());
    }
}

#[expect(clippy::print_stderr, reason = "the figure should be seen")]
fn print(figure: &str) {
    eprintln!("{figure}");
}

#[tokio::test]
async fn a_broker_that_is_stopped_is_said_to_be_away_and_its_return_too() {
    let fleet = Fleet::start(World::start().await, 200).await;
    let book = Epub::new("Frozen").plain_chapters(2, 20);
    let submitted = fleet.submit(&book).unwrap();
    book_until(&fleet.bus, submitted.book, Duration::from_secs(60), |view| view.segments_done >= 3)
        .await;

    fleet.world.nats.freeze();
    let unnoticed = noticed(&fleet).await;
    // Longer than a lease.
    tokio::time::sleep(Duration::from_secs(8)).await;
    fleet.world.nats.thaw();
    let unhealed = healed(&fleet).await;

    assert_eq!(Finding::list(&unnoticed), "");
    assert_eq!(Finding::list(&unhealed), "");
    ended(&fleet.bus, submitted.book, Duration::from_secs(60), BookState::Done).await;
}
