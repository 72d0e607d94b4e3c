//! Followers receive every fact, in order, whatever happens to the broker.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use bus::{Follow, FollowFrom, StoredFact};
use testkit::{Nats, Proxy};
use tokio_util::sync::CancellationToken;

use crate::stage::{config, connect, spoken};

async fn next(follow: &mut Follow) -> StoredFact {
    let stop = CancellationToken::new();
    let told = tokio::time::timeout(Duration::from_secs(20), follow.next(&stop)).await;
    told.expect("a fact in time").unwrap()
}

#[tokio::test]
async fn seven_thousand_facts_are_told_in_well_under_a_second() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let facts: Vec<_> = (1..=7_000).map(|index| spoken(index, "a")).collect();
    bus.say_all(&facts).await.unwrap();

    let start = Instant::now();
    let mut follow = bus.follow("fact.>", FollowFrom::Beginning).await.unwrap();
    let mut told = BTreeSet::new();
    loop {
        let StoredFact { fact, is_newest, at_ms, .. } = next(&mut follow).await;
        assert!(at_ms > 1_700_000_000_000);
        assert!(told.insert(fact.subject().to_string()), "told once");
        assert_eq!(follow.is_caught_up(), is_newest);
        if is_newest {
            break;
        }
    }

    assert!(start.elapsed() < Duration::from_secs(3));
    assert_eq!(told.len(), 7_000);
}

#[tokio::test]
async fn one_knows_at_once_that_there_is_nothing_to_be_told() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let mut follow = bus.follow("fact.>", FollowFrom::Beginning).await.unwrap();
    assert!(follow.is_caught_up());

    bus.say(&spoken(1, "a")).await.unwrap();
    assert_eq!(next(&mut follow).await.fact, spoken(1, "a"));

    assert!(!bus.follow("fact.>", FollowFrom::Beginning).await.unwrap().is_caught_up());
    let mut later = bus.follow("fact.>", FollowFrom::Now).await.unwrap();
    assert!(later.is_caught_up());
    bus.say(&spoken(2, "a")).await.unwrap();
    assert_eq!(next(&mut later).await.fact, spoken(2, "a"));
    let stop = CancellationToken::new();
    stop.cancel();
    assert_eq!(later.next(&stop).await, None);
}

#[tokio::test]
async fn a_restart_of_the_broker_loses_no_fact() {
    let mut nats = Nats::start().await;
    let bus = connect(&nats).await;
    let mut follow = bus.follow("fact.>", FollowFrom::Beginning).await.unwrap();
    bus.say(&spoken(1, "a")).await.unwrap();
    assert_eq!(next(&mut follow).await.fact, spoken(1, "a"));

    nats.kill();
    nats.restart().await;
    bus.say(&spoken(2, "a")).await.unwrap();

    assert_eq!(next(&mut follow).await.fact, spoken(2, "a"));
}

#[tokio::test]
async fn a_cut_line_loses_no_fact() {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let here = connect(&nats).await;
    let there =
        bus::Bus::connect(&config(&proxy.url()), "there", bus::Trace::none()).await.unwrap();
    let mut follow = there.follow("fact.>", FollowFrom::Beginning).await.unwrap();

    for index in 1..=10 {
        if index % 3 == 0 {
            proxy.cut();
            here.say(&spoken(index, "a")).await.unwrap();
            proxy.heal();
        } else {
            here.say(&spoken(index, "a")).await.unwrap();
        }
        assert_eq!(next(&mut follow).await.fact, spoken(index, "a"));
    }
}
