//! The engine children of a worker: as many at once as there are slots, started when needed, kept between segments.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use contract::Engine;
use tracing::{debug, warn};

use crate::child::{Child, Error, Patience, Spoken};
use crate::config::Worker;
use crate::message::{LoadVoice, Speak};

/// Wait before the start that follows a failed one; doubles with every failure.
const PAUSE: Duration = Duration::from_millis(250);

/// Longest wait between two starts.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// What a child was started for: a model is loaded once and kept, so a child serves one voice.
type Purpose = (Engine, Option<LoadVoice>);

/// The children; whoever calls holds a slot, so that there are never more of an engine than slots.
#[derive(Debug)]
pub struct Engines {
    worker: Worker,
    patience: Patience,
    /// Those that nobody asks; the one that was asked last is last.
    idle: Mutex<Vec<(Purpose, Child)>>,
    failed_starts: Mutex<HashMap<Engine, u32>>,
    restarts: AtomicU64,
}

impl Engines {
    /// Starts nothing yet. A stalled child is noticed well within `lease`, or its job would be somebody else's already.
    #[must_use]
    pub fn new(worker: Worker, lease: Duration) -> Self {
        let patience = Patience::of(&worker);
        let patience = Patience {
            start: patience.start.min(lease.mul_f64(2.0 / 3.0)),
            stall: patience.stall.min(lease.mul_f64(2.0 / 3.0)),
            ..patience
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
        let engine = if speak.load.is_some() { Engine::Onnx } else { speak.voice.engine() };
        let purpose = (engine, speak.load.clone());
        let mut child = match self.take(&purpose) {
            Some(child) => child,
            None => self.start(&purpose, progress).await?,
        };
        let spoken = child.speak(speak, progress).await;
        let limit = self.worker.engine_memory_mib;
        if child.is_usable() && limit > 0 && child.has_grown_beyond(limit) {
            child.close().await;
            self.count_restart(purpose.0);
        } else if child.is_usable() {
            self.keep(purpose, child).await;
        } else {
            self.count_restart(purpose.0);
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
        let children: Vec<Child> = self.idle().drain(..).map(|(_, child)| child).collect();
        futures::future::join_all(children.into_iter().map(Child::close)).await;
    }

    /// Takes an idle child; what killed one in the meantime is not the fault of the segment that it would have got.
    fn take(&self, purpose: &Purpose) -> Option<Child> {
        loop {
            let mut child = {
                let mut idle = self.idle();
                let found = idle.iter().rposition(|(other, _)| other == purpose)?;
                idle.remove(found).1
            };
            if child.is_usable() {
                return Some(child);
            }
            self.count_restart(purpose.0);
        }
    }

    /// Keeps a child for the next segment. Models are large, so the voices that were not asked for longest make room.
    async fn keep(&self, purpose: Purpose, child: Child) {
        let surplus = {
            let mut idle = self.idle();
            idle.push((purpose, child));
            let has_model = |(purpose, _): &(Purpose, Child)| purpose.1.is_some();
            let models = idle.iter().filter(|child| has_model(child)).count();
            let oldest = idle.iter().position(has_model);
            oldest.filter(|_| models > self.worker.slots()).map(|oldest| idle.remove(oldest))
        };
        if let Some((_, child)) = surplus {
            child.close().await;
        }
    }

    fn count_restart(&self, engine: Engine) {
        self.restarts.fetch_add(1, Ordering::Relaxed);
        warn!(engine = engine.name(), "the {} engine is replaced", engine.name());
    }

    async fn start(
        &self,
        purpose: &Purpose,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<Child, Error> {
        let (engine, voice) = purpose.clone();
        let failures = self.failed_starts().get(&engine).copied().unwrap_or(0);
        if failures > 0 {
            let pause = PAUSE.saturating_mul(2u32.saturating_pow(failures - 1));
            tokio::time::sleep(pause.min(LONGEST_PAUSE)).await;
        }
        progress();
        let child = Child::start(engine, voice, &self.worker, self.patience).await;
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

    fn idle(&self) -> MutexGuard<'_, Vec<(Purpose, Child)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed_starts(&self) -> MutexGuard<'_, HashMap<Engine, u32>> {
        self.failed_starts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
