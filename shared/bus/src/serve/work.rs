//! One delivery, from its arrival to the word that is given about it.

use std::error::Error as StdError;
use std::sync::Arc;

use contract::{Job, JobSubject};
use tracing::{Instrument, Span, debug, info, info_span, warn};

use super::acknowledge::hand_over;
use super::lease::Lease;
use super::line::Line;
use super::read::{Payload, read};
use super::settle::caught;
use super::watch::Lost;
use crate::attempts::{MOST_FAILURES, MOST_SILENT, Record};
use crate::delivery::Delivery;
use crate::{Error, Failure, Handler, Outcome, Work};

/// How many retry bases a job of a newer build rests, until one of its builds may look at it.
const NEWER_RESTS: u32 = 15;

/// How many retry bases a job rests whose outcome could not be stored.
const UNSTORED_RESTS: u32 = 5;

/// How the doing of a job ended.
enum End {
    /// The handler returned, or panicked with this text.
    Done(Result<Result<Outcome, Failure>, String>),
    Lost(Lost),
    /// The grace time is over.
    Stopped,
}

impl<H: Handler> Line<H> {
    /// Deals with one delivery; fails only where going on makes no sense.
    pub(super) async fn attend(&self, delivery: Delivery) -> Result<(), Error> {
        let span = info_span!(
            "job",
            otel.name = H::NAME,
            handler = H::NAME,
            book.id = tracing::field::Empty,
            segment.id = tracing::field::Empty,
            attempt = tracing::field::Empty,
        );
        if let Some(parent) = &delivery.parent {
            (self.bus.trace().adopt)(&span, parent);
        }
        let attended = self.look_at(&delivery).instrument(span.clone()).await;
        let _entered = span.enter();
        match attended {
            Ok(()) => Ok(()),
            Err(error @ Error::Denied { .. }) => Err(error),
            Err(error) => {
                warn!(
                    "{} stays in the queue and will be handed out again: {error}",
                    delivery.subject
                );
                Ok(())
            }
        }
    }

    /// What can be said before the handler sees the job; most of it only of a job that was handed out before.
    async fn look_at(&self, delivery: &Delivery) -> Result<(), Error> {
        let mut record = Record::default();
        if delivery.delivered > 1 {
            record = self.bus.record(delivery).await?;
            self.look_at_lease().await;
        }
        let Ok(subject) = delivery.subject.parse::<JobSubject>() else {
            return self.give_up(delivery, &record, "its subject is not one of ours").await;
        };
        name_span(subject, &record);
        if delivery.delivered > 1 && self.is_done(subject).await? {
            debug!("{subject} was done already");
            return self.finish(delivery, subject, &record).await;
        }
        let silent = record.silent(delivery.delivered);
        if silent >= MOST_SILENT {
            let reason = format!("handed out {silent} times in a row, and nobody gave word");
            return self.give_up(delivery, &record, &reason).await;
        }
        if record.failures.len() >= MOST_FAILURES {
            return self.give_up(delivery, &record, "failed too often").await;
        }
        match read(subject, &delivery.payload) {
            Payload::Job(job) => self.work_on(delivery, subject, *job, record).await,
            Payload::Newer(schema) => {
                info!("{subject} has the newer schema {}; leaving it to newer builds", schema.0);
                self.bus
                    .hand_back(delivery, record, self.bus.config().retry_base() * NEWER_RESTS)
                    .await
            }
            Payload::Unreadable(reason) => self.give_up(delivery, &record, &reason).await,
        }
    }

    async fn is_done(&self, subject: JobSubject) -> Result<bool, Error> {
        match subject.fact() {
            Some(fact) => self.bus.is_said(fact).await,
            None => Ok(false),
        }
    }

    async fn work_on(
        &self,
        delivery: &Delivery,
        subject: JobSubject,
        job: Job,
        record: Record,
    ) -> Result<(), Error> {
        let work = Work {
            attempt: record.attempt(),
            sequence: delivery.sequence,
            enqueued_at_ms: delivery.stored_at_ms,
            stop: self.stop.clone(),
            got_on: Arc::default(),
        };
        let mut lease = Lease::new(&self.bus, &delivery.reply, self.lease(), delivery.arrived);
        let end = self.handle(&mut lease, job, &work).await;
        let done = match end {
            End::Done(done) => done,
            End::Lost(lost) => {
                warn!("lost the lease of {subject} ({lost:?}); saying nothing");
                return Ok(());
            }
            End::Stopped => {
                hand_over(&self.bus, delivery).await;
                return Ok(());
            }
        };
        let settle = self.settle(delivery, record, done);
        tokio::select! {
            settled = settle => settled,
            lost = lease.keep_anyway() => {
                warn!("lost the lease of {subject} ({lost:?}) while storing what follows");
                Ok(())
            }
        }
    }

    /// Runs the handler while its lease lasts.
    async fn handle(&self, lease: &mut Lease<'_>, job: Job, work: &Work) -> End {
        let doing = caught(async { self.handler.handle(job, work.clone()).await });
        let end = tokio::select! {
            biased;
            lost = lease.keep(work) => End::Lost(lost),
            done = doing => End::Done(done),
            () = self.over.cancelled() => End::Stopped,
        };
        match lease.lost() {
            Some(lost) => End::Lost(lost),
            None => end,
        }
    }

    async fn settle(
        &self,
        delivery: &Delivery,
        record: Record,
        done: Result<Result<Outcome, Failure>, String>,
    ) -> Result<(), Error> {
        match done {
            Ok(Ok(outcome)) => self.succeed(delivery, record, &outcome).await,
            Ok(Err(Failure::HandBack(delay))) => {
                if delivery.delivered == 1 || record.is_due(delivery.delivered) {
                    let (subject, delivered) = (&delivery.subject, delivery.delivered);
                    info!("{subject} goes back for {delay:?}, handed out {delivered} times so far");
                }
                self.bus.hand_back(delivery, record, delay).await
            }
            Ok(Err(Failure::Reject(error))) => {
                self.give_up(delivery, &record, &chain(error.as_ref())).await
            }
            Ok(Err(Failure::Retry(error))) => {
                self.retry(delivery, record, chain(error.as_ref())).await
            }
            Err(panic) => self.retry(delivery, record, panic).await,
        }
    }

    async fn succeed(
        &self,
        delivery: &Delivery,
        record: Record,
        outcome: &Outcome,
    ) -> Result<(), Error> {
        match self.conclude(delivery, outcome).await {
            // Said, or else the job would be taken for one that kills its workers.
            Err(error @ (Error::Full { .. } | Error::Timeout { .. } | Error::Broker { .. })) => {
                warn!("{} was done, but: {error}", delivery.subject);
                let rest = self.bus.config().retry_base() * UNSTORED_RESTS;
                tokio::select! {
                    handed = self.bus.hand_back(delivery, record, rest) => handed,
                    () = self.time_to_go() => Err(error),
                }
            }
            Ok(()) if record != Record::default() => self.bus.forget_record(delivery).await,
            other => other,
        }
    }
}

fn name_span(subject: JobSubject, record: &Record) {
    let span = Span::current();
    span.record("attempt", record.attempt());
    if let Some((book, _)) = subject.revision() {
        span.record("book.id", tracing::field::display(book));
    }
    if let JobSubject::Synth { segment, .. } = subject {
        span.record("segment.id", tracing::field::display(segment));
    }
}

/// Writes an error with its causes on one line.
fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}
