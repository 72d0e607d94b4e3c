//! Following what happens: every follower hears every fact, and can say nothing by it.

use std::time::Duration;

use async_nats::{Message, StatusCode};
use contract::{Fact, FactSubject};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::delivery::Delivery;
use crate::inbox::{Came, Inbox, nanoseconds};
use crate::topology::FACTS;
use crate::{Backoff, Bus, Error};

/// Facts asked for at once.
const BATCH: u64 = 512;

/// How long the broker keeps our place without a request of ours.
const KEPT: Duration = Duration::from_secs(60);

/// The waits between two tries to go on.
const GO_ON: Backoff = Backoff::new(Duration::from_millis(50), Duration::from_secs(5));

/// Where to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// With the oldest fact that is stored.
    Beginning,
    /// With the next one.
    Now,
}

/// A fact that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The fact.
    pub fact: Fact,
    /// When the broker stored it, milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Whether no further stored fact was waiting behind it when it was sent.
    pub is_newest: bool,
}

/// A stream of facts that survives broken connections: it goes on behind the last one that it told.
#[derive(Debug)]
pub struct Follow {
    bus: Bus,
    filter: String,
    /// The stream sequence to go on with; everything before it was told.
    next_sequence: u64,
    reader: Option<Reader>,
    is_caught_up: bool,
}

/// A place in the stream that the broker keeps for us.
#[derive(Debug)]
struct Reader {
    inbox: Inbox,
    /// Messages that the running request may still bring.
    due: u64,
    /// The place of the last message among those of this reader: a gap means that one got lost.
    place: u64,
}

/// What a reader brought.
enum Read {
    Message(Delivery),
    Nothing,
    Broken(String),
}

impl Bus {
    /// Follows the facts whose subjects match `filter`.
    pub async fn follow(&self, filter: &str, from: From) -> Result<Follow, Error> {
        let last = last_sequence(self).await?;
        let next_sequence = match from {
            From::Beginning => 1,
            From::Now => last + 1,
        };
        let mut follow = Follow {
            bus: self.clone(),
            filter: filter.to_owned(),
            next_sequence,
            reader: None,
            is_caught_up: false,
        };
        follow.open().await?;
        Ok(follow)
    }
}

impl Follow {
    /// Waits for the next fact; `None` once `stop` is cancelled. Facts that cannot be read are logged and skipped.
    pub async fn next(&mut self, stop: &CancellationToken) -> Option<Told> {
        loop {
            let delivery = tokio::select! {
                biased;
                () = stop.cancelled() => return None,
                delivery = self.next_delivery() => delivery,
            };
            self.next_sequence = delivery.sequence + 1;
            self.is_caught_up = delivery.pending == 0;
            match read_fact(&delivery) {
                Ok(fact) => {
                    return Some(Told {
                        fact,
                        at_ms: delivery.stored_at_ms,
                        is_newest: delivery.pending == 0,
                    });
                }
                Err(error) => warn!("skipped the fact {}: {error}", delivery.subject),
            }
        }
    }

    /// Whether everything that was stored has been told: from the start where nothing is stored, else once a fact was told as the newest.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.is_caught_up
    }

    /// Waits for the next message, across broken connections and lost readers. Dropping the wait loses nothing.
    async fn next_delivery(&mut self) -> Delivery {
        let mut backoff = GO_ON;
        loop {
            let problem = match self.reader.as_mut() {
                None => match self.open().await {
                    Ok(()) => continue,
                    Err(error) => error.to_string(),
                },
                Some(reader) => match reader.next(&self.bus).await {
                    Read::Message(delivery) => return delivery,
                    Read::Nothing => continue,
                    Read::Broken(problem) => problem,
                },
            };
            debug!("following anew from {}: {problem}", self.next_sequence);
            self.reader = None;
            backoff.wait().await;
        }
    }

    /// Asks the broker to keep a place for us, behind the last fact that was told.
    async fn open(&mut self) -> Result<(), Error> {
        #[derive(Deserialize)]
        struct Created {
            name: String,
            #[serde(default)]
            num_pending: u64,
        }
        let last = last_sequence(&self.bus).await?;
        if last + 1 < self.next_sequence {
            warn!("the facts were begun anew on the broker; following from the beginning");
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
                "inactive_threshold": nanoseconds(KEPT),
                "mem_storage": true,
                "num_replicas": 1,
            },
        });
        let call = format!("CONSUMER.CREATE.{FACTS}.{name}.{}", self.filter);
        let created: Created = self
            .bus
            .api(&call, &body)
            .await?
            .map_err(|refusal| refusal.into_error("follow the facts"))?;
        self.is_caught_up = created.num_pending == 0;
        let inbox = Inbox::open(&self.bus, FACTS, &created.name).await?;
        self.reader = Some(Reader { inbox, due: 0, place: 0 });
        Ok(())
    }
}

impl Reader {
    async fn next(&mut self, bus: &Bus) -> Read {
        if self.due == 0 {
            if let Err(problem) = self.inbox.request(bus, BATCH).await {
                return Read::Broken(problem);
            }
            self.due = BATCH;
        }
        match self.inbox.next().await {
            Came::Message(message) => self.take(message),
            Came::Broken(problem) => Read::Broken(problem),
            Came::Denied(what) => Read::Broken(format!("the broker denies {what}")),
        }
    }

    fn take(&mut self, message: Message) -> Read {
        match message.status {
            None | Some(StatusCode::OK) => {}
            Some(StatusCode::IDLE_HEARTBEAT) => return Read::Nothing,
            Some(StatusCode::TIMEOUT) => {
                self.due = 0;
                return Read::Nothing;
            }
            Some(status) => {
                return Read::Broken(format!(
                    "{status} {}",
                    message.description.unwrap_or_default()
                ));
            }
        }
        let Some(delivery) = Delivery::read(message) else { return Read::Nothing };
        if delivery.place != self.place + 1 {
            return Read::Broken("a message got lost".to_owned());
        }
        self.place = delivery.place;
        self.due = self.due.saturating_sub(1);
        Read::Message(delivery)
    }
}

async fn last_sequence(bus: &Bus) -> Result<u64, Error> {
    #[derive(Deserialize)]
    struct Info {
        state: State,
    }
    #[derive(Deserialize)]
    struct State {
        last_seq: u64,
    }
    let info: Info = bus
        .api(&format!("STREAM.INFO.{FACTS}"), &Value::Null)
        .await?
        .map_err(|refusal| refusal.into_error("look at the facts"))?;
    Ok(info.state.last_seq)
}

fn read_fact(delivery: &Delivery) -> Result<Fact, String> {
    let subject: FactSubject = delivery.subject.parse().map_err(|error| format!("{error}"))?;
    Fact::parse(subject.kind, &delivery.payload).map_err(|error| error.to_string())
}
