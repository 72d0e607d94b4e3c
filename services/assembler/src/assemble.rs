//! Takes the jobs of the assembling queue: chapters and books.

use std::path::Path;

use blobs::Blobs;
use bus::{Bus, Failure, GivenUp, Handler, Outcome, Work};
use contract::{BlobKey, Fact, Failed, FailureCode, Job, JobSubject, Schema};
use service::StoreHealth;
use tokio::io::AsyncRead;
use tokio_util::io::InspectReader;

use crate::config::Assembler;
use crate::delivery::deliver::undelivered;
use crate::revision::Plans;
use crate::scratch::Scratch;
use media::encoders::Encoders;

/// What assembling needs.
#[derive(Debug)]
pub(crate) struct Assemble {
    pub(crate) bus: Bus,
    pub(crate) blobs: Blobs,
    pub(crate) config: Assembler,
    pub(crate) encoders: Encoders,
    pub(crate) scratch: Scratch,
    pub(crate) plans: Plans,
    pub(crate) trouble: StoreHealth,
}

impl Assemble {
    /// Uploads what `reader` yields, saying so as it goes.
    pub(crate) async fn upload(
        &self,
        key: &BlobKey,
        reader: impl AsyncRead + Send + Unpin,
        work: &Work,
    ) -> Result<u64, Failure> {
        let reader = InspectReader::new(reader, |_| work.progress());
        let stored = self.blobs.put_stream(key, reader, u64::MAX).await;
        Ok(stored.map_err(|error| self.trouble.failure(error))?.size_bytes)
    }

    /// Uploads the file at `path`.
    pub(crate) async fn upload_file(
        &self,
        key: &BlobKey,
        path: &Path,
        work: &Work,
    ) -> Result<u64, Failure> {
        let file = tokio::fs::File::open(path).await.map_err(Failure::retry)?;
        self.upload(key, file, work).await
    }

    /// A finished audiobook is handed over next.
    fn and_deliveries(&self, mut outcome: Outcome) -> Outcome {
        for fact in &outcome.facts {
            if let Fact::Finished(finished) = fact {
                outcome.jobs.extend(self.deliveries(finished.book, finished.revision));
            }
        }
        outcome
    }
}

impl Handler for Assemble {
    const NAME: &'static str = "assemble";

    async fn handle(&self, job: Job, work: Work) -> Result<Outcome, Failure> {
        let stop = work.stop.clone();
        let assembling = async {
            match &job {
                Job::Chapter(job) => self.assemble_chapter(job, &work).await,
                Job::Book(job) => {
                    self.assemble_book(job, &work).await.map(|outcome| self.and_deliveries(outcome))
                }
                Job::Deliver(job) => self.deliver(job, &work).await,
                Job::Submit(_)
                | Job::Cancel(_)
                | Job::Retry(_)
                | Job::Revise(_)
                | Job::Synth(_) => Err(Failure::reject("only chapters and books are assembled")),
            }
        };
        tokio::select! {
            biased;
            () = stop.cancelled() => Err(Failure::HandBack(std::time::Duration::ZERO)),
            outcome = assembling => outcome,
        }
    }

    fn done_before(&self, job: &Job) -> Outcome {
        let Job::Book(job) = job else { return Outcome::nothing() };
        Outcome { facts: vec![], jobs: self.deliveries(job.book, job.revision) }
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
            | JobSubject::Synth { .. } => return Outcome::nothing(),
            JobSubject::Deliver { .. } => return undelivered(subject, reason),
        };
        let Some((book, revision)) = subject.revision() else { return Outcome::nothing() };
        let reason = reason.lines().next().unwrap_or_default();
        Outcome::fact(Fact::Failed(Failed {
            schema: Schema::default(),
            book,
            revision,
            code: FailureCode::Broken,
            message: format!(
                "{what} could not be put together: {reason}; see `lector dead list`, then `lector dead retry`"
            ),
            asked_by: None,
        }))
    }
}
