//! What follows from a job: stored first, acknowledged last, every acknowledgement confirmed.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use contract::{DeadLetter, JobSubject, Schema};
use futures::FutureExt;
use serde_json::json;
use tracing::{debug, warn};

use super::Line;
use super::read::{Payload, read};
use crate::ask::Question;
use crate::attempts::{MOST_FAILURES, Record};
use crate::clock::now;
use crate::delivery::Delivery;
use crate::inbox::nanoseconds;
use crate::{Backoff, Bus, Error, GivenUp, Handler, Outcome};

/// Longest delay before a retry.
const LONGEST_DELAY: Duration = Duration::from_secs(300);

/// How long the last handing back may take.
const HANDING_BACK: Duration = Duration::from_secs(2);

impl Bus {
    /// Sends an acknowledgement of some kind, and waits until the broker has taken note of it.
    async fn acknowledge(&self, delivery: &Delivery, verb: String) -> Result<(), Error> {
        let what = format!("acknowledge {}", delivery.subject);
        let subject = delivery.reply.to_string();
        self.ask(Question { subject, headers: None, payload: verb.into(), what }).await?;
        Ok(())
    }

    pub(super) async fn ack(&self, delivery: &Delivery) -> Result<(), Error> {
        self.acknowledge(delivery, "+ACK".to_owned()).await
    }

    async fn nak(&self, delivery: &Delivery, delay: Duration) -> Result<(), Error> {
        let verb = match delay {
            Duration::ZERO => "-NAK".to_owned(),
            delay => format!("-NAK {}", json!({ "delay": nanoseconds(delay) })),
        };
        self.acknowledge(delivery, verb).await
    }

    /// Takes the message out of the queue without its being done.
    async fn terminate(&self, delivery: &Delivery, reason: &str) -> Result<(), Error> {
        let line = reason.replace(['\r', '\n'], " ");
        self.acknowledge(delivery, format!("+TERM {line}")).await
    }

    /// Gives the job back at once or after a while, uncounted.
    pub(super) async fn hand_back(
        &self,
        delivery: &Delivery,
        mut record: Record,
        delay: Duration,
    ) -> Result<(), Error> {
        if !record.is_due(delivery.delivered) {
            return self.nak(delivery, delay).await;
        }
        record.note(delivery, self.who(), None);
        // Without the record the job still goes back; it would only look silent.
        if let Err(error) = self.keep_record(delivery, &record).await {
            debug!("could not note that {} was handed back: {error}", delivery.subject);
        }
        self.nak(delivery, delay).await
    }
}

/// Hands a job over to whoever comes next, because we are going; as far as there is time.
pub(super) async fn hand_over(bus: &Bus, delivery: &Delivery) {
    let handing = async {
        let record = bus.record(delivery).await.unwrap_or_default();
        bus.hand_back(delivery, record, Duration::ZERO).await
    };
    match tokio::time::timeout(HANDING_BACK, handing).await {
        Ok(Ok(())) => debug!("handed {} back", delivery.subject),
        Ok(Err(error)) => warn!("could not hand {} back: {error}", delivery.subject),
        Err(_) => warn!("could not hand {} back in time", delivery.subject),
    }
}

impl<H: Handler> Line<H> {
    /// Waits until the grace time is over, and then as long as a handing back may take.
    pub(super) async fn time_to_go(&self) {
        self.over.cancelled().await;
        tokio::time::sleep(HANDING_BACK).await;
    }

    /// Acknowledges a job that was done earlier, after what follows from it.
    pub(super) async fn finish(
        &self,
        delivery: &Delivery,
        subject: JobSubject,
        record: &Record,
    ) -> Result<(), Error> {
        if let Payload::Job(job) = read(subject, &delivery.payload) {
            self.follow_up(&self.handler.done_before(&job)).await?;
        }
        self.bus.ack(delivery).await?;
        if *record != Record::default() {
            self.bus.forget_record(delivery).await?;
        }
        Ok(())
    }

    /// Stores what follows, then acknowledges; waits out a broker that is gone, because the work is done.
    pub(super) async fn conclude(
        &self,
        delivery: &Delivery,
        outcome: &Outcome,
    ) -> Result<(), Error> {
        let mut connections = self.bus.link().connections();
        loop {
            let timeout = match self.conclude_once(delivery, outcome).await {
                Err(error @ Error::Timeout { .. }) => error,
                other => return other,
            };
            // A broker that is there and does not answer is somebody else's trouble; one that came back gets another chance.
            if self.bus.is_connected() && !connections.has_changed().unwrap_or(false) {
                return Err(timeout);
            }
            tokio::select! {
                () = self.bus.link().connected(self.bus.nats()) => connections.mark_unchanged(),
                () = self.over.cancelled() => return Err(timeout),
            }
        }
    }

    async fn conclude_once(&self, delivery: &Delivery, outcome: &Outcome) -> Result<(), Error> {
        self.follow_up(outcome).await?;
        self.bus.ack(delivery).await
    }

    async fn follow_up(&self, outcome: &Outcome) -> Result<(), Error> {
        for fact in &outcome.facts {
            self.bus.say(fact).await?;
        }
        for job in &outcome.jobs {
            self.bus.enqueue(job).await?;
        }
        Ok(())
    }

    /// Counts a failure: another try after a growing delay, or none.
    pub(super) async fn retry(
        &self,
        delivery: &Delivery,
        mut record: Record,
        error: String,
    ) -> Result<(), Error> {
        record.note(delivery, self.bus.who(), Some(error.clone()));
        if record.failures.len() >= MOST_FAILURES {
            let reason = format!("failed {} times, at last: {error}", record.failures.len());
            return self.give_up(delivery, &record, &reason).await;
        }
        let failures = u32::try_from(record.failures.len()).unwrap_or(u32::MAX);
        let backoff = Backoff::new(self.bus.config().retry_base(), LONGEST_DELAY).after(failures);
        let delay = backoff.full_jitter();
        warn!("{} failed, to be tried again in {delay:?}: {error}", delivery.subject);
        self.bus.keep_record(delivery, &record).await?;
        self.bus.nak(delivery, delay).await
    }

    /// Dead-letters the job, stores what its handler says to that, and takes it out of the queue.
    pub(super) async fn give_up(
        &self,
        delivery: &Delivery,
        record: &Record,
        reason: &str,
    ) -> Result<(), Error> {
        warn!("gave {} up: {reason}", delivery.subject);
        let letter = DeadLetter {
            schema: Schema::default(),
            subject: delivery.subject.clone(),
            payload: String::from_utf8_lossy(&delivery.payload).into_owned(),
            reason: reason.to_owned(),
            attempts: record.failures.clone(),
            deliveries: delivery.delivered,
            at: now(),
        };
        let name = delivery.name();
        let id = format!("dead.{name}.{}", delivery.sequence);
        self.bus.bury(&name, &id, letter).await?;
        if let Ok(subject) = delivery.subject.parse::<JobSubject>() {
            let say = || self.say_given_up(delivery, subject, reason);
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(say)).unwrap_or_default();
            self.follow_up(&outcome).await?;
        }
        self.bus.terminate(delivery, reason).await?;
        if *record != Record::default() {
            self.bus.forget_record(delivery).await?;
        }
        Ok(())
    }

    /// Asks the handler; it gets the job on every way here, because only the job names the book of a command.
    fn say_given_up(&self, delivery: &Delivery, subject: JobSubject, reason: &str) -> Outcome {
        let payload = read(subject, &delivery.payload);
        let job = match &payload {
            Payload::Job(job) => Some(&**job),
            Payload::Newer(_) | Payload::Unreadable(_) => None,
        };
        let Delivery { sequence, stored_at_ms: enqueued_at_ms, .. } = *delivery;
        self.handler.given_up(&GivenUp { subject, job, reason, sequence, enqueued_at_ms })
    }
}

/// Runs a future to its end or to its panic, which is returned as text.
pub(super) async fn caught<T>(future: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(future).catch_unwind().await.map_err(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        format!("panicked: {text}")
    })
}
