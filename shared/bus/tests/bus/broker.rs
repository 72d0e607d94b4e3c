//! The broker goes away and comes back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bus::{Bus, Error, Queue, Trace};
use testkit::{Nats, Proxy, eventually};
use tokio::sync::Notify;

use crate::stage::{
    LEASE, Script, config, connect, done, job, queue_is_empty, segment_fact, serve,
};

#[tokio::test]
async fn a_job_survives_the_death_of_the_broker() {
    let mut nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        for _ in 0..10 {
            work.progress();
            tokio::time::sleep(LEASE / 5).await;
        }
        Ok(done(&job, "a"))
    });
    let serving = serve(&bus, Queue::Synth, 2, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    eventually("it began", || async { (handler.calls() == 1).then_some(()) }).await;

    nats.kill();
    tokio::time::sleep(LEASE).await;
    nats.restart().await;

    segment_fact(&bus, 1).await;
    queue_is_empty(&bus, Queue::Synth).await;
    bus.enqueue(&job(2)).await.unwrap();
    segment_fact(&bus, 2).await;
    serving.end().await;
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn what_was_done_during_a_long_outage_is_not_done_again() {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let impatient =
        bus::Config { timeout_seconds: 0.5, lease_seconds: 20.0, ..config(&proxy.url()) };
    let bus = Bus::connect(&impatient, "test", Trace::none()).await.unwrap();
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (begin, wait) = (Arc::clone(&begun), Arc::clone(&go_on));
    let handler = Script::new(move |job, _| {
        let (begun, go_on) = (Arc::clone(&begin), Arc::clone(&wait));
        async move {
            begun.notify_one();
            go_on.notified().await;
            Ok(done(&job, "a"))
        }
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    begun.notified().await;

    proxy.cut();
    eventually("it noticed", || async { (!bus.is_connected()).then_some(()) }).await;
    go_on.notify_one();
    // Longer than one call waits for its answer.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    proxy.heal();

    let here = bus::Config { url: nats.url(), ..impatient };
    let here = Bus::connect(&here, "here", Trace::none()).await.unwrap();
    segment_fact(&here, 1).await;
    queue_is_empty(&here, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn idle_slots_fetch_again_as_soon_as_the_line_is_whole() {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let here = connect(&nats).await;
    let there = Bus::connect(&config(&proxy.url()), "there", Trace::none()).await.unwrap();
    let handler = Script::new(|job, _| async move { Ok(done(&job, "there")) });
    let serving = serve(&there, Queue::Synth, 4, &handler);
    here.enqueue(&job(1)).await.unwrap();
    segment_fact(&here, 1).await;

    proxy.cut();
    eventually("it noticed", || async { (!there.is_connected()).then_some(()) }).await;
    here.enqueue(&job(2)).await.unwrap();
    let start = Instant::now();
    proxy.heal();

    segment_fact(&here, 2).await;
    assert!(start.elapsed() < Duration::from_secs(5), "took {:?}", start.elapsed());
    serving.end().await;
}

#[tokio::test]
async fn what_is_asked_during_an_outage_is_answered_after_it() {
    let nats = Nats::start().await;
    let proxy = Proxy::start(nats.port()).await;
    let bus = Bus::connect(&config(&proxy.url()), "there", Trace::none()).await.unwrap();
    proxy.cut();
    eventually("it noticed", || async { (!bus.is_connected()).then_some(()) }).await;

    let job = job(1);
    let (enqueued, ()) = tokio::join!(bus.enqueue(&job), async { proxy.heal() });

    assert_eq!(enqueued.unwrap(), bus::Enqueued::New);
}

#[tokio::test]
async fn a_broker_that_is_not_there_is_reported_within_seconds() {
    let start = Instant::now();

    let bus = Bus::connect(&config("nats://127.0.0.1:1"), "test", Trace::none()).await;

    assert!(matches!(bus, Err(Error::Unreachable { .. })), "{bus:?}");
    assert!(start.elapsed() < Duration::from_secs(7), "took {:?}", start.elapsed());
}

#[tokio::test]
async fn stopping_without_a_broker_does_not_hang() {
    let mut nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|_, _| std::future::pending());
    let serving = serve(&bus, Queue::Synth, 2, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    eventually("it began", || async { (handler.calls() == 1).then_some(()) }).await;
    nats.kill();

    let start = Instant::now();
    serving.end().await;
    bus.close().await;

    assert!(start.elapsed() < Duration::from_secs(10), "took {:?}", start.elapsed());
}
