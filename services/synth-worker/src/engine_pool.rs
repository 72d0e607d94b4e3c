//! The pool of engine processes: as many as there are slots, started when needed, kept between segments.

mod ladder;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bus::Backoff;
use contract::Engine;
use tracing::{debug, warn};
use voice::{Device, SpeakRequest, VoiceSpec, WantedDevice};

use crate::config::Worker;
use crate::engine_process::{EngineProcess, Error, ProcessStart, SynthesisResult};

use ladder::{Ladder, ModelPlacement, Recovery, Rung};

/// Delays before a start that follows failed ones.
const RESTART: Backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(5));

/// What a process was started for: a model is loaded once and kept, so a process serves one voice.
#[derive(Debug, Clone, PartialEq)]
struct ProcessKey {
    engine: Engine,
    load: Option<VoiceSpec>,
    /// Whether the model must run on the processor, even if there is a graphics card.
    on_processor: bool,
}

/// The pool. Callers hold a slot, so that there are never more processes of an engine than slots.
#[derive(Debug)]
pub struct EnginePool {
    worker: Worker,
    /// Idle processes; the most recently used is last.
    idle: Mutex<Vec<(ProcessKey, EngineProcess)>>,
    failed_starts: Mutex<HashMap<Engine, u32>>,
    ladder: Mutex<Ladder>,
    restarts: AtomicU64,
}

impl EnginePool {
    /// Starts nothing yet. Whoever waits for a process hears meanwhile that there is progress, however long its limits are.
    #[must_use]
    pub fn new(worker: Worker) -> Self {
        Self {
            worker,
            idle: Mutex::default(),
            failed_starts: Mutex::default(),
            ladder: Mutex::default(),
            restarts: AtomicU64::new(0),
        }
    }

    /// Speaks a segment in a process of the voice's engine. If the future is dropped, the process is killed:
    /// its reply must not be taken for another's.
    ///
    /// If a graphics card fails or memory runs out, the segment is tried again at once on the next rung of the ladder.
    pub async fn speak(
        &self,
        speak: SpeakRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<SynthesisResult, Error> {
        let has_model = speak.load.is_some();
        loop {
            let rung = self.ladder().rung(Instant::now());
            let error = match self.speak_on(rung, speak.clone(), progress).await {
                Ok(spoken) => {
                    if has_model {
                        self.ladder().succeeded(rung);
                    }
                    return Ok(spoken);
                }
                Err(error) if !has_model => return Err(error),
                Err(error) => error,
            };
            let next = self.ladder().failed(rung, &error, Instant::now());
            let (why, is_again) = match next {
                Recovery::Again(why) => (why, true),
                Recovery::Fail(why) => (why, false),
            };
            if let Some(why) = why {
                warn!("{why}");
            }
            if !is_again {
                return Err(error);
            }
            progress();
            self.evict_idle_models().await;
        }
    }

    /// What models run on, as the most recently started process says.
    #[must_use]
    pub fn runs_on(&self) -> Option<String> {
        self.ladder().runs_on()
    }

    /// Records the device that was found at start, so that its loss is noticed even if no model was loaded yet.
    pub(crate) fn found(&self, runs_on: &str) {
        self.ladder().started(
            Rung::default(),
            ModelPlacement { runs_on, fell_back: None },
            Instant::now(),
        );
    }

    /// Why models no longer run on the graphics card that they ran on.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.ladder().trouble()
    }

    async fn speak_on(
        &self,
        rung: Rung,
        mut speak: SpeakRequest,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<SynthesisResult, Error> {
        let engine = if speak.load.is_some() { Engine::Onnx } else { speak.voice.engine() };
        let on_processor = engine == Engine::Onnx && rung.is_processor();
        let purpose = ProcessKey { engine, load: speak.load.clone(), on_processor };
        let wishes = [rung.longest(), speak.options.max_symbols];
        speak.options.max_symbols = wishes.into_iter().flatten().min();
        let mut child = match self.take_idle(&purpose) {
            Some(child) => child,
            None => self.start(&purpose, rung, progress).await?,
        };
        let spoken = child.speak(speak, progress).await;
        let limit = self.worker.engine_memory_mib;
        if child.is_usable() && limit > 0 && child.has_grown_beyond(limit) {
            child.close().await;
            self.count_restart(engine);
        } else if child.is_usable() {
            self.return_to_pool(purpose, child).await;
        } else {
            self.count_restart(engine);
        }
        spoken
    }

    /// Processes that had to be replaced.
    #[must_use]
    pub fn restarts(&self) -> u64 {
        self.restarts.load(Ordering::Relaxed)
    }

    /// Ends all processes.
    pub async fn close(&self) {
        let children: Vec<EngineProcess> = self.idle().drain(..).map(|(_, child)| child).collect();
        futures::future::join_all(children.into_iter().map(EngineProcess::close)).await;
    }

    /// Takes an idle process that still runs; one that died while idle counts as a restart, not as a failed segment.
    fn take_idle(&self, purpose: &ProcessKey) -> Option<EngineProcess> {
        loop {
            let mut child = {
                let mut idle = self.idle();
                let found = idle.iter().rposition(|(other, _)| other == purpose)?;
                idle.remove(found).1
            };
            if child.is_usable() {
                return Some(child);
            }
            self.count_restart(purpose.engine);
        }
    }

    /// Ends all idle processes with models: the memory that they hold may be what is missing.
    async fn evict_idle_models(&self) {
        let has_model = |(purpose, _): &mut (ProcessKey, EngineProcess)| purpose.load.is_some();
        let idle: Vec<(ProcessKey, EngineProcess)> =
            self.idle().extract_if(.., has_model).collect();
        futures::future::join_all(idle.into_iter().map(|(_, child)| child.close())).await;
    }

    /// Keeps a process for the next segment. Models are large, so the least recently used one is ended.
    async fn return_to_pool(&self, purpose: ProcessKey, child: EngineProcess) {
        let surplus = {
            let mut idle = self.idle();
            idle.push((purpose, child));
            let has_model = |(purpose, _): &(ProcessKey, EngineProcess)| purpose.load.is_some();
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
        warn!(engine = engine.name(), "replacing the {} engine", engine.name());
    }

    async fn start(
        &self,
        purpose: &ProcessKey,
        rung: Rung,
        progress: &(dyn Fn() + Send + Sync),
    ) -> Result<EngineProcess, Error> {
        let ProcessKey { engine, load, on_processor } = purpose.clone();
        let failures = self.failed_starts().get(&engine).copied().unwrap_or(0);
        tokio::time::sleep(RESTART.after(failures).ceiling()).await;
        progress();
        let mut worker = self.worker.clone();
        if on_processor {
            worker.device = WantedDevice::Only(Device::Cpu);
        }
        let child =
            EngineProcess::start(ProcessStart { engine, voice: load, worker: &worker, progress });
        let child = child.await;
        match &child {
            Ok(child) => {
                let ready = child.ready();
                let placement = ModelPlacement {
                    runs_on: &ready.runs_on,
                    fell_back: ready.fell_back.as_deref(),
                };
                let why = (engine == Engine::Onnx)
                    .then(|| self.ladder().started(rung, placement, Instant::now()));
                if let Some(why) = why.flatten() {
                    warn!("{why}");
                }
                debug!(engine = engine.name(), "the {} engine is ready", engine.name());
                self.failed_starts().remove(&engine);
            }
            // Waiting does not help an engine that reports its own failure, such as one that is not installed.
            Err(Error::Failed { .. }) => {}
            Err(_) => *self.failed_starts().entry(engine).or_default() += 1,
        }
        child
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(ProcessKey, EngineProcess)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ladder(&self) -> MutexGuard<'_, Ladder> {
        self.ladder.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed_starts(&self) -> MutexGuard<'_, HashMap<Engine, u32>> {
        self.failed_starts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
