//! The inbox that a consumer's messages arrive in: one subscription, one pull request at a time.

use std::time::Duration;

use async_nats::{Message, Subscriber};
use futures::StreamExt;
use serde_json::{Value, json};
use tokio::sync::{broadcast, watch};

use crate::monitor::{denied, reconnected};
use crate::{Bus, Error};

/// How long a pull request waits at the broker.
const EXPIRES: Duration = Duration::from_secs(30);

/// How much longer than `EXPIRES` to wait before the request counts as lost.
const LATE: Duration = Duration::from_secs(5);

/// How long to wait for messages that are under way when the inbox is closed.
const DRAIN_LIMIT: Duration = Duration::from_secs(1);

/// An inbox for the messages of one consumer; reopened after every error, so that there is never more than one open request.
#[derive(Debug)]
pub(crate) struct Inbox {
    call: String,
    subject: String,
    messages: Subscriber,
    connections: watch::Receiver<u64>,
    denials: broadcast::Receiver<String>,
    prefix: String,
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
    pub(crate) async fn open(bus: &Bus, stream: &str, consumer: &str) -> Result<Self, Error> {
        let subject = bus.nats().new_inbox();
        let connections = bus.monitor().connections();
        let denials = bus.monitor().denials();
        let messages = bus.nats().subscribe(subject.clone()).await.map_err(|error| {
            Error::Broker { what: format!("listen to {consumer}"), source: Box::new(error) }
        })?;
        let call = format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}");
        let prefix = bus.inbox().to_owned();
        Ok(Self { call, subject, messages, connections, denials, prefix })
    }

    /// Asks the consumer for up to `batch` messages, and waits for them at the broker.
    pub(crate) async fn request(&self, bus: &Bus, batch: u64) -> Result<(), String> {
        self.pull(bus, json!({ "batch": batch, "expires": nanoseconds(EXPIRES) })).await
    }

    /// Asks the consumer for a message, if it has one now.
    pub(crate) async fn request_now(&self, bus: &Bus) -> Result<(), String> {
        self.pull(bus, json!({ "batch": 1, "no_wait": true })).await
    }

    async fn pull(&self, bus: &Bus, body: Value) -> Result<(), String> {
        let body = body.to_string();
        bus.nats()
            .publish_with_reply(self.call.clone(), self.subject.clone(), body.into())
            .await
            .map_err(|error| error.to_string())
    }

    /// Waits for what arrives next; cancel-safe.
    pub(crate) async fn next(&mut self) -> Received {
        let broken = |why: &str| Received::Broken(why.to_owned());
        let ours = [self.call.as_str(), self.prefix.as_str()];
        tokio::select! {
            biased;
            message = self.messages.next() => {
                message.map_or_else(|| broken("the connection was closed"), Received::Message)
            }
            () = reconnected(&mut self.connections) => broken("the connection was replaced"),
            what = denied(&mut self.denials, &ours) => Received::Denied(what),
            () = tokio::time::sleep(EXPIRES + LATE) => broken("the broker did not answer a pull request"),
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

pub(crate) fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
