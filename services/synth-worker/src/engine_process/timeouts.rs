//! Time limits for engine processes.

use std::time::Duration;

use contract::Engine;

use crate::config::Worker;

/// Most seconds of sound for a letter.
const LETTER: f64 = 0.1;

/// The time limits of an engine process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    /// Until the engine is loaded.
    pub start: Duration,
    /// Between two reports of progress.
    pub stall: Duration,
    /// Longest time for a sentence of a model, as a multiple of the length of its sound: within it there are no reports.
    pub slowest: f64,
    /// Between asking it to end and killing it.
    pub kill: Duration,
}

impl Timeouts {
    /// Longest time between two reports of progress while an engine speaks `sentences`.
    pub(crate) fn stall_for(&self, engine: Engine, sentences: &[String]) -> Duration {
        let letters = sentences.iter().map(|sentence| sentence.chars().count()).max();
        let sound = letters.unwrap_or_default() as f64 * LETTER;
        match engine {
            Engine::Onnx => self.stall.max(Duration::from_secs_f64(sound * self.slowest)),
            Engine::Espeak | Engine::Sim => self.stall,
        }
    }

    /// The limits that the configuration sets.
    pub(crate) fn of(worker: &Worker) -> Self {
        Self {
            start: Duration::from_secs_f64(worker.start_seconds),
            stall: Duration::from_secs_f64(worker.stall_seconds),
            slowest: worker.slowest,
            kill: Duration::from_secs_f64(worker.kill_seconds),
        }
    }
}
