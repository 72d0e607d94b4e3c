//! Jobs: enqueued once, done by one.

use std::sync::Arc;
use std::time::Duration;

use contract::{Job, JobSubject};
use tokio_util::sync::CancellationToken;

use crate::{Bus, Error, Handler};

/// A work queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Queue {
    /// Commands about books.
    Books,
    /// Segments to speak.
    Synth,
    /// Chapters and books to put together.
    Assemble,
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
        let _ = job;
        todo!()
    }

    /// Lists the open jobs of `queue` whose subjects match `filter`.
    pub async fn open_jobs(&self, queue: Queue, filter: &str) -> Result<Vec<JobSubject>, Error> {
        let _ = (queue, filter);
        todo!()
    }

    /// Drops the open jobs of `queue` whose subjects match `filter`.
    pub async fn purge_jobs(&self, queue: Queue, filter: &str) -> Result<u64, Error> {
        let _ = (queue, filter);
        todo!()
    }

    /// Does the jobs of `queue`, at most `slots` at once, until `stop`; then finishes what it has, or hands it back after `grace`.
    pub async fn serve<H: Handler>(
        &self,
        queue: Queue,
        slots: usize,
        handler: Arc<H>,
        grace: Duration,
        stop: CancellationToken,
    ) -> Result<(), Error> {
        let _ = (queue, slots, handler, grace, stop);
        todo!()
    }
}
