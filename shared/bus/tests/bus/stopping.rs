//! Stopping: no new job is begun, and running jobs are finished or handed back at once.

use std::time::{Duration, Instant};

use bus::{Failure, Queue};
use contract::SegmentFact;
use testkit::{Nats, eventually};

use crate::stage::{
    LEASE, Script, connect, done, job, queue_is_empty, segment_fact, serve, serve_with,
};

#[tokio::test]
async fn what_can_be_finished_within_the_grace_time_is_finished() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        work.stop.cancelled().await;
        tokio::time::sleep(LEASE / 4).await;
        Ok(done(&job, "a"))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    bus.enqueue_all(&[job(1), job(2)]).await.unwrap();
    eventually("it began", || async { (handler.calls() == 1).then_some(()) }).await;

    serving.end().await;

    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(_)));
    assert_eq!(bus.open_jobs(Queue::Synth, ">").await.unwrap(), [job(2).subject()]);
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn what_cannot_be_finished_goes_to_somebody_else_at_once() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let endless = Script::new(|_, work| async move {
        loop {
            work.progress();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let handler = Script::new(|job, work| async move {
        assert_eq!(work.attempt, 1);
        Ok(done(&job, "b"))
    });
    let serving = serve_with(&bus, Queue::Synth, 2, &endless, Duration::from_millis(100));
    bus.enqueue_all(&[job(1), job(2)]).await.unwrap();
    eventually("they began", || async { (endless.calls() == 2).then_some(()) }).await;

    serving.end().await;

    let start = Instant::now();
    let serving = serve(&bus, Queue::Synth, 2, &handler);
    queue_is_empty(&bus, Queue::Synth).await;
    assert!(start.elapsed() < LEASE / 2, "took {:?}", start.elapsed());
    serving.end().await;
}

#[tokio::test]
async fn a_handler_that_sees_the_stop_can_hand_back() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|_, work| async move {
        work.stop.cancelled().await;
        Err(Failure::HandBack(Duration::ZERO))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    eventually("it began", || async { (handler.calls() == 1).then_some(()) }).await;

    let start = Instant::now();
    serving.end().await;

    assert!(start.elapsed() < Duration::from_secs(1));
    assert_eq!(bus.open_jobs(Queue::Synth, ">").await.unwrap(), [job(1).subject()]);
}

#[tokio::test]
async fn idle_workers_stop_at_once_and_hold_nothing() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    for round in 1..=10 {
        let serving = serve(&bus, Queue::Synth, 4, &handler);
        bus.enqueue(&job(round)).await.unwrap();

        let start = Instant::now();
        serving.end().await;
        assert!(start.elapsed() < Duration::from_secs(1), "took {:?}", start.elapsed());
    }

    let start = Instant::now();
    let serving = serve(&bus, Queue::Synth, 4, &handler);
    queue_is_empty(&bus, Queue::Synth).await;

    assert!(start.elapsed() < LEASE * 3 / 4, "a job was left waiting for its lease to end");
    serving.end().await;
}
