//! Jobs are done once, and their outcomes are stored.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bus::{Bus, Config, Enqueued, Failure, FollowFrom, Queue, Recorded, Trace};
use contract::{Job, Retry, Schema, SegmentFact};
use testkit::Nats;
use tokio_util::sync::CancellationToken;

use crate::stage::{
    BOOK, LEASE, Script, config, connect, connect_as, done, job, queue_is_empty, segment_fact,
    serve, spoken,
};

#[tokio::test]
async fn a_job_is_done_once_and_its_fact_is_stored() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        assert_eq!((work.attempt, work.sequence), (1, 1));
        Ok(done(&job, "a"))
    });
    let serving = serve(&bus, Queue::Synth, 2, &handler);

    assert_eq!(bus.enqueue(&job(1)).await.unwrap(), Enqueued::New);

    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(fact) if fact.worker == "a"));
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 1);
    bus.close().await;
}

#[tokio::test]
async fn the_trace_goes_with_the_job_and_on_with_its_facts() {
    static ADOPTED: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let trace = Trace {
        current: |_| Some("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".to_owned()),
        adopt: |_, parent| ADOPTED.lock().unwrap().push(parent.to_owned()),
    };
    let nats = Nats::start().await;
    let bus = Bus::connect(&config(&nats.url()), "test", trace).await.unwrap();
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    let stream = async_nats::jetstream::new(bus.client()).get_stream("FACTS").await.unwrap();
    let stored = stream.direct_get(1).await.unwrap();
    let parent = stored.headers.get("traceparent").unwrap().as_str();
    assert!(parent.starts_with("00-0af7651916cd43dd8448eb211c80319c-"));
    assert_eq!(*ADOPTED.lock().unwrap(), [parent.to_owned()]);
}

#[tokio::test]
async fn a_job_that_follows_from_a_fact_belongs_to_its_trace() {
    const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let nats = Nats::start().await;
    let traced = Trace { current: |_| Some(PARENT.to_owned()), adopt: |_, _| {} };
    let speaker = Bus::connect(&config(&nats.url()), "speaker", traced).await.unwrap();
    speaker.say(&spoken(1, "a")).await.unwrap();
    let bus = connect(&nats).await;
    let mut facts = bus.follow("fact.>", FollowFrom::Beginning).await.unwrap();

    let told = facts.next(&CancellationToken::new()).await.unwrap();
    bus.enqueue_within(told.trace_parent.as_deref(), &job(2)).await.unwrap();

    let jobs = async_nats::jetstream::new(bus.client()).get_stream("SYNTH").await.unwrap();
    let stored = jobs.get_raw_message(1).await.unwrap();
    assert_eq!(stored.headers.get("traceparent").unwrap().as_str(), PARENT);
}

/// Takes four leases for a job, and reports progress all the time.
fn slow_but_getting_on() -> Arc<Script> {
    Script::new(|job, work| async move {
        let start = Instant::now();
        while start.elapsed() < LEASE * 4 {
            work.progress();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(done(&job, "a"))
    })
}

#[tokio::test]
async fn a_lease_that_somebody_shortened_costs_one_handing_out_and_is_known_then() {
    let nats = Nats::start().await;
    let longer = Config { lease_seconds: 20.0, ..config(&nats.url()) };
    let bus = Bus::connect(&longer, "a", Trace::none()).await.unwrap();
    let handler = slow_but_getting_on();
    let serving = serve(&bus, Queue::Synth, 3, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    segment_fact(&bus, 1).await;
    queue_is_empty(&bus, Queue::Synth).await;

    let other = connect(&nats).await;
    other.provision().await.unwrap();
    other.enqueue(&job(2)).await.unwrap();

    segment_fact(&bus, 2).await;
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 3);
}

#[tokio::test]
async fn a_slow_job_that_gets_on_is_never_given_away() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = slow_but_getting_on();
    let serving = serve(&bus, Queue::Synth, 2, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    segment_fact(&bus, 1).await;
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn a_stalled_job_is_given_to_somebody_else() {
    let nats = Nats::start().await;
    let (one, other) = (connect_as(&nats, "one").await, connect_as(&nats, "other").await);
    let stalled = Script::new(|_, _| std::future::pending());
    let working = Script::new(|job, _| async move { Ok(done(&job, "other")) });
    let first = serve(&one, Queue::Synth, 1, &stalled);
    one.enqueue(&job(1)).await.unwrap();
    testkit::eventually("it began", || async { (stalled.calls() == 1).then_some(()) }).await;
    let start = Instant::now();

    let second = serve(&other, Queue::Synth, 1, &working);

    assert!(
        matches!(segment_fact(&one, 1).await, SegmentFact::Spoken(fact) if fact.worker == "other")
    );
    assert!(start.elapsed() < LEASE + Duration::from_secs(2));
    first.end().await;
    second.end().await;
}

#[tokio::test]
async fn what_follows_is_enqueued_although_somebody_died_between_the_fact_and_it() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let dying = Script::new(|_, _| std::future::pending());
    let serving = serve(&bus, Queue::Synth, 1, &dying);
    bus.enqueue(&job(1)).await.unwrap();
    testkit::eventually("it began", || async { (dying.calls() == 1).then_some(()) }).await;
    serving.crash().await;
    bus.say(&spoken(1, "the dead")).await.unwrap();
    let handler = Script::new(|job, _| async move { Ok(done(&job, "b")) });
    let next = Job::Retry(Retry { schema: Schema::default(), book: BOOK, lost: None });
    handler.follow_up.lock().unwrap().push(next.clone());

    let serving = serve(&bus, Queue::Synth, 1, &handler);

    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 0);
    assert_eq!(bus.open_jobs(Queue::Books, "book.retry").await.unwrap(), [next.subject()]);
}

#[tokio::test]
async fn a_failed_job_is_tried_again() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        if work.attempt < 3 {
            return Err(Failure::retry("not yet"));
        }
        Ok(done(&job, "a"))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    segment_fact(&bus, 1).await;
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 3);
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn a_job_that_is_open_cannot_be_enqueued_twice() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;

    assert_eq!(bus.enqueue(&job(1)).await.unwrap(), Enqueued::New);
    assert_eq!(bus.enqueue(&job(1)).await.unwrap(), Enqueued::AlreadyOpen);

    assert_eq!(bus.open_jobs(Queue::Synth, "synth.>").await.unwrap(), [job(1).subject()]);
    assert_eq!(bus.purge_jobs(Queue::Synth, "synth.>").await.unwrap(), 1);
    assert_eq!(bus.enqueue(&job(1)).await.unwrap(), Enqueued::New);
}

#[tokio::test]
async fn a_job_whose_fact_is_there_is_acknowledged_without_being_done_again() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let crashing = Script::new(|_, _| std::future::pending());
    let handler = Script::new(|job, _| async move { Ok(done(&job, "b")) });
    let serving = serve(&bus, Queue::Synth, 1, &crashing);
    bus.enqueue(&job(1)).await.unwrap();
    testkit::eventually("it began", || async { (crashing.calls() == 1).then_some(()) }).await;
    assert_eq!(bus.say(&spoken(1, "a")).await.unwrap(), Recorded::First);
    serving.crash().await;

    let serving = serve(&bus, Queue::Synth, 1, &handler);

    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn two_workers_on_the_same_job_leave_one_fact() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, _| async move {
        tokio::time::sleep(LEASE * 3 / 4).await;
        Ok(done(&job, "late"))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    testkit::eventually("it began", || async { (handler.calls() == 1).then_some(()) }).await;

    assert_eq!(bus.say(&spoken(1, "quick")).await.unwrap(), Recorded::First);

    queue_is_empty(&bus, Queue::Synth).await;
    assert!(
        matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(fact) if fact.worker == "quick")
    );
    serving.end().await;
    assert_eq!(Arc::strong_count(&handler), 1);
}
