//! Following the facts: every follower receives every fact, in order, and acknowledges none.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use contract::{Fact, FactSubject};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::delivery::MessageDelivery;
use crate::inbox::{Inbox, Received, nanoseconds};
use crate::topology::FACTS;
use crate::untrue::{self, FactPayload};
use crate::{Backoff, Bus, Error};

/// Facts asked for at once.
const BATCH: u64 = 512;

/// How long the broker keeps our consumer without a request of ours.
const INACTIVE_THRESHOLD: Duration = Duration::from_secs(60);

/// Shortest and longest pause between two tries to create a consumer.
const SHORTEST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FollowFrom {
    /// With the oldest fact that is stored.
    Beginning,
    /// With the next one.
    Now,
}

/// A fact and when it was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFact {
    /// The fact.
    pub fact: Fact,
    /// When the broker stored it, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Whether no further stored fact waited behind it when it was sent.
    pub is_newest: bool,
    /// The trace context that it was stored in, for [`Bus::enqueue_within`].
    pub trace_parent: Option<String>,
}

/// A stream of facts that survives broken connections: it resumes after the last one that it returned.
#[derive(Debug)]
pub struct Follow {
    bus: Bus,
    filter: String,
    /// The stream sequence to resume with; everything before it was returned.
    next_sequence: u64,
    consumer: Option<OrderedConsumer>,
    is_caught_up: bool,
    /// When the stream that it follows was created.
    created: String,
    restarts: u32,
}

/// A consumer of our own, without acknowledgements.
#[derive(Debug)]
struct OrderedConsumer {
    inbox: Inbox,
    /// Messages that the running request may still bring.
    outstanding: u64,
    /// The sequence of the last message among those of this consumer: a gap means that one got lost.
    consumer_sequence: u64,
}

/// The result of waiting for the next message.
enum ConsumerEvent {
    Message(MessageDelivery),
    Nothing,
    Broken(String),
}

impl Bus {
    /// Follows the facts whose subjects match `filter`.
    pub async fn follow(&self, filter: &str, from: FollowFrom) -> Result<Follow, Error> {
        let stream = fact_stream(self).await?;
        let next_sequence = match from {
            FollowFrom::Beginning => 1,
            FollowFrom::Now => stream.last_sequence + 1,
        };
        let mut follow = Follow {
            bus: self.clone(),
            filter: filter.to_owned(),
            next_sequence,
            consumer: None,
            is_caught_up: false,
            created: stream.created,
            restarts: 0,
        };
        follow.open().await?;
        Ok(follow)
    }
}

impl Follow {
    /// Waits for the next fact; `None` once `stop` is cancelled. Facts that cannot be read are logged and skipped.
    pub async fn next(&mut self, stop: &CancellationToken) -> Option<StoredFact> {
        loop {
            let delivery = tokio::select! {
                biased;
                () = stop.cancelled() => return None,
                delivery = self.next_delivery() => delivery,
            };
            self.next_sequence = delivery.sequence + 1;
            self.is_caught_up = delivery.pending == 0;
            if let Some(fact) = self.read(&delivery) {
                return Some(StoredFact {
                    fact,
                    at_ms: delivery.stored_at_ms,
                    is_newest: delivery.pending == 0,
                    trace_parent: delivery.trace_parent,
                });
            }
        }
    }

    /// Reads a fact; one that cannot be read is warned of.
    fn read(&self, delivery: &MessageDelivery) -> Option<Fact> {
        let subject: FactSubject = match delivery.subject.parse() {
            Ok(subject) => subject,
            Err(error) => {
                warn!("skipped a fact that cannot be read: {error}");
                return None;
            }
        };
        match untrue::read(subject, &delivery.payload) {
            FactPayload::Fact(fact) => Some(*fact),
            FactPayload::Newer(error) => {
                warn!("skipped the fact {subject}, which a newer build wrote: {error}");
                None
            }
            FactPayload::Untrue(why) => {
                self.bus.untrue_facts().warn(subject, &why);
                None
            }
        }
    }

    /// Whether everything that was stored has been returned: from the start where nothing is stored, else once the newest fact was returned.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.is_caught_up
    }

    /// How often the stream was found to be another one, with none of the earlier facts; it is followed from its beginning then.
    #[must_use]
    pub fn restarts(&self) -> u32 {
        self.restarts
    }

    /// Waits for the next message, across broken connections and lost consumers; cancel-safe.
    async fn next_delivery(&mut self) -> MessageDelivery {
        let mut backoff = Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE);
        loop {
            let problem = match self.consumer.as_mut() {
                None => match self.open().await {
                    Ok(()) => continue,
                    Err(error) => error.to_string(),
                },
                Some(consumer) => match consumer.next(&self.bus).await {
                    ConsumerEvent::Message(delivery) => return delivery,
                    ConsumerEvent::Nothing => continue,
                    ConsumerEvent::Broken(problem) => problem,
                },
            };
            debug!("following the facts again from sequence {}: {problem}", self.next_sequence);
            self.consumer = None;
            backoff.wait().await;
        }
    }

    /// Creates a consumer that begins after the last fact that was returned.
    async fn open(&mut self) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct ConsumerCreated {
            name: String,
            #[serde(default)]
            num_pending: u64,
        }
        let stream = fact_stream(&self.bus).await?;
        if stream.created != self.created || stream.last_sequence + 1 < self.next_sequence {
            warn!("the FACTS stream on the broker is a new one; following it from its beginning");
            self.created = stream.created;
            self.restarts += 1;
            self.next_sequence = 1;
        }
        let name = format!("follow-{:016x}", fastrand::u64(..));
        let body = json!({
            "stream_name": FACTS,
            "config": {
                "name": name,
                "deliver_policy": "by_start_sequence",
                "opt_start_seq": self.next_sequence.max(1),
                "ack_policy": "none",
                "replay_policy": "instant",
                "filter_subject": self.filter,
                "inactive_threshold": nanoseconds(INACTIVE_THRESHOLD),
                "mem_storage": true,
                "num_replicas": 1,
            },
        });
        let call = format!("CONSUMER.CREATE.{FACTS}.{name}.{}", self.filter);
        let created: ConsumerCreated = self
            .bus
            .api(&call, &body)
            .await?
            .map_err(|refusal| refusal.into_error("follow the facts"))?;
        self.is_caught_up = created.num_pending == 0;
        let inbox = Inbox::open(&self.bus, FACTS, &created.name).await?;
        self.consumer = Some(OrderedConsumer { inbox, outstanding: 0, consumer_sequence: 0 });
        Ok(())
    }
}

impl OrderedConsumer {
    async fn next(&mut self, bus: &Bus) -> ConsumerEvent {
        if self.outstanding == 0 {
            if let Err(problem) = self.inbox.request(bus, BATCH).await {
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

/// The stream of facts: which one it is, and how far it goes.
struct FactStream {
    /// When it was created: a stream that was deleted and made again is another one.
    created: String,
    last_sequence: u64,
}

async fn fact_stream(bus: &Bus) -> Result<FactStream, Error> {
    #[derive(Deserialize)]
    struct FactStreamInfo {
        #[serde(default)]
        created: String,
        state: FactStreamState,
    }
    #[derive(Deserialize)]
    struct FactStreamState {
        last_seq: u64,
    }
    let info: FactStreamInfo = bus
        .api(&format!("STREAM.INFO.{FACTS}"), &Value::Null)
        .await?
        .map_err(|refusal| refusal.into_error("inspect the FACTS stream"))?;
    Ok(FactStream { created: info.created, last_sequence: info.state.last_seq })
}
