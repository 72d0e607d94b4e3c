//! Dead letters: jobs that were given up, kept for diagnosis and retry.

use contract::{DeadLetter, DeliverJob, Job, JobSubject, Retry, Schema};
use tracing::warn;

use crate::concurrent::concurrently;
use crate::jetstream::sequence;
use crate::request::BrokerRequest;
use crate::topology::DEAD;
use crate::{Bus, Error};

/// Room for headers and the like in a message.
const HEADER_ROOM: usize = 4 << 10;

/// A dead letter and its name, by which it is looked up, retried and discarded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDeadLetter {
    /// The job's subject; for commands about books with the stream sequence behind it, because they share theirs.
    pub name: String,
    /// The letter.
    pub letter: DeadLetter,
}

impl Bus {
    /// Lists the dead letters by name; one that cannot be read is logged and left out.
    pub async fn dead_letters(&self) -> Result<Vec<NamedDeadLetter>, Error> {
        let subjects = self.subjects(DEAD, "dead.>").await?;
        let names = subjects.iter().filter_map(|(subject, _)| subject.strip_prefix("dead."));
        let letters = concurrently(names.map(|name| self.dead_letter_if_readable(name))).await?;
        Ok(letters.into_iter().flatten().collect())
    }

    async fn dead_letter_if_readable(&self, name: &str) -> Result<Option<NamedDeadLetter>, Error> {
        match self.dead_letter(name).await {
            Err(error @ Error::Malformed { .. }) => {
                warn!("left a dead letter out of the list: {error}");
                Ok(None)
            }
            Ok(letter) => {
                Ok(letter.map(|letter| NamedDeadLetter { name: name.to_owned(), letter }))
            }
            Err(error) => Err(error),
        }
    }

    /// Looks a dead letter up.
    pub async fn dead_letter(&self, name: &str) -> Result<Option<DeadLetter>, Error> {
        let subject = format!("dead.{name}");
        let Some(message) = self.last_message(DEAD, &subject).await? else { return Ok(None) };
        serde_json::from_slice(&message.payload)
            .map(Some)
            .map_err(|source| Error::Malformed { what: subject, source })
    }

    /// Drops a dead letter; whether there was one.
    pub async fn discard_dead(&self, name: &str) -> Result<bool, Error> {
        Ok(self.purge(DEAD, &format!("dead.{name}")).await? > 0)
    }

    /// Retries a dead job: commands and deliveries as they were, anything else as the next revision of its book, which removes all
    /// dead letters of this one. Whether there was a letter.
    pub async fn retry_dead(&self, name: &str) -> Result<bool, Error> {
        let Some(letter) = self.dead_letter(name).await? else { return Ok(false) };
        let subject = letter.subject.parse::<JobSubject>().ok();
        // The audiobook exists; only its delivery is repeated.
        if let Some(JobSubject::Deliver { book, revision, target }) = subject {
            let job = DeliverJob { schema: Schema::default(), book, revision, target };
            return self.deliver_again(name, job).await;
        }
        let Some((book, revision)) = subject.and_then(JobSubject::revision) else {
            self.enqueue_again(name, letter).await?;
            return self.discard_dead(name).await;
        };
        self.enqueue(&Job::Retry(Retry { schema: Schema::default(), book, lost: None })).await?;
        let [segments, earlier] = JobSubject::synth_filters(book, revision);
        for filter in [segments, earlier, format!("assemble.{book}.{revision}.>")] {
            self.purge(DEAD, &format!("dead.{filter}")).await?;
        }
        Ok(true)
    }

    /// Enqueues a delivery again; if that fails at once, its new letter stays.
    async fn deliver_again(&self, name: &str, job: DeliverJob) -> Result<bool, Error> {
        let subject = format!("dead.{name}");
        let Some(message) = self.last_message(DEAD, &subject).await? else { return Ok(false) };
        let sequence = sequence(&message).unwrap_or_default();
        self.enqueue(&Job::Deliver(job)).await?;
        Ok(self.purge_until(DEAD, &subject, sequence).await? > 0)
    }

    async fn enqueue_again(&self, name: &str, letter: DeadLetter) -> Result<(), Error> {
        let mut headers = self.headers();
        headers.insert("Nats-Msg-Id", format!("again.{name}"));
        let what = format!("enqueue {} again", letter.subject);
        self.publish(BrokerRequest {
            subject: letter.subject,
            headers: Some(headers),
            payload: letter.payload.into(),
            what,
        })
        .await?;
        Ok(())
    }

    /// Stores `letter` as `name`, once.
    pub(crate) async fn store_dead_letter(
        &self,
        name: &str,
        id: &str,
        mut letter: DeadLetter,
    ) -> Result<(), Error> {
        let subject = format!("dead.{name}");
        let what = format!("store {subject}");
        let max = self.nats().max_payload().saturating_sub(HEADER_ROOM);
        let malformed = |source| Error::Malformed { what: what.clone(), source };
        let mut payload = serde_json::to_vec(&letter).map_err(malformed)?;
        if payload.len() > max {
            let cut = letter.payload.floor_char_boundary(max / 4);
            letter.payload.truncate(cut);
            letter.reason.push_str(" (the payload was cut, it was too large)");
            payload = serde_json::to_vec(&letter).map_err(malformed)?;
        }
        let mut headers = self.headers();
        headers.insert("Nats-Msg-Id", id);
        let request = BrokerRequest {
            subject,
            headers: Some(headers),
            payload: payload.into(),
            what: what.clone(),
        };
        self.publish(request).await?;
        Ok(())
    }
}
