//! A cluster of three brokers: its leaders are killed or stopped, its majority is away.

use std::time::Duration;

use bus::{Bus, Trace};
use contract::BookState;
use testkit::{Cluster, Epub, eventually_within};

use crate::broker::leader;
use system_tests::{World, book_until, ended};

/// How long a cluster takes to choose its first leader, or another one.
const ELECTION: Duration = Duration::from_secs(30);

/// A world whose services and `lector` use the cluster, with three copies of everything.
async fn world_of(cluster: &Cluster) -> World {
    let mut world = World::start().await;
    world.url = Some(cluster.url());
    world.more.push(("LECTOR_NATS__REPLICAS".to_owned(), "3".to_owned()));
    world
}

/// Such a world once the cluster has leaders, and a connection to look.
async fn world(cluster: &Cluster) -> (World, Bus) {
    (world_of(cluster).await, onlooker(cluster).await)
}

/// A connection to look, once the cluster has leaders.
async fn onlooker(cluster: &Cluster) -> Bus {
    let config = bus::Config {
        url: cluster.url(),
        replicas: 3,
        lease_seconds: 2.0,
        ..bus::Config::default()
    };
    eventually_within(ELECTION, "the cluster has streams", || async {
        Bus::connect(&config, "first", Trace::none()).await.ok()
    })
    .await
}

#[tokio::test]
async fn leaders_are_killed_one_after_the_other_under_a_book() {
    let mut cluster = Cluster::start().await;
    let (world, bus) = world(&cluster).await;
    let _others = world.spawn_others();
    let _workers = [world.spawn_worker(200, &[]), world.spawn_worker(200, &[])];
    let book = Epub::new("Long").plain_chapters(4, 20).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, Duration::from_secs(60), |view| view.segments_done >= 3).await;

    for name in ["SYNTH", "FACTS"] {
        let first = eventually_within(ELECTION, "there is a leader", || leader(&bus, name)).await;
        cluster.server(&first).kill();
        eventually_within(ELECTION, "there is another leader", || async {
            leader(&bus, name).await.filter(|other| *other != first)
        })
        .await;
        cluster.server(&first).restart().await;
    }

    let view = ended(&bus, id, Duration::from_secs(120), BookState::Done).await;
    assert_eq!((view.segments_done, view.gaps.len()), (view.segments, 0));
}

/// As under a debugger, or on a machine that is paused: nothing is closed, and nothing is answered.
///
/// Only at night, because it takes a minute.
#[tokio::test]
#[ignore = "at night: scripts/storm.sh"]
async fn a_leader_that_is_stopped_and_keeps_its_connections_holds_up_no_book() {
    let mut cluster = Cluster::start().await;
    let (world, bus) = world(&cluster).await;
    let _others = world.spawn_others();
    let _workers = [world.spawn_worker(200, &[]), world.spawn_worker(200, &[])];
    let book = Epub::new("Long").plain_chapters(2, 20).write(world.folder.path());
    let id = world.submit(&book);
    book_until(&bus, id, Duration::from_secs(60), |view| view.segments_done >= 3).await;
    let first = eventually_within(ELECTION, "there is a leader", || leader(&bus, "SYNTH")).await;

    cluster.server(&first).freeze();

    let other = Epub::new("Short").plain_chapters(1, 2).write(world.folder.path());
    let other = world.submit(&other);
    for id in [id, other] {
        ended(&bus, id, Duration::from_secs(90), BookState::Done).await;
    }
    cluster.server(&first).thaw();
}

#[tokio::test]
async fn services_that_start_while_a_cluster_has_no_majority_wait_for_it() {
    let mut cluster = Cluster::start().await;
    let mut world = world_of(&cluster).await;
    world.more.push(("LECTOR_NATS__TIMEOUT_SECONDS".to_owned(), "2".to_owned()));
    for name in ["n1", "n2"] {
        cluster.server(name).kill();
    }
    let _others = world.spawn_others();
    let _worker = world.spawn_worker(5, &[]);
    let log = world.folder.path().join("ingest.log");
    eventually_within(ELECTION, "ingest waits", || async {
        std::fs::read_to_string(&log).ok()?.contains("waiting for the broker").then_some(())
    })
    .await;

    for name in ["n1", "n2"] {
        cluster.server(name).restart().await;
    }

    let bus = onlooker(&cluster).await;
    let book = Epub::new("Late").plain_chapters(1, 2).write(world.folder.path());
    let id = world.submit(&book);
    ended(&bus, id, Duration::from_secs(60), BookState::Done).await;
}
