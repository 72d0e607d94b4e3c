//! A consumer of our own: messages in order, without acknowledgements.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use serde::Deserialize;
use serde_json::json;

use crate::delivery::MessageDelivery;
use crate::inbox::{Inbox, Received, nanoseconds};
use crate::topology::FACTS;
use crate::{Bus, Error};

/// Messages asked for at once.
const BATCH: u64 = 512;

/// How long the broker keeps our consumer without a request of ours.
const INACTIVE_THRESHOLD: Duration = Duration::from_secs(60);

/// A consumer of our own, without acknowledgements.
#[derive(Debug)]
pub(super) struct OrderedConsumer {
    inbox: Inbox,
    /// Messages that the running request may still bring.
    outstanding: u64,
    /// The sequence of the last message among those of this consumer: a gap means that one got lost.
    consumer_sequence: u64,
}

/// The result of waiting for the next message.
pub(super) enum ConsumerEvent {
    Message(MessageDelivery),
    Nothing,
    Broken(String),
}

impl OrderedConsumer {
    /// Creates a consumer of the facts on `filters` from `sequence` on; says how many there are.
    pub(super) async fn create(
        bus: &Bus,
        filters: &[String],
        sequence: u64,
    ) -> Result<(Self, u64), Error> {
        #[derive(Deserialize)]
        struct ConsumerCreated {
            name: String,
            #[serde(default)]
            num_pending: u64,
        }
        let name = format!("follow-{:016x}", fastrand::u64(..));
        let mut config = json!({
            "name": name,
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": sequence.max(1),
            "ack_policy": "none",
            "replay_policy": "instant",
            "inactive_threshold": nanoseconds(INACTIVE_THRESHOLD),
            "mem_storage": true,
            "num_replicas": 1,
        });
        let mut call = format!("CONSUMER.CREATE.{FACTS}.{name}");
        match filters {
            [filter] => {
                config["filter_subject"] = json!(filter);
                call = format!("{call}.{filter}");
            }
            filters => config["filter_subjects"] = json!(filters),
        }
        let body = json!({ "stream_name": FACTS, "config": config });
        let created: ConsumerCreated = bus
            .api(&call, &body)
            .await?
            .map_err(|refusal| refusal.into_error("follow the facts"))?;
        let inbox = Inbox::open(bus, FACTS, &created.name).await?;
        Ok((Self { inbox, outstanding: 0, consumer_sequence: 0 }, created.num_pending))
    }

    /// Waits for what comes next; cancel-safe.
    pub(super) async fn next(&mut self) -> ConsumerEvent {
        if self.outstanding == 0 {
            if let Err(problem) = self.inbox.request(BATCH).await {
                return ConsumerEvent::Broken(problem);
            }
            self.outstanding = BATCH;
        }
        match self.inbox.next().await {
            Received::Message(message) => self.take(message),
            Received::Broken(problem) => ConsumerEvent::Broken(problem),
            Received::Denied(what) => ConsumerEvent::Broken(format!("permission denied: {what}")),
        }
    }

    fn take(&mut self, message: Message) -> ConsumerEvent {
        match message.status {
            None | Some(StatusCode::OK) => {}
            Some(StatusCode::TIMEOUT) => {
                self.outstanding = 0;
                return ConsumerEvent::Nothing;
            }
            Some(status) => {
                return ConsumerEvent::Broken(format!(
                    "{status} {}",
                    message.description.unwrap_or_default()
                ));
            }
        }
        let Some(delivery) = MessageDelivery::read(message) else { return ConsumerEvent::Nothing };
        if delivery.consumer_sequence != self.consumer_sequence + 1 {
            return ConsumerEvent::Broken("a message was lost".to_owned());
        }
        self.consumer_sequence = delivery.consumer_sequence;
        self.outstanding = self.outstanding.saturating_sub(1);
        ConsumerEvent::Message(delivery)
    }
}
