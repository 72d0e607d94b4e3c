//! Following the facts: every follower receives every fact, in order, and acknowledges none.

mod consumer;
mod stages;

use std::time::Duration;

use contract::{Fact, FactSubject};
use serde::Deserialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use consumer::{ConsumerEvent, OrderedConsumer};
pub use stages::EndedPlans;
use stages::{Stage, Stages};

use crate::delivery::MessageDelivery;
use crate::topology::FACTS;
use crate::untrue::{self, FactPayload};
use crate::{Backoff, Bus, Error};

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
    stage: Stage,
    stages: Stages,
    /// Whether the stage has no facts left.
    is_stage_over: bool,
    /// The last fact of the stage: it is returned once it is known whether the next one has any.
    held: Option<StoredFact>,
    /// The stream sequence to resume with; everything of this stage before it was returned.
    next_sequence: u64,
    consumer: Option<OrderedConsumer>,
    is_caught_up: bool,
    /// When the stream that it follows was created.
    created: String,
    restarts: u32,
}

impl Bus {
    /// Follows the facts whose subjects match `filter`.
    pub async fn follow(&self, filter: &str, from: FollowFrom) -> Result<Follow, Error> {
        let stream = fact_stream(self).await?;
        let from = match from {
            FollowFrom::Beginning => 1,
            FollowFrom::Now => stream.last_sequence + 1,
        };
        let stage = Stage::endless(filter, from);
        Box::pin(Follow::begin(self, stream.created, stage, Stages::none())).await
    }

    /// Follows all facts, but for those about segments and chapters of plans that have ended or were replaced: first the plans and
    /// ends of all books, then everything about the open ones and those of `ended_plans`, some of it again, then what is new.
    pub async fn follow_open_books(&self, ended_plans: EndedPlans) -> Result<Follow, Error> {
        let stream = fact_stream(self).await?;
        let (stage, stages) = Stages::of_open_books(stream.last_sequence, ended_plans);
        Box::pin(Follow::begin(self, stream.created, stage, stages)).await
    }
}

impl Follow {
    async fn begin(
        bus: &Bus,
        created: String,
        stage: Stage,
        stages: Stages,
    ) -> Result<Self, Error> {
        let mut follow = Self {
            bus: bus.clone(),
            next_sequence: stage.from,
            stage,
            stages,
            is_stage_over: false,
            held: None,
            consumer: None,
            is_caught_up: false,
            created,
            restarts: 0,
        };
        follow.open(follow.stage.clone(), follow.next_sequence).await?;
        while follow.is_stage_over {
            follow.advance().await?;
        }
        Ok(follow)
    }

    /// Waits for the next fact; `None` once `stop` is cancelled. Facts that cannot be read are logged and skipped.
    pub async fn next(&mut self, stop: &CancellationToken) -> Option<StoredFact> {
        tokio::select! {
            biased;
            () = stop.cancelled() => None,
            told = self.next_fact() => Some(told),
        }
    }

    /// Waits for the next fact; cancel-safe.
    async fn next_fact(&mut self) -> StoredFact {
        loop {
            self.finish_stage().await;
            if let Some(held) = self.held.take() {
                return StoredFact { is_newest: self.is_caught_up, ..held };
            }
            if let Some(delivery) = self.next_delivery().await {
                self.take(delivery);
            }
        }
    }

    /// Takes in a delivery.
    fn take(&mut self, delivery: MessageDelivery) {
        let until = self.stage.until;
        if until.is_some_and(|until| delivery.sequence > until) {
            self.is_stage_over = true;
            return;
        }
        let is_last = delivery.pending == 0 || until == Some(delivery.sequence);
        self.next_sequence = delivery.sequence + 1;
        self.is_stage_over = is_last && until.is_some();
        self.is_caught_up = is_last && until.is_none();
        if let Some(fact) = self.read(&delivery) {
            self.stages.take(fact.subject());
            self.held = Some(StoredFact {
                fact,
                at_ms: delivery.stored_at_ms,
                is_newest: false,
                trace_parent: delivery.trace_parent,
            });
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

    /// Waits for the next message of this stage, across broken connections and lost consumers; `None` where the stage is over without
    /// one. Cancel-safe.
    async fn next_delivery(&mut self) -> Option<MessageDelivery> {
        let mut backoff = Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE);
        loop {
            let problem = match self.consumer.as_mut() {
                None => match Box::pin(self.open(self.stage.clone(), self.next_sequence)).await {
                    Ok(()) if self.is_stage_over => return None,
                    Ok(()) => continue,
                    Err(error) => error.to_string(),
                },
                Some(consumer) => match consumer.next().await {
                    ConsumerEvent::Message(delivery) => return Some(delivery),
                    // What the stage still had is no longer stored.
                    ConsumerEvent::Nothing if self.stage.until.is_some() => {
                        self.is_stage_over = true;
                        return None;
                    }
                    ConsumerEvent::Nothing => continue,
                    ConsumerEvent::Broken(problem) => problem,
                },
            };
            debug!("following the facts again from sequence {}: {problem}", self.next_sequence);
            self.consumer = None;
            backoff.wait().await;
        }
    }

    /// Goes on to the next stage that has facts, if this one is over; cancel-safe.
    async fn finish_stage(&mut self) {
        let mut backoff = Backoff::new(SHORTEST_PAUSE, LONGEST_PAUSE);
        while self.is_stage_over {
            if let Err(error) = self.advance().await {
                debug!("cannot go on following the facts, trying again: {error}");
                backoff.wait().await;
            }
        }
    }

    async fn advance(&mut self) -> Result<(), Error> {
        let stage = self.stages.next();
        let from = stage.from;
        // Boxed, because it is seldom needed and large.
        Box::pin(self.open(stage, from)).await?;
        self.stages.passed();
        Ok(())
    }

    /// Creates a consumer of `stage` that begins at the sequence `from`.
    async fn open(&mut self, mut stage: Stage, mut from: u64) -> Result<(), Error> {
        let stream = fact_stream(&self.bus).await?;
        if stream.created != self.created || stream.last_sequence + 1 < self.next_sequence {
            warn!("the FACTS stream on the broker is a new one; following it from its beginning");
            self.created = stream.created;
            self.restarts += 1;
            (stage, from) = (stage.starting_over(), 1);
            // Kept also if the next step fails.
            (self.stages, self.is_stage_over) = (Stages::none(), false);
            (self.stage, self.next_sequence) = (stage.clone(), from);
            self.consumer = None;
        }
        let (consumer, pending) = OrderedConsumer::create(&self.bus, &stage.filters, from).await?;
        self.is_stage_over = pending == 0 && stage.until.is_some();
        self.is_caught_up = pending == 0 && stage.until.is_none();
        (self.stage, self.next_sequence) = (stage, from);
        self.consumer = Some(consumer);
        Ok(())
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
