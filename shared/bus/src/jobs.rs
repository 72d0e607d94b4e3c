//! Jobs: enqueued once, done by one.

use contract::{Job, JobSubject};

use crate::api::Stored;
use crate::ask::Question;
use crate::facts::all;
use crate::{Bus, Error};

/// A work queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Commands about books.
    Books,
    /// Segments to speak.
    Synth,
    /// Chapters to encode.
    Assemble,
    /// Books to join, in a lane of their own: the chapters of other books never hold one up.
    AssembleBook,
    /// Audiobooks to hand over.
    Deliver,
}

/// What became of an enqueueing.
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
        let subject = job.subject();
        let mut headers = self.headers();
        // Where the subject is the job's name, it is the better lock: an id would also hold back a job that is done.
        if !subject.is_unique() {
            headers.insert("Nats-Msg-Id", message_id(job));
        }
        let publication = Question {
            what: format!("enqueue {subject}"),
            subject: subject.to_string(),
            headers: (!headers.is_empty()).then_some(headers),
            payload: job.payload().into(),
        };
        match self.store(publication).await? {
            Stored::New => Ok(Enqueued::New),
            Stored::Duplicate | Stored::Taken { .. } => Ok(Enqueued::AlreadyOpen),
        }
    }

    /// Enqueues many jobs, in their order, faster than one by one.
    pub async fn enqueue_all(&self, jobs: &[Job]) -> Result<Vec<Enqueued>, Error> {
        all(jobs.iter().map(|job| self.enqueue(job))).await
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

    /// Drops the open jobs of `queue` whose subjects match `filter`.
    pub async fn purge_jobs(&self, queue: Queue, filter: &str) -> Result<u64, Error> {
        self.purge(queue.stream(), filter).await
    }
}

/// A submission that brings its own id can be repeated; any other command is meant anew each time.
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
