//! Time limits for engine processes.

use std::time::Duration;

use contract::Engine;

use crate::config::Worker;

/// Seconds that a letter sounds, at most.
const LETTER: f64 = 0.1;

/// How patient to be with children.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    /// Until the engine is loaded.
    pub start: Duration,
    /// Between two signs of progress.
    pub stall: Duration,
    /// Longest time for a sentence of a model, as a factor of how long its sound will be: a model is silent until it is done.
    pub slowest: f64,
    /// Between the wish that it ends and its end by force.
    pub kill: Duration,
}

impl Timeouts {
    /// Between two signs of progress, for an engine that says `sentences`.
    pub(crate) fn with(&self, engine: Engine, sentences: &[String]) -> Duration {
        let letters = sentences.iter().map(|sentence| sentence.chars().count()).max();
        let sound = letters.unwrap_or_default() as f64 * LETTER;
        match engine {
            Engine::Onnx => self.stall.max(Duration::from_secs_f64(sound * self.slowest)),
            Engine::Espeak | Engine::Sim => self.stall,
        }
    }

    /// What the configuration says.
    pub(crate) fn of(worker: &Worker) -> Self {
        Self {
            start: Duration::from_secs_f64(worker.start_seconds),
            stall: Duration::from_secs_f64(worker.stall_seconds),
            slowest: worker.slowest,
            kill: Duration::from_secs_f64(worker.kill_seconds),
        }
    }
}
