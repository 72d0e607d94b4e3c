//! Counts what the worker does, for its presence and its status.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use contract::{BookId, Engine, Schema, SegmentId, WorkerState, WorkerView};

use crate::engine_pool::EnginePool;
use crate::engine_process::SynthesisResult;
use crate::slot_limit::SlotLimit;

/// What never changes while a worker runs.
#[derive(Debug, Clone)]
pub(crate) struct Identity {
    /// Its unique name.
    pub worker: String,
    /// Engines that it can run, with their versions.
    pub engines: Vec<String>,
    /// What runs models, and on which device.
    pub runs_on: String,
    /// Why models do not run on the wanted backend or device.
    pub fell_back: Option<String>,
    /// Whether an engine that it should offer is missing, or models do not run on the wanted backend or device.
    pub is_degraded: bool,
}

/// What a worker is doing; shared by its handler, its presence and its status.
#[derive(Debug)]
pub(crate) struct Activity {
    identity: Identity,
    slots: Arc<SlotLimit>,
    since: Instant,
    doing: Mutex<ActivityState>,
}

#[derive(Debug, Default)]
struct ActivityState {
    next: u64,
    current: BTreeMap<u64, (BookId, SegmentId)>,
    /// Jobs that are handled, also those that wait for a slot or for the store.
    handled: usize,
    spoken: u64,
    engine_time: Duration,
    store_time: Duration,
    speech_time: Duration,
    is_draining: bool,
}

/// Counts a job as being handled until this is dropped.
#[derive(Debug)]
pub(crate) struct Handled<'a>(&'a Activity);

/// Counts a segment as being spoken until this is dropped.
#[derive(Debug)]
pub(crate) struct Busy<'a> {
    activity: &'a Activity,
    number: u64,
}

impl Activity {
    /// No segment yet.
    #[must_use]
    pub(crate) fn new(identity: Identity, slots: Arc<SlotLimit>) -> Self {
        Self { identity, slots, since: Instant::now(), doing: Mutex::default() }
    }

    /// Counts a job as being handled while the returned value lives.
    #[must_use]
    pub(crate) fn handle(&self) -> Handled<'_> {
        self.doing().handled += 1;
        Handled(self)
    }

    /// Counts a segment as being spoken while the returned value lives.
    #[must_use]
    pub(crate) fn begin(&self, book: BookId, segment: SegmentId) -> Busy<'_> {
        let mut doing = self.doing();
        let number = doing.next;
        doing.next += 1;
        doing.current.insert(number, (book, segment));
        Busy { activity: self, number }
    }

    /// Counts a segment that was spoken.
    pub(crate) fn spoken(&self, spoken: &SynthesisResult) {
        let mut doing = self.doing();
        doing.spoken += 1;
        doing.engine_time += spoken.engine_time;
        doing.speech_time += spoken.speech.pcm.duration();
    }

    /// Counts time for which a segment waited for the store.
    pub(crate) fn waited_for_store(&self, time: Duration) {
        self.doing().store_time += time;
    }

    /// The time for which segments waited for the store.
    #[must_use]
    pub(crate) fn store_time(&self) -> Duration {
        self.doing().store_time
    }

    /// Notes that the worker begins no new segment.
    pub(crate) fn drain(&self) {
        self.doing().is_draining = true;
    }

    /// Engines that the system killed.
    #[must_use]
    pub(crate) fn kills(&self) -> u64 {
        self.slots.kills()
    }

    /// The worker's name.
    #[must_use]
    pub(crate) fn worker(&self) -> &str {
        &self.identity.worker
    }

    /// What never changes.
    #[must_use]
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The chapter of the segment that was begun first.
    #[must_use]
    pub(crate) fn current_chapter(&self) -> Option<u32> {
        self.doing().current.values().next().map(|(_, segment)| segment.chapter.0)
    }

    /// The published view of the worker; the state of `engines`, what is wrong and the time of day are passed in.
    #[must_use]
    pub(crate) fn view(
        &self,
        engines: &EnginePool,
        wrong: Option<String>,
        updated_at: String,
    ) -> WorkerView {
        let doing = self.doing();
        let (trouble, fewer) = (engines.trouble(), self.slots.trouble());
        let told = |engine: &String| {
            let of_models = trouble.as_ref().filter(|_| engine.starts_with(Engine::Onnx.name()));
            let all = of_models.into_iter().chain(&fewer);
            all.fold(engine.clone(), |told, why| format!("{told} ({why})"))
        };
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        WorkerView {
            schema: Schema::default(),
            worker: self.identity.worker.clone(),
            state: self.state(&doing, trouble.is_some() || fewer.is_some()),
            engines: self.identity.engines.iter().map(told).collect(),
            slots: count(self.slots.limit()),
            busy: count(doing.handled.min(self.slots.limit())),
            current: doing.current.values().map(|(book, id)| format!("{book} {id}")).collect(),
            spoken: doing.spoken,
            engine_seconds: doing.engine_time.as_secs_f64(),
            speech_seconds: doing.speech_time.as_secs_f64(),
            engine_restarts: engines.restarts(),
            uptime_seconds: self.since.elapsed().as_secs(),
            release: Some(env!("CARGO_PKG_VERSION").to_owned()),
            trouble: wrong,
            updated_at,
        }
    }

    fn state(&self, doing: &ActivityState, has_trouble: bool) -> WorkerState {
        if doing.is_draining {
            return WorkerState::Draining;
        }
        if self.identity.is_degraded || has_trouble {
            return WorkerState::Degraded;
        }
        if doing.handled == 0 { WorkerState::Idle } else { WorkerState::Busy }
    }

    fn doing(&self) -> MutexGuard<'_, ActivityState> {
        self.doing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Handled<'_> {
    fn drop(&mut self) {
        self.0.doing().handled -= 1;
    }
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.activity.doing().current.remove(&self.number);
    }
}
