//! A refusal of the broker is a typed error, at once.

use std::time::{Duration, Instant};

use async_nats::jetstream;
use bus::{Bus, Config, Error, Queue, Trace};
use contract::SegmentFact;
use testkit::Nats;
use tokio_util::sync::CancellationToken;

use crate::stage::{Script, config, connect, done, job, serve, spoken};

const USERS: &str = r#"authorization { users [
    { user: all, password: secret }
    { user: poor, password: secret, permissions { publish { allow: ["$JS.API.CONSUMER.INFO.>", "$JS.API.INFO"] }, subscribe: "_INBOX_poor.>" } }
] }"#;

fn config_of(nats: &Nats, user: &str, password: &str) -> Config {
    Config {
        user: Some(user.to_owned()),
        password: Some(password.to_owned()),
        provision: user == "all",
        ..config(&nats.url())
    }
}

#[tokio::test]
async fn a_denied_call_fails_at_once_and_says_what_was_denied() {
    let nats = Nats::start_with(USERS).await;
    let all = Bus::connect(&config_of(&nats, "all", "secret"), "all", Trace::none()).await.unwrap();
    let poor =
        Bus::connect(&config_of(&nats, "poor", "secret"), "p1", Trace::none()).await.unwrap();
    let start = Instant::now();

    let said = poor.say(&spoken(1, "a")).await;

    let Err(Error::Denied { what }) = said else { panic!("{said:?}") };
    assert!(what.starts_with("fact."), "{what}");
    let denied = poor.denied(&CancellationToken::new()).await;
    assert!(matches!(denied, Err(Error::Denied { .. })));
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let mut serving = serve(&poor, Queue::Synth, 2, &handler);
    assert!(matches!(serving.ended().await, Err(Error::Denied { .. })));
    assert!(start.elapsed() < Duration::from_secs(1), "took {:?}", start.elapsed());
    assert!(all.say(&spoken(1, "a")).await.is_ok());
}

#[tokio::test]
async fn a_wrong_password_is_denied_at_once() {
    let nats = Nats::start_with(USERS).await;
    let start = Instant::now();

    let bus = Bus::connect(&config_of(&nats, "all", "wrong"), "test", Trace::none()).await;

    assert!(matches!(bus, Err(Error::Denied { .. })), "{bus:?}");
    assert!(start.elapsed() < Duration::from_secs(1), "took {:?}", start.elapsed());
}

#[tokio::test]
async fn a_full_store_is_said_to_be_full() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let context = jetstream::new(bus.client());
    for stream in ["FACTS", "SYNTH"] {
        let mut config = context.get_stream(stream).await.unwrap().cached_info().config.clone();
        config.max_bytes = 100;
        context.update_stream(config).await.unwrap();
    }
    let start = Instant::now();

    let (said, enqueued) = (bus.say(&spoken(1, "a")).await, bus.enqueue(&job(1)).await);

    assert!(matches!(said, Err(Error::Full { .. })), "{said:?}");
    assert!(matches!(enqueued, Err(Error::Full { .. })), "{enqueued:?}");
    assert!(start.elapsed() < Duration::from_secs(1), "took {:?}", start.elapsed());
}

#[tokio::test]
async fn a_job_whose_fact_finds_no_room_stays_in_the_queue() {
    survives(|facts| facts.max_bytes = 100).await;
}

#[tokio::test]
async fn a_job_whose_fact_the_broker_cannot_store_stays_in_the_queue() {
    survives(|facts| facts.max_message_size = 10).await;
}

/// Checks that a job is kept while `spoil` lets none of its facts be stored, for longer than a job that kills its workers.
async fn survives(spoil: impl Fn(&mut jetstream::stream::Config)) {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    let context = jetstream::new(bus.client());
    let roomy = context.get_stream("FACTS").await.unwrap().cached_info().config.clone();
    let mut spoilt = roomy.clone();
    spoil(&mut spoilt);
    context.update_stream(spoilt).await.unwrap();
    let handler = Script::new(|job, _| async move { Ok(done(&job, "a")) });
    let serving = serve(&bus, Queue::Synth, 1, &handler);
    bus.enqueue(&job(1)).await.unwrap();
    testkit::eventually("it was tried", || async { (handler.calls() > 21).then_some(()) }).await;

    context.update_stream(roomy).await.unwrap();

    let fact = crate::stage::segment_fact(&bus, 1).await;
    assert!(matches!(fact, SegmentFact::Spoken(_)), "{fact:?}");
    crate::stage::queue_is_empty(&bus, Queue::Synth).await;
    serving.end().await;
    assert_eq!(bus.dead_letters().await.unwrap(), []);
}

#[tokio::test]
async fn a_broker_without_our_streams_is_said_to_lack_them() {
    let nats = Nats::start().await;
    let config = Config { provision: false, ..config(&nats.url()) };
    let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();

    let error = bus.say(&spoken(1, "a")).await.unwrap_err();

    let Error::Broker { source, .. } = error else { panic!("{error:?}") };
    assert!(source.to_string().contains("provision"), "{source}");
}

#[tokio::test]
async fn provisioning_again_changes_nothing_and_a_new_lease_is_taken_over() {
    let nats = Nats::start().await;
    let bus = connect(&nats).await;
    bus.provision().await.unwrap();
    let longer = Config { lease_seconds: 7.0, ..config(&nats.url()) };

    let other = Bus::connect(&longer, "other", Trace::none()).await.unwrap();
    other.provision().await.unwrap();

    let consumer: jetstream::consumer::PullConsumer =
        jetstream::new(other.client()).get_consumer_from_stream("synth", "SYNTH").await.unwrap();
    assert_eq!(consumer.cached_info().config.ack_wait, Duration::from_secs(7));
}
