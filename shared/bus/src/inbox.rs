//! The inbox that a consumer's messages arrive in: one subscription, one pull request at a time.

use std::sync::atomic::Ordering;
use std::time::Duration;

use async_nats::{Message, StatusCode, Subscriber};
use futures::StreamExt;
use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;

use crate::monitor::{denied, reconnected};
use crate::{Bus, Error};

/// How long a pull request waits at the broker.
const EXPIRES: Duration = Duration::from_secs(30);

/// How often the broker shows that it still has a pull request that waits.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Silence after which a request that the broker has counts as lost: two heartbeats, and the line's delay.
const SILENT: Duration = Duration::from_secs(5);

/// Silence after which a request counts as lost that the broker has not confirmed: it may wait behind an upload on a thin line.
const UNCONFIRMED: Duration = Duration::from_secs(15);

/// How long to wait for messages that are under way when the inbox is closed.
const DRAIN_LIMIT: Duration = Duration::from_secs(1);

/// An inbox for the messages of one consumer; reopened after every error, so that there is never more than one open request.
#[derive(Debug)]
pub(crate) struct Inbox {
    bus: Bus,
    stream: &'static str,
    call: String,
    subject: String,
    messages: Subscriber,
    connections: watch::Receiver<u64>,
    denials: broadcast::Receiver<String>,
    silence: Silence,
}

/// Since when nothing has arrived. Kept across calls: whoever waits for other things, too, begins to wait again and again.
#[derive(Debug, Clone, Copy)]
struct Silence {
    since: Instant,
    /// How much of it there may be.
    patience: Duration,
    /// How many messages the connection had received when it began.
    received: u64,
}

/// What arrived.
#[derive(Debug)]
pub(crate) enum Received {
    Message(Message),
    /// The inbox cannot be used any more, for this reason.
    Broken(String),
    /// The broker denies the request.
    Denied(String),
}

impl Inbox {
    /// Opens an inbox for `consumer` of `stream`.
    pub(crate) async fn open(
        bus: &Bus,
        stream: &'static str,
        consumer: &str,
    ) -> Result<Self, Error> {
        let subject = bus.nats().new_inbox();
        let connections = bus.monitor().connections();
        let denials = bus.monitor().denials();
        let messages = bus.nats().subscribe(subject.clone()).await.map_err(|error| {
            Error::Broker { what: format!("listen to {consumer}"), source: Box::new(error) }
        })?;
        let call = format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}");
        let (bus, silence) = (bus.clone(), Silence::begin(bus, UNCONFIRMED));
        Ok(Self { bus, stream, call, subject, messages, connections, denials, silence })
    }

    /// Asks the consumer for up to `batch` messages, and waits for them at the broker.
    pub(crate) async fn request(&mut self, batch: u64) -> Result<(), String> {
        let (expires, heartbeat) = (nanoseconds(EXPIRES), nanoseconds(HEARTBEAT));
        let body = json!({ "batch": batch, "expires": expires, "idle_heartbeat": heartbeat });
        self.pull(body).await
    }

    /// Asks the consumer for a message, if it has one now.
    pub(crate) async fn request_now(&mut self) -> Result<(), String> {
        self.pull(json!({ "batch": 1, "no_wait": true })).await
    }

    async fn pull(&mut self, body: Value) -> Result<(), String> {
        self.silence = Silence::begin(&self.bus, UNCONFIRMED);
        let body = body.to_string();
        self.bus
            .nats()
            .publish_with_reply(self.call.clone(), self.subject.clone(), body.into())
            .await
            .map_err(|error| error.to_string())
    }

    /// Waits for what arrives next; cancel-safe.
    pub(crate) async fn next(&mut self) -> Received {
        let broken = |why: &str| Received::Broken(why.to_owned());
        let ours = [self.call.as_str(), self.bus.inbox()];
        loop {
            let silence = self.silence;
            tokio::select! {
                biased;
                message = self.messages.next() => {
                    self.silence = Silence::begin(&self.bus, SILENT);
                    match message {
                        // Whoever waits for a job knows then that the broker would give it one.
                        Some(message) if message.status == Some(StatusCode::IDLE_HEARTBEAT) => {
                            self.bus.trouble().clear(self.stream);
                        }
                        Some(message) => return Received::Message(message),
                        None => return broken("the connection was closed"),
                    }
                }
                () = reconnected(&mut self.connections) => return broken("the connection was replaced"),
                what = denied(&mut self.denials, &ours) => return Received::Denied(what),
                () = tokio::time::sleep_until(silence.since + silence.patience) => {
                    // A server that is stopped keeps its connections: another one is asked.
                    if received(&self.bus) == silence.received {
                        let _ = self.bus.nats().force_reconnect().await;
                    }
                    return broken("the broker does not answer a pull request");
                }
            }
        }
    }

    /// Unsubscribes, and returns the messages that were already under way.
    pub(crate) async fn close(mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        let draining = async {
            if self.messages.drain().await.is_ok() {
                while let Some(message) = self.messages.next().await {
                    messages.push(message);
                }
            }
        };
        // The broker delivers what has not arrived by then to another worker when the lease ends.
        let _ = tokio::time::timeout(DRAIN_LIMIT, draining).await;
        messages
    }
}

impl Silence {
    fn begin(bus: &Bus, patience: Duration) -> Self {
        Self { since: Instant::now(), patience, received: received(bus) }
    }
}

/// How many messages the connection has received.
fn received(bus: &Bus) -> u64 {
    bus.nats().statistics().in_messages.load(Ordering::Relaxed)
}

pub(crate) fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use testkit::Nats;

    use crate::{Config, Trace};

    use super::*;

    #[tokio::test]
    async fn a_stream_that_has_nothing_to_give_is_in_no_trouble() {
        let nats = Nats::start().await;
        let config = Config { url: nats.url(), ..Config::default() };
        let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
        bus.restore().await.unwrap();
        let mut inbox = Inbox::open(&bus, "SYNTH", "synth-sim").await.unwrap();
        bus.trouble().note("SYNTH", "the broker does not answer a pull request");
        inbox.request(1).await.unwrap();

        let over = testkit::eventually("the trouble is over", || async {
            bus.trouble().all().is_empty().then_some(())
        });

        tokio::select! {
            received = inbox.next() => panic!("{received:?}"),
            () = over => {}
        }
    }

    #[tokio::test]
    async fn silence_is_noticed_by_those_who_wait_for_other_things_too() {
        let nats = Nats::start().await;
        let config = Config { url: nats.url(), ..Config::default() };
        let bus = Bus::connect(&config, "test", Trace::none()).await.unwrap();
        // A consumer that says nothing.
        let _silent = bus.nats().subscribe("$JS.API.CONSUMER.MSG.NEXT.FACTS.silent").await.unwrap();
        let mut inbox = Inbox::open(&bus, "FACTS", "silent").await.unwrap();
        inbox.request(1).await.unwrap();
        inbox.silence.patience = Duration::from_secs(1);
        let mut others = tokio::time::interval(Duration::from_millis(100));

        let noticed = async {
            loop {
                tokio::select! {
                    received = inbox.next() => return received,
                    _ = others.tick() => {}
                }
            }
        };
        let noticed = tokio::time::timeout(Duration::from_secs(20), noticed).await.unwrap();

        assert!(matches!(noticed, Received::Broken(_)), "{noticed:?}");
    }
}
