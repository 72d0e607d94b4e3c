//! Facts: stored once, read often.

use contract::{Fact, FactSubject};

use crate::concurrent::concurrently;
use crate::jetstream::PublishOutcome;
use crate::request::BrokerRequest;
use crate::topology::FACTS;
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
    /// Stores `fact` unless its subject holds one already.
    pub async fn say(&self, fact: &Fact) -> Result<Recorded, Error> {
        let subject = fact.subject();
        let payload = fact.payload();
        let mut headers = self.headers();
        headers.insert("Nats-Expected-Last-Subject-Sequence", "0");
        let publication = BrokerRequest {
            what: format!("store {subject}"),
            subject: subject.to_string(),
            headers: Some(headers),
            payload: payload.clone().into(),
        };
        match self.publish(publication).await? {
            PublishOutcome::New => Ok(Recorded::First),
            PublishOutcome::Duplicate | PublishOutcome::Taken { repeated: false } => {
                Ok(Recorded::Already)
            }
            PublishOutcome::Taken { repeated: true } => {
                // The confirmation of our first copy may have been lost: what is stored decides.
                let stored = self.last_message(FACTS, &subject.to_string()).await?;
                let is_ours = stored.is_some_and(|message| message.payload == payload);
                Ok(if is_ours { Recorded::First } else { Recorded::Already })
            }
        }
    }

    /// Stores many facts, in no particular order, faster than one by one; answers in the order of `facts`.
    pub async fn say_all(&self, facts: &[Fact]) -> Result<Vec<Recorded>, Error> {
        concurrently(facts.iter().map(|fact| self.say(fact))).await
    }

    /// Looks a fact up.
    pub async fn fact(&self, subject: FactSubject) -> Result<Option<Fact>, Error> {
        let Some(message) = self.last_message(FACTS, &subject.to_string()).await? else {
            return Ok(None);
        };
        Fact::parse(subject.kind, &message.payload)
            .map(Some)
            .map_err(|source| Error::Malformed { what: subject.to_string(), source })
    }

    /// Whether a fact is stored, readable or not.
    pub(crate) async fn is_said(&self, subject: FactSubject) -> Result<bool, Error> {
        Ok(self.last_message(FACTS, &subject.to_string()).await?.is_some())
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
