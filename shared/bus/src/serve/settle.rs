//! Settles a job: its outcome is stored first, and the job acknowledged last.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use contract::{DeadLetter, JobSubject, Schema};
use futures::FutureExt;
use tracing::warn;

use super::acknowledge::HAND_BACK_LIMIT;
use super::job_loop::JobLoop;
use super::payload::{Payload, read};
use crate::clock::now;
use crate::delivery::MessageDelivery;
use crate::history::{JobHistory, MAX_FAILURES};
use crate::{Backoff, Error, GivenUp, Handler, Outcome, Remedy};

/// Longest delay before a retry.
const MAX_RETRY_DELAY: Duration = Duration::from_secs(300);

impl<H: Handler> JobLoop<H> {
    /// Waits until the grace time is over, and then as long as handing back may take.
    pub(super) async fn hand_back_deadline(&self) {
        self.grace_over.cancelled().await;
        tokio::time::sleep(HAND_BACK_LIMIT).await;
    }

    /// Acknowledges a job that was done earlier, after its next jobs are enqueued.
    pub(super) async fn acknowledge_done(
        &self,
        delivery: &MessageDelivery,
        subject: JobSubject,
        history: &JobHistory,
    ) -> Result<(), Error> {
        if let Payload::Job(job) = read(subject, &delivery.payload) {
            self.follow_up(&self.handler.done_before(&job)).await?;
        }
        self.bus.ack(delivery).await?;
        if *history != JobHistory::default() {
            self.bus.forget_history(delivery).await?;
        }
        Ok(())
    }

    /// Stores the outcome, then acknowledges; waits while the broker is disconnected, because the work is done.
    pub(super) async fn store_outcome(
        &self,
        delivery: &MessageDelivery,
        outcome: &Outcome,
    ) -> Result<(), Error> {
        let mut connections = self.bus.monitor().connections();
        loop {
            let timeout = match self.store_outcome_once(delivery, outcome).await {
                Err(error @ Error::Timeout { .. }) => error,
                other => return other,
            };
            // A broker that is connected and does not answer has failed; one that came back is asked again.
            if self.bus.is_connected() && !connections.has_changed().unwrap_or(false) {
                return Err(timeout);
            }
            tokio::select! {
                () = self.bus.monitor().connected(self.bus.nats()) => connections.mark_unchanged(),
                () = self.grace_over.cancelled() => return Err(timeout),
            }
        }
    }

    async fn store_outcome_once(
        &self,
        delivery: &MessageDelivery,
        outcome: &Outcome,
    ) -> Result<(), Error> {
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

    /// Takes back what is untrue, has what the job lacks made again, and hands the job back until then.
    pub(super) async fn remedy(
        &self,
        delivery: &MessageDelivery,
        history: JobHistory,
        remedy: &Remedy,
    ) -> Result<(), Error> {
        for fact in &remedy.untrue {
            self.bus.retract(fact).await?;
        }
        for job in &remedy.jobs {
            self.bus.enqueue(job).await?;
        }
        self.bus.hand_back(delivery, history, self.bus.config().retry_base()).await
    }

    /// Counts a failure: retries after a growing delay, or gives the job up.
    pub(super) async fn retry(
        &self,
        delivery: &MessageDelivery,
        mut history: JobHistory,
        error: String,
    ) -> Result<(), Error> {
        history.note(delivery, self.bus.who(), Some(error.clone()));
        if history.failures.len() >= MAX_FAILURES {
            let reason =
                format!("failed {} times, the last time with: {error}", history.failures.len());
            return self.give_up(delivery, &history, &reason).await;
        }
        let failures = u32::try_from(history.failures.len()).unwrap_or(u32::MAX);
        let backoff = Backoff::new(self.bus.config().retry_base(), MAX_RETRY_DELAY).after(failures);
        let delay = backoff.full_jitter();
        warn!("{} failed and will be retried in {delay:?}: {error}", delivery.subject);
        self.bus.save_history(delivery, &history).await?;
        self.bus.nak(delivery, delay).await
    }

    /// Stores a dead letter and what the handler returns for it, and removes the job from the queue.
    pub(super) async fn give_up(
        &self,
        delivery: &MessageDelivery,
        history: &JobHistory,
        reason: &str,
    ) -> Result<(), Error> {
        warn!("gave up {}, see its dead letter: {reason}", delivery.subject);
        let letter = DeadLetter {
            schema: Schema::default(),
            subject: delivery.subject.clone(),
            payload: String::from_utf8_lossy(&delivery.payload).into_owned(),
            reason: reason.to_owned(),
            attempts: history.failures.clone(),
            deliveries: delivery.delivered,
            at: now(),
        };
        let name = delivery.name();
        let id = format!("dead.{name}.{}", delivery.sequence);
        self.bus.store_dead_letter(&name, &id, letter).await?;
        if let Ok(subject) = delivery.subject.parse::<JobSubject>() {
            let say = || self.given_up_outcome(delivery, subject, reason);
            let outcome = std::panic::catch_unwind(AssertUnwindSafe(say)).unwrap_or_default();
            self.follow_up(&outcome).await?;
        }
        self.bus.terminate(delivery, reason).await?;
        if *history != JobHistory::default() {
            self.bus.forget_history(delivery).await?;
        }
        Ok(())
    }

    /// Asks the handler what follows; it gets the job itself, because only the job names the book of a command.
    fn given_up_outcome(
        &self,
        delivery: &MessageDelivery,
        subject: JobSubject,
        reason: &str,
    ) -> Outcome {
        let payload = read(subject, &delivery.payload);
        let job = match &payload {
            Payload::Job(job) => Some(&**job),
            Payload::Newer(_) | Payload::Unreadable(_) => None,
        };
        let MessageDelivery { sequence, stored_at_ms: enqueued_at_ms, .. } = *delivery;
        self.handler.given_up(&GivenUp { subject, job, reason, sequence, enqueued_at_ms })
    }
}

/// Runs a future to its end or to its panic, which is returned as text.
pub(super) async fn catch_panic<T>(future: impl Future<Output = T>) -> Result<T, String> {
    AssertUnwindSafe(future).catch_unwind().await.map_err(|panic| {
        let text = panic
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| panic.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        format!("panicked: {text}")
    })
}
