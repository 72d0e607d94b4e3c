//! A cluster of three brokers, whose leaders are killed.

use std::time::Duration;

use bus::{Bus, Trace};
use contract::BookState;
use testkit::{Cluster, Epub, eventually_within};

use crate::broker::leader;
use system_tests::{World, book_until, ended};

/// How long a cluster takes to choose its first leader, or another one.
const ELECTION: Duration = Duration::from_secs(30);

/// A world whose services and `lector` use the cluster, with three copies of everything.
async fn world(cluster: &Cluster) -> (World, Bus) {
    let mut world = World::start().await;
    world.url = Some(cluster.url());
    world.more.push(("LECTOR_NATS__REPLICAS".to_owned(), "3".to_owned()));
    let config = bus::Config {
        url: cluster.url(),
        replicas: 3,
        lease_seconds: 2.0,
        ..bus::Config::default()
    };
    let bus = eventually_within(ELECTION, "the cluster has streams", || async {
        Bus::connect(&config, "first", Trace::none()).await.ok()
    })
    .await;
    (world, bus)
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
