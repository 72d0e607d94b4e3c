//! Runs one delivery of a job, from its arrival to its acknowledgement.

use std::sync::Arc;
use std::time::Duration;

use contract::{Job, JobSubject};
use tracing::{Instrument, Span, debug, info, info_span, warn};

use super::acknowledge::hand_back_now;
use super::job_loop::JobLoop;
use super::lease::Lease;
use super::lease_clock::LeaseLost;
use super::payload::{Payload, read};
use super::settle::catch_panic;
use crate::delivery::MessageDelivery;
use crate::error::chain;
use crate::history::{JobHistory, MAX_FAILURES, MAX_UNREPORTED};
use crate::{Error, Failure, Handler, Outcome, Work};

/// Delay of a job with a newer schema until it is delivered again, in retry bases: a newer build may take it then.
const NEWER_BUILD_REST: u32 = 15;

/// Delay of a job whose outcome found no room until it is delivered again, in retry bases.
const NO_ROOM_REST: u32 = 5;

/// How the handler ended.
enum HandlerEnd {
    /// The handler returned, or panicked with this text.
    Done(Result<Result<Outcome, Failure>, String>),
    LeaseLost(LeaseLost),
    /// The grace time is over.
    Stopped,
}

/// A job that is about to be given to the handler.
struct JobAtHand<'a> {
    subject: JobSubject,
    job: Job,
    history: JobHistory,
    lease: Lease<'a>,
}

impl<H: Handler> JobLoop<H> {
    /// Runs one delivery; fails only where the slot cannot continue.
    pub(super) async fn run(&self, delivery: MessageDelivery) -> Result<(), Error> {
        let span = info_span!(
            "job",
            otel.name = H::NAME,
            handler = H::NAME,
            book.id = tracing::field::Empty,
            segment.id = tracing::field::Empty,
            attempt = tracing::field::Empty,
        );
        if let Some(parent) = &delivery.trace_parent {
            (self.bus.trace().adopt)(&span, parent);
        }
        let ran = tokio::select! {
            ran = self.dispatch(&delivery).instrument(span.clone()) => ran,
            () = self.hand_back_deadline() => Err(Error::Timeout { what: "end this job".to_owned() }),
        };
        let _entered = span.enter();
        match ran {
            Ok(()) => Ok(()),
            Err(error @ Error::Denied { .. }) => Err(error),
            Err(error) => {
                self.troubled.note(delivery.sequence);
                warn!(
                    "{} stays in the queue and is delivered again when its lease ends: {error}",
                    delivery.subject
                );
                Ok(())
            }
        }
    }

    /// Decides what happens to a delivery before the handler gets it. Its lease is kept meanwhile: a broker in trouble answers late.
    async fn dispatch(&self, delivery: &MessageDelivery) -> Result<(), Error> {
        let Ok(subject) = delivery.subject.parse::<JobSubject>() else {
            let history = self.bus.history(delivery).await?;
            return self.give_up(delivery, &history, "its subject is not that of a job").await;
        };
        let payload = read(subject, &delivery.payload);
        let mut lease = Lease::new(&self.bus, &delivery.reply, self.lease(), delivery.arrived);
        let (history, is_done) = tokio::select! {
            looked_up = self.look_up(delivery, subject, &payload) => looked_up?,
            lost = lease.heartbeat_while_storing() => {
                warn!("lost the lease of {subject} ({lost:?}) while its history was read; the broker delivers it to another worker");
                return Ok(());
            }
        };
        name_span(subject, &history);
        if is_done {
            debug!("{subject} was done before; acknowledging it");
            return self.acknowledge_done(delivery, subject, &history).await;
        }
        if let Some(reason) = self.hopeless(delivery, &history) {
            return self.give_up(delivery, &history, &reason).await;
        }
        match payload {
            Payload::Job(job) => {
                let lease = lease.of_length(self.lease());
                let at_hand = JobAtHand { subject, job: *job, history, lease };
                self.run_handler(delivery, at_hand).await
            }
            Payload::Newer(schema) => {
                info!(
                    "{subject} has the schema {}, which is newer than this build; handing it back for a newer one",
                    schema.0
                );
                self.bus
                    .hand_back(delivery, history, self.bus.config().retry_base() * NEWER_BUILD_REST)
                    .await
            }
            Payload::Unreadable(reason) => self.give_up(delivery, &history, &reason).await,
        }
    }

    /// Why a job is not to be tried again.
    fn hopeless(&self, delivery: &MessageDelivery, history: &JobHistory) -> Option<String> {
        let unreported = history.unreported(delivery.delivered);
        if unreported >= MAX_UNREPORTED + self.troubled.count(delivery.sequence) {
            return Some(format!(
                "delivered {unreported} times in a row, and no worker reported on it"
            ));
        }
        (history.failures.len() >= MAX_FAILURES).then(|| "failed too often".to_owned())
    }

    /// The history of a delivery, and whether it was done; both only where it was delivered before.
    async fn look_up(
        &self,
        delivery: &MessageDelivery,
        subject: JobSubject,
        payload: &Payload,
    ) -> Result<(JobHistory, bool), Error> {
        if delivery.delivered == 1 {
            return Ok((JobHistory::default(), false));
        }
        let history = self.bus.history(delivery).await?;
        self.refresh_lease().await;
        Ok((history, self.is_done(subject, payload).await?))
    }

    async fn is_done(&self, subject: JobSubject, payload: &Payload) -> Result<bool, Error> {
        if matches!(payload, Payload::Job(job) if job.is_of_lost()) {
            return Ok(false);
        }
        match subject.fact() {
            Some(fact) => self.bus.is_said(fact).await,
            None => Ok(false),
        }
    }

    async fn run_handler(
        &self,
        delivery: &MessageDelivery,
        at_hand: JobAtHand<'_>,
    ) -> Result<(), Error> {
        let JobAtHand { subject, job, history, mut lease } = at_hand;
        let work = Work {
            attempt: history.attempt(),
            sequence: delivery.sequence,
            enqueued_at_ms: delivery.stored_at_ms,
            stop: self.stop.clone(),
            progressed: Arc::default(),
        };
        let end = self.call_handler(&mut lease, job, &work).await;
        let done = match end {
            HandlerEnd::Done(done) => done,
            HandlerEnd::LeaseLost(lost) => {
                warn!(
                    "lost the lease of {subject} ({lost:?}); the broker delivers it to another worker"
                );
                return Ok(());
            }
            HandlerEnd::Stopped => {
                hand_back_now(&self.bus, delivery).await;
                return Ok(());
            }
        };
        let settle = self.settle(delivery, history, done);
        tokio::select! {
            settled = settle => settled,
            lost = lease.heartbeat_while_storing() => {
                warn!("lost the lease of {subject} ({lost:?}) while its outcome was stored; the broker delivers it to another worker");
                Ok(())
            }
        }
    }

    /// Runs the handler while its lease lasts.
    async fn call_handler(&self, lease: &mut Lease<'_>, job: Job, work: &Work) -> HandlerEnd {
        let doing = catch_panic(async { self.handler.handle(job, work.clone()).await });
        let end = tokio::select! {
            biased;
            lost = lease.heartbeat_while_progressing(work) => HandlerEnd::LeaseLost(lost),
            done = doing => HandlerEnd::Done(done),
            () = self.grace_over.cancelled() => HandlerEnd::Stopped,
        };
        match lease.lost() {
            Some(lost) => HandlerEnd::LeaseLost(lost),
            None => end,
        }
    }

    async fn settle(
        &self,
        delivery: &MessageDelivery,
        history: JobHistory,
        done: Result<Result<Outcome, Failure>, String>,
    ) -> Result<(), Error> {
        match done {
            Ok(Ok(outcome)) => self.succeed(delivery, history, &outcome).await,
            Ok(Err(Failure::HandBack(delay))) => {
                if delivery.delivered == 1 || history.is_report_due(delivery.delivered) {
                    let (subject, delivered) = (&delivery.subject, delivery.delivered);
                    info!(
                        "handing {subject} back for {delay:?}; it was delivered {delivered} times so far"
                    );
                }
                self.bus.hand_back(delivery, history, delay).await
            }
            Ok(Err(Failure::Lacking(remedy))) => self.remedy(delivery, history, &remedy).await,
            Ok(Err(Failure::Reject(error))) => {
                self.give_up(delivery, &history, &chain(error.as_ref())).await
            }
            Ok(Err(Failure::Retry(error))) => {
                self.retry(delivery, history, chain(error.as_ref())).await
            }
            Err(panic) => self.retry(delivery, history, panic).await,
        }
    }

    async fn succeed(
        &self,
        delivery: &MessageDelivery,
        history: JobHistory,
        outcome: &Outcome,
    ) -> Result<(), Error> {
        match self.store_outcome(delivery, outcome).await {
            // Reported, or the job would count as one that kills its workers.
            Err(error @ (Error::Full { .. } | Error::Timeout { .. } | Error::Broker { .. })) => {
                warn!(
                    "{} was done, but its outcome could not be stored; handing it back: {error}",
                    delivery.subject
                );
                let rest = match error {
                    Error::Full { .. } => self.bus.config().retry_base() * NO_ROOM_REST,
                    _ => Duration::ZERO,
                };
                self.bus.hand_back(delivery, history, rest).await
            }
            Ok(()) if history != JobHistory::default() => self.bus.forget_history(delivery).await,
            other => other,
        }
    }
}

fn name_span(subject: JobSubject, history: &JobHistory) {
    let span = Span::current();
    span.record("attempt", history.attempt());
    if let Some((book, _)) = subject.revision() {
        span.record("book.id", tracing::field::display(book));
    }
    if let JobSubject::Synth { segment, .. } = subject {
        span.record("segment.id", tracing::field::display(segment));
    }
}
