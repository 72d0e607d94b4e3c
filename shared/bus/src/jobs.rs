//! Jobs: enqueued once, done by one.

use async_nats::HeaderMap;
use contract::{BookId, Job, JobSubject, Revision};

use crate::concurrent::concurrently;
use crate::jetstream::{PublishOutcome, TRACE_PARENT};
use crate::request::BrokerRequest;
use crate::{Bus, Error, Queue};

/// What became of enqueueing a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enqueued {
    /// The job is open now.
    New,
    /// It was open already.
    AlreadyOpen,
}

impl Bus {
    /// Enqueues `job` unless it is open already.
    pub async fn enqueue(&self, job: &Job) -> Result<Enqueued, Error> {
        self.enqueue_with(job.subject(), job, self.headers()).await
    }

    /// As [`Bus::enqueue`], in the trace of the fact that led to it; without one, in that of the present span.
    pub async fn enqueue_within(
        &self,
        trace_parent: Option<&str>,
        job: &Job,
    ) -> Result<Enqueued, Error> {
        self.enqueue_as(job.subject(), trace_parent, job).await
    }

    /// As [`Bus::enqueue_within`], under a name that is not the job's usual one ([`JobSubject::of_any_engine`]).
    pub async fn enqueue_as(
        &self,
        subject: JobSubject,
        trace_parent: Option<&str>,
        job: &Job,
    ) -> Result<Enqueued, Error> {
        let mut headers = self.headers();
        if let Some(parent) = trace_parent {
            headers.insert(TRACE_PARENT, parent);
        }
        self.enqueue_with(subject, job, headers).await
    }

    async fn enqueue_with(
        &self,
        subject: JobSubject,
        job: &Job,
        mut headers: HeaderMap,
    ) -> Result<Enqueued, Error> {
        // Where the subject is the job's name, it is the better lock: an id would also hold back a job that is done.
        if !subject.is_unique() {
            headers.insert("Nats-Msg-Id", message_id(job));
        }
        let publication = BrokerRequest {
            what: format!("enqueue {subject}"),
            subject: subject.to_string(),
            headers: (!headers.is_empty()).then_some(headers),
            payload: job.payload().into(),
        };
        match self.publish(publication).await? {
            PublishOutcome::New => Ok(Enqueued::New),
            PublishOutcome::Duplicate | PublishOutcome::Taken { .. } => Ok(Enqueued::AlreadyOpen),
        }
    }

    /// Enqueues many jobs, in their order, faster than one by one.
    pub async fn enqueue_all(&self, jobs: &[Job]) -> Result<Vec<Enqueued>, Error> {
        concurrently(jobs.iter().map(|job| self.enqueue(job))).await
    }

    /// Enqueues `job` as `subject` again though it is open, so that another worker is given it, too; only for jobs whose subject names them.
    /// Whoever has it goes on; the first result counts.
    pub async fn enqueue_anew(&self, subject: JobSubject, job: &Job) -> Result<Enqueued, Error> {
        let queue = match job {
            Job::Synth(_) => Queue::Synth,
            Job::Chapter(_) | Job::Book(_) => Queue::Assemble,
            Job::Deliver(_) => Queue::Deliver,
            Job::Submit(_) | Job::Cancel(_) | Job::Retry(_) | Job::Revise(_) => Queue::Books,
        };
        if subject.is_unique() {
            self.purge(queue.stream(), &subject.to_string()).await?;
        }
        self.enqueue_as(subject, None, job).await
    }

    /// Lists the open jobs of `queue` whose subjects match `filter`.
    pub async fn open_jobs(&self, queue: Queue, filter: &str) -> Result<Vec<JobSubject>, Error> {
        let subjects = self.subjects(queue.stream(), filter).await?;
        Ok(subjects
            .iter()
            .filter_map(|(subject, count)| Some((subject.parse().ok()?, *count)))
            .flat_map(|(subject, count)| (0..count).map(move |_| subject))
            .collect())
    }

    /// Drops the open speaking jobs of a plan.
    pub async fn purge_segments(&self, book: BookId, revision: Revision) -> Result<u64, Error> {
        let mut dropped = 0;
        for filter in JobSubject::synth_filters(book, revision) {
            dropped += self.purge(Queue::Synth.stream(), &filter).await?;
        }
        Ok(dropped)
    }

    /// Drops the open jobs of `queue` whose subjects match `filter`.
    pub async fn purge_jobs(&self, queue: Queue, filter: &str) -> Result<u64, Error> {
        self.purge(queue.stream(), filter).await
    }
}

/// A submission that brings its own id can be repeated; any other command is a new one each time.
fn message_id(job: &Job) -> String {
    match job {
        Job::Submit(submit) => match submit.book {
            Some(book) => format!("book.submit.{book}"),
            None => once(),
        },
        Job::Cancel(_)
        | Job::Retry(_)
        | Job::Revise(_)
        | Job::Synth(_)
        | Job::Chapter(_)
        | Job::Book(_)
        | Job::Deliver(_) => once(),
    }
}

fn once() -> String {
    format!("{:032x}", fastrand::u128(..))
}
