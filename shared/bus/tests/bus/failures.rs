//! Jobs that fail: tried four times, then dead-lettered with everything that is known.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_nats::jetstream;
use bus::{Bus, Config, Failure, Outcome, Queue, Trace};
use contract::{BookId, DeliverJob, Job, Retry, Revision, Schema, SegmentFact, Target};
use serde_json::Value;
use testkit::{Nats, eventually};

use crate::stage::{
    BOOK, Script, config, connect, done, job, queue_is_empty, segment_fact, serve, spoken,
};

#[tokio::test]
async fn the_fourth_failure_makes_a_dead_letter_and_a_failed_fact() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|_, work| async move {
        Err(Failure::retry(format!("no voice, try {}", work.attempt)))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    queue_is_empty(&bus, Queue::Synth).await;
    let SegmentFact::Failed(failed) = segment_fact(&bus, 1).await else { panic!("it was spoken") };
    assert!(failed.reason.contains("no voice, try 4"), "{}", failed.reason);
    let dead = bus.dead_letters().await.unwrap();
    let letter = &dead[0].letter;
    let errors: Vec<&str> = letter.attempts.iter().map(|attempt| attempt.error.as_str()).collect();
    assert_eq!(
        errors,
        ["no voice, try 1", "no voice, try 2", "no voice, try 3", "no voice, try 4"]
    );
    assert!(letter.attempts.iter().all(|attempt| attempt.by == "test"));
    assert_eq!((dead.len(), letter.payload.as_bytes()), (1, &job(1).payload()[..]));
    serving.end().await;
    assert_eq!(handler.calls(), 4);
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        assert!(work.attempt > 1, "the engine is on fire");
        Ok(done(&job, "a"))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(_)));
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(handler.calls(), 2);
}

/// Twenty deliveries in a row that nobody reported on are otherwise the mark of a job that kills its workers.
#[tokio::test]
async fn deliveries_that_the_broker_spoilt_do_not_count_against_a_job() {
    let nats = Nats::start().await;
    let quick = Config { timeout_seconds: 0.3, lease_seconds: 0.2, ..config(&nats.url()) };
    let bus = connect(&nats).await;
    let hasty = eventually("a connection with short time limits", || async {
        Bus::connect(&quick, "hasty", Trace::none()).await.ok()
    })
    .await;
    let is_first = Arc::new(AtomicBool::new(true));
    let handler = Script::new(move |job, _| {
        let is_first = is_first.swap(false, Ordering::Relaxed);
        async move {
            if is_first {
                std::future::pending::<()>().await;
            }
            Ok(done(&job, "a"))
        }
    });
    let jetstream = jetstream::new(bus.client());
    let serving = serve(&hasty, Queue::Synth, 1, &handler);
    jetstream.delete_stream("KV_attempts").await.unwrap();

    bus.enqueue(&job(1)).await.unwrap();
    eventually("it was delivered 25 times", || async {
        let answer = bus.client().request("$JS.API.CONSUMER.LIST.SYNTH", "".into()).await.ok()?;
        let list: Value = serde_json::from_slice(&answer.payload).ok()?;
        let deliveries = |one: &Value| one["delivered"]["consumer_seq"].as_u64();
        let most = list["consumers"].as_array()?.iter().filter_map(deliveries).max();
        (most >= Some(25)).then_some(())
    })
    .await;
    bus.ensure().await.unwrap();

    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Spoken(_)));
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
}

#[tokio::test]
async fn a_rejected_job_is_not_tried_again() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|_, _| async { Err(Failure::reject("no such voice")) });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();

    queue_is_empty(&bus, Queue::Synth).await;
    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Failed(_)));
    let dead = bus.dead_letters().await.unwrap();
    assert_eq!(dead[0].letter.reason, "no such voice");
    assert_eq!(dead[0].letter.attempts, []);
    serving.end().await;
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn handing_back_is_never_counted() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, work| async move {
        assert_eq!(work.attempt, 1);
        if work.stop.is_cancelled() {
            return Ok(done(&job, "a"));
        }
        Err(Failure::HandBack(Duration::from_millis(1)))
    });
    let serving = serve(&bus, Queue::Synth, 1, &handler);

    bus.enqueue(&job(1)).await.unwrap();
    eventually("it was handed back often", || async { (handler.calls() > 30).then_some(()) }).await;
    serving.stop.cancel();
    serving.end().await;

    let context = jetstream::new(bus.client());
    let records =
        context.get_stream("KV_attempts").await.unwrap().cached_info().state.last_sequence;
    // One more may have been handed out when the service stopped, and handed back before the handler got it.
    let handed_out = handler.calls() + 1;
    assert!(
        (1..=handed_out / 10).contains(&u32::try_from(records).unwrap()),
        "{records} written, {handed_out} handed out"
    );
    assert_eq!(bus.dead_letters().await.unwrap(), []);
    assert_eq!(bus.open_jobs(Queue::Synth, ">").await.unwrap().len(), 1);
}

/// Takes the only job of a queue as 21 workers would that die at once, without waiting for their leases to end.
async fn die_often(bus: &Bus, consumer: &str, stream: &str) {
    let context = jetstream::new(bus.client());
    let consumer: jetstream::consumer::PullConsumer =
        context.get_consumer_from_stream(consumer, stream).await.unwrap();
    for _ in 0..21 {
        let mut batch = consumer.batch().max_messages(1).messages().await.unwrap();
        let message = futures::StreamExt::next(&mut batch).await.unwrap().unwrap();
        message.ack_with(jetstream::AckKind::Nak(None)).await.unwrap();
    }
}

#[tokio::test]
async fn a_job_that_silences_every_worker_is_given_up_undone() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    bus.enqueue(&job(1)).await.unwrap();
    die_often(&bus, "synth-onnx", "SYNTH").await;
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });

    let serving = serve(&bus, Queue::Synth, 1, &handler);

    queue_is_empty(&bus, Queue::Synth).await;
    assert!(matches!(segment_fact(&bus, 1).await, SegmentFact::Failed(_)));
    assert_eq!(bus.dead_letters().await.unwrap()[0].letter.deliveries, 22);
    serving.end().await;
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn a_job_whose_fact_is_there_is_not_given_up_however_silent_its_workers_were() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    bus.enqueue(&job(1)).await.unwrap();
    die_often(&bus, "synth-onnx", "SYNTH").await;
    bus.say(&spoken(1, "a")).await.unwrap();
    let handler = Script::new(|job, _| async move { Ok(done(&job, "b")) });

    let serving = serve(&bus, Queue::Synth, 1, &handler);

    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(bus.dead_letters().await.unwrap(), []);
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn a_command_that_silences_every_worker_is_told_to_its_handler() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let retry = Job::Retry(Retry { schema: Schema::default(), book: BOOK, lost: None });
    bus.enqueue(&retry).await.unwrap();
    die_often(&bus, "books", "BOOKS").await;
    let handler = Script::new(|_, _| async { Ok(Outcome::nothing()) });

    let serving = serve(&bus, Queue::Books, 1, &handler);

    queue_is_empty(&bus, Queue::Books).await;
    serving.end().await;
    let told = handler.given_up.lock().unwrap().clone();
    let [(Some(job), 1, enqueued_at_ms)] = &told[..] else { panic!("{told:?}") };
    assert_eq!(*job, retry);
    assert!(*enqueued_at_ms > 1_700_000_000_000, "{enqueued_at_ms}");
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn a_payload_that_cannot_be_read_is_given_up() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let serving = serve(&bus, Queue::Books, 1, &handler);

    for payload in ["", "\u{0}", "[]", "{\"schema\":1}", "{\"source\":7}"] {
        jetstream::new(bus.client())
            .publish("book.submit", payload.into())
            .await
            .unwrap()
            .await
            .unwrap();
    }

    queue_is_empty(&bus, Queue::Books).await;
    serving.end().await;
    assert_eq!(bus.dead_letters().await.unwrap().len(), 5);
    assert_eq!(handler.calls(), 0);
}

#[tokio::test]
async fn a_payload_too_large_for_its_letter_is_cut() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let serving = serve(&bus, Queue::Books, 1, &handler);
    let large = "\"\u{1}ü".repeat(1_900_000);

    let context = jetstream::new(bus.client());
    context.publish("book.submit", large.into()).await.unwrap().await.unwrap();

    queue_is_empty(&bus, Queue::Books).await;
    let letter = &bus.dead_letters().await.unwrap()[0].letter;
    assert!(
        letter.reason.ends_with("(the payload was cut, it was too large)"),
        "{}",
        letter.reason
    );
    assert!(letter.payload.len() > 100_000);
    serving.end().await;
}

#[tokio::test]
async fn a_job_of_a_newer_build_is_left_to_it() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    let newer =
        String::from_utf8(job(1).payload()).unwrap().replace("\"schema\":1", "\"schema\":2");

    let subject = job(1).subject().to_string();
    jetstream::new(bus.client()).publish(subject, newer.into()).await.unwrap().await.unwrap();
    bus.enqueue(&job(2)).await.unwrap();

    segment_fact(&bus, 2).await;
    serving.end().await;
    assert_eq!(bus.open_jobs(Queue::Synth, ">").await.unwrap(), [job(1).subject()]);
    assert_eq!(bus.dead_letters().await.unwrap(), []);
    assert_eq!(handler.calls(), 1);
}

#[tokio::test]
async fn a_dead_segment_is_driven_again_as_the_next_revision_of_its_book() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let handler = Script::new(|_, _| async { Err(Failure::reject("no such voice")) });
    let serving = serve(&bus, Queue::Synth, 2, &handler);
    bus.enqueue_all(&[job(1), job(2), job(3)]).await.unwrap();
    queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    let dead = bus.dead_letters().await.unwrap();
    assert_eq!(dead.len(), 3);

    assert!(bus.discard_dead(&dead[0].name).await.unwrap());
    assert!(bus.retry_dead(&dead[1].name).await.unwrap());
    assert!(!bus.retry_dead(&dead[2].name).await.unwrap(), "went with the other");

    assert_eq!(bus.dead_letters().await.unwrap(), []);
    assert_eq!(bus.open_jobs(Queue::Books, "book.retry").await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_dead_delivery_is_driven_again_as_often_as_one_likes_and_its_book_is_left_alone() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let rejecting = Script::new(|_, _| async { Err(Failure::reject("the disk is full")) });
    let serving = serve(&bus, Queue::Deliver, 1, &rejecting);
    let (revision, target) = (Revision::FIRST, Target::Library);
    let job = DeliverJob { schema: Schema::default(), book: BOOK, revision, target };
    bus.enqueue(&Job::Deliver(job)).await.unwrap();

    for times in 1..=3 {
        queue_is_empty(&bus, Queue::Deliver).await;
        let dead = bus.dead_letters().await.unwrap();
        assert_eq!((dead.len(), rejecting.calls()), (1, times));
        assert!(bus.retry_dead(&dead[0].name).await.unwrap());
    }

    queue_is_empty(&bus, Queue::Deliver).await;
    serving.end().await;
    assert_eq!(rejecting.calls(), 4);
    assert_eq!(bus.open_jobs(Queue::Books, "book.>").await.unwrap(), []);
}

#[tokio::test]
async fn a_dead_command_is_driven_again_as_it_was() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let rejecting = Script::new(|_, _| async { Err(Failure::reject("not today")) });
    let serving = serve(&bus, Queue::Books, 1, &rejecting);
    let retry = |book| Job::Retry(Retry { schema: Schema::default(), book, lost: None });
    bus.enqueue(&retry(BOOK)).await.unwrap();
    bus.enqueue(&retry(BookId(uuid::Uuid::nil()))).await.unwrap();
    queue_is_empty(&bus, Queue::Books).await;
    serving.end().await;
    let dead = bus.dead_letters().await.unwrap();
    assert_eq!((dead.len(), dead[0].letter.subject.as_str()), (2, "book.retry"));
    let (heard, mut hearing) = tokio::sync::mpsc::unbounded_channel();
    let accepting = Script::new(move |job, _| {
        heard.send(job).unwrap();
        async { Ok(Outcome::nothing()) }
    });

    assert!(bus.retry_dead(&dead[0].name).await.unwrap());

    let serving = serve(&bus, Queue::Books, 1, &accepting);
    assert_eq!(hearing.recv().await.unwrap(), retry(BOOK));
    queue_is_empty(&bus, Queue::Books).await;
    serving.end().await;
    assert_eq!(bus.dead_letters().await.unwrap().len(), 1);
}
