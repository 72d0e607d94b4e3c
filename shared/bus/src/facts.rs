//! Facts: stored once, read often.

use async_nats::Message;
use bytes::Bytes;
use contract::{Fact, FactSubject};

use crate::concurrent::concurrently;
use crate::jetstream::{PublishOutcome, sequence};
use crate::request::BrokerRequest;
use crate::topology::FACTS;
use crate::untrue::{self, FactPayload};
use crate::{Bus, Error};

/// What became of storing a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recorded {
    /// Ours is the first, and is stored.
    First,
    /// One was stored already; ours was dropped.
    Already,
}

impl Bus {
    /// Stores `fact` unless its subject holds one already; one that cannot be read gives way.
    pub async fn say(&self, fact: &Fact) -> Result<Recorded, Error> {
        let (subject, payload) = (fact.subject(), fact.payload());
        loop {
            let repeated = match self.publish_fact(subject, &payload).await? {
                PublishOutcome::New => return Ok(Recorded::First),
                PublishOutcome::Duplicate => return Ok(Recorded::Already),
                PublishOutcome::Taken { repeated } => repeated,
            };
            // What is stored decides; the confirmation of our first copy may have been lost.
            let Some(stored) = self.last_message(FACTS, &subject.to_string()).await? else {
                continue;
            };
            match untrue::read(subject, &stored.payload) {
                FactPayload::Fact(_) | FactPayload::Newer(_) => {
                    let is_ours = repeated && stored.payload == payload;
                    return Ok(if is_ours { Recorded::First } else { Recorded::Already });
                }
                FactPayload::Untrue(why) => {
                    self.untrue_facts().warn(subject, &why);
                    self.remove_fact(subject, &stored).await?;
                }
            }
        }
    }

    async fn publish_fact(
        &self,
        subject: FactSubject,
        payload: &[u8],
    ) -> Result<PublishOutcome, Error> {
        let mut headers = self.headers();
        headers.insert("Nats-Expected-Last-Subject-Sequence", "0");
        let publication = BrokerRequest {
            what: format!("store {subject}"),
            subject: subject.to_string(),
            headers: Some(headers),
            payload: Bytes::copy_from_slice(payload),
        };
        self.publish(publication).await
    }

    /// Takes `fact` back: what it says is no longer so. Whatever else its subject holds by now stays.
    pub async fn retract(&self, fact: &Fact) -> Result<(), Error> {
        let subject = fact.subject();
        let Some(stored) = self.last_message(FACTS, &subject.to_string()).await? else {
            return Ok(());
        };
        match untrue::read(subject, &stored.payload) {
            FactPayload::Fact(stored_fact) if *stored_fact == *fact => {
                self.remove_fact(subject, &stored).await
            }
            FactPayload::Fact(_) | FactPayload::Newer(_) | FactPayload::Untrue(_) => Ok(()),
        }
    }

    /// Removes the message `stored` and nothing that came after it.
    async fn remove_fact(&self, subject: FactSubject, stored: &Message) -> Result<(), Error> {
        let last = sequence(stored).ok_or_else(|| Error::Broker {
            what: format!("remove {subject}"),
            source: "its sequence is not known".into(),
        })?;
        self.purge_until(FACTS, &subject.to_string(), last).await.map(drop)
    }

    /// Stores many facts, in no particular order, faster than one by one; answers in the order of `facts`.
    pub async fn say_all(&self, facts: &[Fact]) -> Result<Vec<Recorded>, Error> {
        concurrently(facts.iter().map(|fact| self.say(fact))).await
    }

    /// Looks a fact up; one that cannot be read counts as absent.
    pub async fn fact(&self, subject: FactSubject) -> Result<Option<Fact>, Error> {
        let Some(message) = self.last_message(FACTS, &subject.to_string()).await? else {
            return Ok(None);
        };
        match untrue::read(subject, &message.payload) {
            FactPayload::Fact(fact) => Ok(Some(*fact)),
            FactPayload::Newer(error) => Err(error),
            FactPayload::Untrue(why) => {
                self.untrue_facts().warn(subject, &why);
                Ok(None)
            }
        }
    }

    /// Looks many facts up, in their order, faster than one by one.
    pub async fn facts(&self, subjects: &[FactSubject]) -> Result<Vec<Option<Fact>>, Error> {
        concurrently(subjects.iter().map(|subject| self.fact(*subject))).await
    }

    /// Whether a fact is stored that this build or a newer one can read.
    pub(crate) async fn is_said(&self, subject: FactSubject) -> Result<bool, Error> {
        match self.fact(subject).await {
            Err(Error::Malformed { .. }) => Ok(true),
            fact => Ok(fact?.is_some()),
        }
    }

    /// Lists the facts whose subjects match `filter` (a NATS subject filter); the set that completeness is judged by.
    pub async fn fact_subjects(&self, filter: &str) -> Result<Vec<FactSubject>, Error> {
        let subjects = self.subjects(FACTS, filter).await?;
        Ok(subjects.iter().filter_map(|(subject, _)| subject.parse().ok()).collect())
    }

    /// Forgets the facts whose subjects match `filter`.
    pub async fn purge_facts(&self, filter: &str) -> Result<u64, Error> {
        self.purge(FACTS, filter).await
    }
}
