//! Where a consumer's messages come in: one subscription, one request at a time.

use std::time::Duration;

use async_nats::{Message, Subscriber};
use futures::StreamExt;
use serde_json::json;
use tokio::sync::{broadcast, watch};

use crate::link::{denied, reconnected};
use crate::{Bus, Error};

/// How long one request waits at the broker.
const WAIT: Duration = Duration::from_secs(30);

/// How much longer than `WAIT` we wait before we take the request for lost.
const LATE: Duration = Duration::from_secs(5);

/// How long the broker may take to hand over what was under way.
const DRAINING: Duration = Duration::from_secs(1);

/// An inbox for the messages of one consumer; opened anew after every trouble, so that no request is ever open twice.
#[derive(Debug)]
pub(crate) struct Inbox {
    call: String,
    subject: String,
    messages: Subscriber,
    connections: watch::Receiver<u64>,
    denials: broadcast::Receiver<String>,
    prefix: String,
}

/// What came in.
#[derive(Debug)]
pub(crate) enum Came {
    Message(Message),
    /// The inbox is of no use any more.
    Broken(String),
    /// The broker denies the request.
    Denied(String),
}

impl Inbox {
    /// Opens an inbox for `consumer` of `stream`.
    pub(crate) async fn open(bus: &Bus, stream: &str, consumer: &str) -> Result<Self, Error> {
        let subject = bus.nats().new_inbox();
        let connections = bus.link().connections();
        let denials = bus.link().denials();
        let messages = bus.nats().subscribe(subject.clone()).await.map_err(|error| {
            Error::Broker { what: format!("listen to {consumer}"), source: Box::new(error) }
        })?;
        let call = format!("$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}");
        let prefix = bus.inbox().to_owned();
        Ok(Self { call, subject, messages, connections, denials, prefix })
    }

    /// Asks the consumer for up to `batch` messages.
    pub(crate) async fn request(&self, bus: &Bus, batch: u64) -> Result<(), String> {
        let body = json!({ "batch": batch, "expires": nanoseconds(WAIT) }).to_string();
        bus.nats()
            .publish_with_reply(self.call.clone(), self.subject.clone(), body.into())
            .await
            .map_err(|error| error.to_string())
    }

    /// Waits for what comes next. Dropping the wait loses nothing.
    pub(crate) async fn next(&mut self) -> Came {
        let broken = |why: &str| Came::Broken(why.to_owned());
        let ours = [self.call.as_str(), self.prefix.as_str()];
        tokio::select! {
            biased;
            message = self.messages.next() => {
                message.map_or_else(|| broken("the connection was closed"), Came::Message)
            }
            () = reconnected(&mut self.connections) => broken("the connection was made anew"),
            what = denied(&mut self.denials, &ours) => Came::Denied(what),
            () = tokio::time::sleep(WAIT + LATE) => broken("the broker fell silent"),
        }
    }

    /// Takes back the request, and returns what was handed over meanwhile.
    pub(crate) async fn close(mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        let draining = async {
            if self.messages.drain().await.is_ok() {
                while let Some(message) = self.messages.next().await {
                    messages.push(message);
                }
            }
        };
        // What has not come by then, the broker hands to somebody else when its lease is over.
        let _ = tokio::time::timeout(DRAINING, draining).await;
        messages
    }
}

pub(crate) fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
