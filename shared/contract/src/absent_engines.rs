//! Engines that no worker has. Pure.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use crate::{BookState, BookView, Engine, WorkerView};

/// How long no worker may have an engine before its books say so: workers take a while to start, and to be seen.
const ABSENCE: Duration = Duration::from_secs(8);

/// Which engines no worker has, and since when.
#[derive(Debug, Default)]
pub struct AbsentEngines {
    since: HashMap<Engine, Instant>,
}

impl AbsentEngines {
    /// Returns the engines that no worker has had for eight seconds.
    pub fn look(&mut self, workers: &[WorkerView], now: Instant) -> Vec<Engine> {
        let absent = Self::now(workers);
        self.since.retain(|engine, _| absent.contains(engine));
        let is_long = |engine: &Engine| now - *self.since.entry(*engine).or_insert(now) >= ABSENCE;
        absent.into_iter().filter(is_long).collect()
    }

    /// Returns the engines that none of these workers has.
    #[must_use]
    pub fn now(workers: &[WorkerView]) -> Vec<Engine> {
        let has = |engine| workers.iter().any(|worker| worker.has(engine));
        Engine::ALL.into_iter().filter(|&engine| !has(engine)).collect()
    }
}

impl BookView {
    /// Says which of these engines, which no worker has, it waits for: a line for each.
    #[must_use]
    pub fn waits_for(&self, absent: &[Engine]) -> Vec<String> {
        let is_waiting = self.state == BookState::Speaking;
        let missing = absent.iter().filter(|engine| is_waiting && self.options.need(**engine));
        missing.map(|engine| engine.absence()).collect()
    }
}

impl Engine {
    /// Says that no worker has it, and what to do.
    #[must_use]
    pub fn absence(self) -> String {
        format!("no worker offers {}; start a worker that has it", self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_is_missed_once_it_was_absent_for_a_while() {
        let mut absent = AbsentEngines::default();
        let start = Instant::now();
        let mut look = |seconds| absent.look(&[], start + Duration::from_secs(seconds)).len();

        assert_eq!((look(0), look(7), look(8)), (0, 0, Engine::ALL.len()));
    }
}
