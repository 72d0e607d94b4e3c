//! Takes the jobs of the assembling queues: chapters and books.

use std::sync::Arc;
use std::time::Duration;

use bus::{Failure, GivenUp, Handler, Outcome, Work};
use contract::{BookId, Fact, Failed, FailureCode, Job, JobSubject, Revision, Schema};

use crate::assemble_book::assemble_book;
use crate::assemble_chapter::assemble_chapter;
use crate::delivery::deliver::deliveries;
use crate::delivery::settings::DeliverySettings;
use crate::lost_speeches::with_its_chapter;
use crate::tools::Tools;

/// Passes each job to its handler.
#[derive(Debug)]
pub(crate) struct Assemble {
    pub(crate) tools: Arc<Tools>,
    pub(crate) delivery: DeliverySettings,
}

impl Assemble {
    /// Where a job lacks a speech, finds what else of its chapter is lost.
    async fn in_full(
        &self,
        book: BookId,
        revision: Revision,
        outcome: Result<Outcome, Failure>,
        work: &Work,
    ) -> Result<Outcome, Failure> {
        let Err(Failure::Lacking(remedy)) = outcome else { return outcome };
        if !matches!(remedy.untrue[..], [Fact::Segment(_)]) {
            return Err(Failure::Lacking(remedy));
        }
        let plan = self.tools.plans.load(&self.tools.store, book, revision).await?;
        Err(Failure::Lacking(with_its_chapter(&self.tools, &plan, remedy, work).await?))
    }
}

impl Handler for Assemble {
    const NAME: &'static str = "assemble";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let stop = work.stop.clone();
        let assembling = async {
            match &job {
                Job::Chapter(job) => {
                    let outcome = assemble_chapter(&self.tools, job, &work).await;
                    self.in_full(job.book, job.revision, outcome, &work).await
                }
                Job::Book(job) => {
                    let outcome = assemble_book(&self.tools, job, &work).await;
                    let outcome = self.in_full(job.book, job.revision, outcome, &work).await?;
                    Ok(with_deliveries(outcome, &self.delivery))
                }
                Job::Deliver(_)
                | Job::Submit(_)
                | Job::Cancel(_)
                | Job::Retry(_)
                | Job::Revise(_)
                | Job::Synth(_) => Err(Failure::reject("only chapter and book jobs belong here")),
            }
        };
        tokio::select! {
            biased;
            () = stop.cancelled() => Err(Failure::HandBack(Duration::ZERO)),
            outcome = self.tools.store.watched(&work, assembling) => self.tools.host.judge(outcome),
        }
    }

    fn done_before(&self, job: &Job) -> Outcome {
        let Job::Book(job) = job else { return Outcome::nothing() };
        Outcome { facts: vec![], jobs: deliveries(&self.delivery, job.book, job.revision) }
    }

    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let GivenUp { subject, reason, .. } = *given_up;
        let what = match subject {
            JobSubject::Chapter { chapter, .. } => format!("chapter {}", chapter.0),
            JobSubject::Book { .. } => "the audiobook".to_owned(),
            JobSubject::Submit
            | JobSubject::Cancel
            | JobSubject::Retry
            | JobSubject::Revise
            | JobSubject::Synth { .. }
            | JobSubject::Deliver { .. } => return Outcome::nothing(),
        };
        let Some((book, revision)) = subject.revision() else { return Outcome::nothing() };
        let reason = reason.lines().next().unwrap_or_default();
        Outcome::fact(Fact::Failed(Failed {
            schema: Schema::default(),
            book,
            revision,
            code: FailureCode::Broken,
            message: format!(
                "{what} could not be assembled: {reason}; see `lector dead list`, then run `lector dead retry JOB`"
            ),
            asked_by: None,
        }))
    }
}

/// Adds the delivery jobs of a finished audiobook.
fn with_deliveries(mut outcome: Outcome, settings: &DeliverySettings) -> Outcome {
    for fact in &outcome.facts {
        if let Fact::Finished(finished) = fact {
            outcome.jobs.extend(deliveries(settings, finished.book, finished.revision));
        }
    }
    outcome
}
