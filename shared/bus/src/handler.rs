//! What a service does with a job: a function from the job to what follows from it.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use contract::{Fact, Job, JobSubject};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::Error;
use crate::error::chain;

/// Delay of a job that was handed back because the broker refused something.
const BROKER_REST: Duration = Duration::from_secs(2);

/// Handles the jobs of one queue. It never publishes and never acknowledges: it returns what follows, and the loop does the rest.
pub trait Handler: Send + Sync + 'static {
    /// The handler's name, a verb phrase; names the span.
    const NAME: &'static str;

    /// Does `job`; must be repeatable, and must call [`Work::progress`] while it works.
    fn handle(&self, job: Job, work: Work)
    -> impl Future<Output = Result<Outcome, Failure>> + Send;

    /// Says what follows from a job whose fact is stored already: a worker may have died before it enqueued the next jobs.
    fn done_before(&self, job: &Job) -> Outcome {
        let _ = job;
        Outcome::default()
    }

    /// Says what follows when the job was given up: the failed fact, where there is one.
    fn given_up(&self, given_up: &GivenUp<'_>) -> Outcome {
        let _ = given_up;
        Outcome::default()
    }
}

/// A job that was given up.
#[derive(Debug, Clone, Copy)]
pub struct GivenUp<'a> {
    /// The job's name.
    pub subject: JobSubject,
    /// The job, where it can be read.
    pub job: Option<&'a Job>,
    /// Why, on one line or more.
    pub reason: &'a str,
    /// The message's sequence in its stream, as in [`Work::sequence`].
    pub sequence: u64,
    /// When the job was enqueued, as in [`Work::enqueued_at_ms`].
    pub enqueued_at_ms: i64,
}

/// What follows from a job: facts are stored first, then jobs are enqueued, then the job is acknowledged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Stored in this order, each unless one is stored already.
    pub facts: Vec<Fact>,
    /// Enqueued in this order, each unless it is open already.
    pub jobs: Vec<Job>,
}

impl Outcome {
    /// One fact.
    #[must_use]
    pub fn fact(fact: Fact) -> Self {
        Self { facts: vec![fact], jobs: vec![] }
    }

    /// Nothing follows; the job is simply done.
    #[must_use]
    pub fn nothing() -> Self {
        Self::default()
    }
}

/// Why a job could not be done now, or at all.
#[derive(Debug)]
pub enum Failure {
    /// Waiting may help: counted, and tried again after a growing delay.
    Retry(Box<dyn std::error::Error + Send + Sync>),
    /// Waiting will not help: dead-lettered at once.
    Reject(Box<dyn std::error::Error + Send + Sync>),
    /// Not for this worker, or not now: handed back without being counted, to be delivered again after the delay.
    HandBack(Duration),
    /// Something that an earlier job made is gone: it is made again, and the job handed back until then, without being counted.
    Lacking(Remedy),
}

/// How what a job lacks comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remedy {
    /// Facts that are no longer true: they are taken back, so that the jobs below can say them anew.
    pub untrue: Vec<Fact>,
    /// Enqueued afterwards, each unless it is open already.
    pub jobs: Vec<Job>,
}

impl Failure {
    /// Waiting may help.
    pub fn retry(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Retry(error.into())
    }

    /// An error of the broker is no failure of the job: it is handed back, at once where the broker was away. Only a fact that
    /// cannot be read is counted.
    #[must_use]
    pub fn of_broker(error: Error) -> Self {
        let rest = match error {
            Error::Malformed { .. } => return Self::retry(error),
            Error::Unreachable { .. } | Error::Timeout { .. } | Error::Denied { .. } => {
                Duration::ZERO
            }
            Error::Full { .. } | Error::Broker { .. } => BROKER_REST,
        };
        warn!("the broker cannot be used, so a job waits: {}", chain(&error));
        Self::HandBack(rest)
    }

    /// Waiting will not help.
    pub fn reject(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Reject(error.into())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retry(error) => write!(f, "failed, will be retried: {error}"),
            Self::Reject(error) => write!(f, "rejected: {error}"),
            Self::HandBack(delay) => write!(f, "handed back for {delay:?}"),
            Self::Lacking(remedy) => {
                write!(f, "handed back until {} other jobs are done", remedy.jobs.len())
            }
        }
    }
}

/// One delivery of a job, as its handler sees it.
#[derive(Debug, Clone)]
pub struct Work {
    /// Which try this is, from 1; hand-backs and lost leases are not counted.
    pub attempt: u32,
    /// The message's sequence in its stream: the same at every delivery.
    pub sequence: u64,
    /// When the job was enqueued, milliseconds since 1970 UTC: the same at every delivery.
    pub enqueued_at_ms: i64,
    /// Cancelled when the grace time after `stop` begins; a handler that cannot finish soon may return [`Failure::HandBack`].
    pub stop: CancellationToken,
    /// Whether the work progressed since the last heartbeat.
    pub(crate) progressed: Arc<AtomicBool>,
}

impl Work {
    /// Reports progress; without it for a whole lease, the job is delivered to another worker.
    pub fn progress(&self) {
        self.progressed.store(true, Ordering::Relaxed);
    }

    /// A first delivery that no broker knows of, for tests of a handler.
    #[must_use]
    pub fn alone(stop: CancellationToken) -> Self {
        Self { attempt: 1, sequence: 1, enqueued_at_ms: 0, stop, progressed: Arc::default() }
    }
}
