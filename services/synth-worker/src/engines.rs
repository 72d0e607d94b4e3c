//! The engine children of a worker: as many at once as there are slots, started when needed, kept between segments.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::Engine;
use tracing::{debug, warn};

use crate::child::{Child, Error, Patience, Spoken};
use crate::config::Worker;
use crate::message::Speak;

/// Wait before the start that follows a failed one; doubles with every failure.
const PAUSE: Duration = Duration::from_millis(250);

/// Longest wait between two starts.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The children; whoever calls holds a slot, so that there are never more of an engine than slots.
#[derive(Debug)]
pub struct Engines {
    worker: Worker,
    patience: Patience,
    idle: Mutex<HashMap<Engine, Vec<Child>>>,
    failed_starts: Mutex<HashMap<Engine, u32>>,
    restarts: AtomicU64,
}

impl Engines {
    /// Starts nothing yet. A stalled child is noticed well within `lease`, or its job would be somebody else's already.
    #[must_use]
    pub fn new(worker: Worker, lease: Duration) -> Self {
        let patience = Patience {
            start: Duration::from_secs_f64(worker.start_seconds).min(lease.mul_f64(2.0 / 3.0)),
            stall: Duration::from_secs_f64(worker.stall_seconds).min(lease.mul_f64(2.0 / 3.0)),
            kill: Duration::from_secs_f64(worker.kill_seconds),
        };
        Self {
            worker,
            patience,
            idle: Mutex::default(),
            failed_starts: Mutex::default(),
            restarts: AtomicU64::new(0),
        }
    }

    /// Speaks a segment with a child of the voice's engine. Dropped midway, the child goes too, so that no answer comes to the wrong question.
    pub async fn speak(
        &self,
        speak: Speak,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Spoken, Error> {
        let engine = speak.voice.engine();
        let mut child = match self.take(engine) {
            Some(child) => child,
            None => self.start(engine, progress).await?,
        };
        let spoken = child.speak(speak, progress).await;
        if child.is_usable() {
            self.idle().entry(engine).or_default().push(child);
        } else {
            self.count_restart(engine);
        }
        spoken
    }

    /// Children that had to be replaced.
    #[must_use]
    pub fn restarts(&self) -> u64 {
        self.restarts.load(Ordering::Relaxed)
    }

    /// Lets all children end.
    pub async fn close(&self) {
        let children: Vec<Child> = self.idle().drain().flat_map(|(_, children)| children).collect();
        futures::future::join_all(children.into_iter().map(Child::close)).await;
    }

    /// Takes an idle child; what killed one in the meantime is not the fault of the segment that it would have got.
    fn take(&self, engine: Engine) -> Option<Child> {
        loop {
            let mut child = self.idle().get_mut(&engine).and_then(Vec::pop)?;
            if child.is_usable() {
                return Some(child);
            }
            self.count_restart(engine);
        }
    }

    fn count_restart(&self, engine: Engine) {
        self.restarts.fetch_add(1, Ordering::Relaxed);
        warn!(engine = engine.name(), "the {} engine is replaced", engine.name());
    }

    async fn start(
        &self,
        engine: Engine,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Child, Error> {
        let failures = self.failed_starts().get(&engine).copied().unwrap_or(0);
        if failures > 0 {
            let pause = PAUSE.saturating_mul(2u32.saturating_pow(failures - 1));
            tokio::time::sleep(pause.min(LONGEST_PAUSE)).await;
        }
        progress();
        let child = Child::start(engine, &self.worker, self.patience).await;
        progress();
        match &child {
            Ok(_) => {
                debug!(engine = engine.name(), "the {} engine is ready", engine.name());
                self.failed_starts().remove(&engine);
            }
            // An engine that is not installed will not be started sooner for waiting.
            Err(Error::Failed { .. }) => {}
            Err(_) => *self.failed_starts().entry(engine).or_default() += 1,
        }
        child
    }

    fn idle(&self) -> MutexGuard<'_, HashMap<Engine, Vec<Child>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed_starts(&self) -> MutexGuard<'_, HashMap<Engine, u32>> {
        self.failed_starts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
