//! Under which names segments are enqueued: with their engine, unless workers of an earlier release would not find them. Pure.

use contract::{Job, JobSubject, WorkerView};

/// How the jobs of segments are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum JobNaming {
    /// With the engine of their voice: a worker is only given what it can speak.
    #[default]
    WithEngine,
    /// Without: all workers find them, those of earlier releases, too.
    ForAll,
}

impl JobNaming {
    /// What these `workers` understand.
    pub(crate) fn of(workers: &[WorkerView]) -> Self {
        let is_earlier = |worker: &WorkerView| worker.release.is_none();
        if workers.iter().any(is_earlier) { Self::ForAll } else { Self::WithEngine }
    }

    /// The name of `job`.
    pub(crate) fn name(self, job: &Job) -> JobSubject {
        match self {
            Self::WithEngine => job.subject(),
            Self::ForAll => job.subject().of_any_engine(),
        }
    }
}
