//! How long a worker waits for its engine children.

use std::time::Duration;

use crate::config::Worker;

/// How patient to be with children.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Patience {
    /// Until the engine is loaded.
    pub start: Duration,
    /// Between two signs of progress.
    pub stall: Duration,
    /// Between the wish that it ends and its end by force.
    pub kill: Duration,
}

impl Patience {
    /// What the configuration says.
    pub(crate) fn of(worker: &Worker) -> Self {
        Self {
            start: Duration::from_secs_f64(worker.start_seconds),
            stall: Duration::from_secs_f64(worker.stall_seconds),
            kill: Duration::from_secs_f64(worker.kill_seconds),
        }
    }
}
