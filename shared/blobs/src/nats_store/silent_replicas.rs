//! Whether replicas were silent a short while ago: then the leader alone is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;

/// How long the leader alone is asked after a replica was silent: the other servers take about as long to drop a stopped one.
const LEADER_ALONE: Duration = Duration::from_secs(60);

/// Until when the leader alone is asked; clones share it.
#[derive(Debug, Clone)]
pub(super) struct SilentReplicas {
    start: Instant,
    /// Milliseconds after `start`.
    until: Arc<AtomicU64>,
}

impl SilentReplicas {
    pub(super) fn none() -> Self {
        Self { start: Instant::now(), until: Arc::default() }
    }

    pub(super) fn are_there(&self) -> bool {
        self.milliseconds(Instant::now()) < self.until.load(Ordering::Relaxed)
    }

    pub(super) fn note(&self) {
        let until = self.milliseconds(Instant::now() + LEADER_ALONE);
        self.until.store(until, Ordering::Relaxed);
    }

    fn milliseconds(&self, at: Instant) -> u64 {
        u64::try_from((at - self.start).as_millis()).unwrap_or(u64::MAX)
    }
}
