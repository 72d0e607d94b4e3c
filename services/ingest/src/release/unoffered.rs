//! Books that wait because no worker has the engine of their voice. Pure.

use std::collections::HashMap;
use std::time::Duration;

use contract::{BookId, Engine, WorkerView};
use tokio::time::Instant;

/// How often the log names the same book.
const AGAIN: Duration = Duration::from_secs(60);

/// Every book that no worker can speak, the engine that it waits for, and when the log last named it.
#[derive(Debug, Default)]
pub(crate) struct UnofferedEngines {
    named: HashMap<(BookId, Engine), Option<Instant>>,
}

impl UnofferedEngines {
    /// Returns the books to name now: each at the second check that finds no worker, then once a minute.
    pub(crate) fn look(
        &mut self,
        waiting: impl Iterator<Item = (BookId, Engine)>,
        workers: &[WorkerView],
        now: Instant,
    ) -> Vec<(BookId, Engine)> {
        let mut before = std::mem::take(&mut self.named);
        let mut due = vec![];
        for (book, engine) in waiting.filter(|(_, engine)| !is_offered(*engine, workers)) {
            let known = before.remove(&(book, engine));
            let is_due = known.is_some_and(|named| named.is_none_or(|at| now - at >= AGAIN));
            if is_due {
                due.push((book, engine));
            }
            let named = if is_due { Some(now) } else { known.flatten() };
            self.named.insert((book, engine), named);
        }
        due
    }
}

/// Whether a worker offers the engine, in any version.
fn is_offered(engine: Engine, workers: &[WorkerView]) -> bool {
    workers.iter().any(|worker| worker.has(engine))
}

#[cfg(test)]
mod tests {
    use contract::{Schema, WorkerState};
    use uuid::Uuid;

    use super::*;

    fn worker(engine: &str) -> WorkerView {
        WorkerView {
            schema: Schema::default(),
            worker: "w".to_owned(),
            state: WorkerState::Idle,
            engines: vec![engine.to_owned()],
            slots: 1,
            busy: 0,
            current: vec![],
            spoken: 0,
            engine_seconds: 0.0,
            speech_seconds: 0.0,
            engine_restarts: 0,
            uptime_seconds: 0,
            release: None,
            trouble: None,
            updated_at: String::new(),
        }
    }

    #[test]
    fn a_book_that_nobody_speaks_is_named_at_the_second_look_and_once_a_minute() {
        let book = (BookId(Uuid::from_u128(7)), Engine::Espeak);
        let (start, mut unoffered) = (Instant::now(), UnofferedEngines::default());
        let (sim, espeak) = ([worker("sim 2")], [worker("espeak-ng 1.51")]);
        let mut look = |seconds, workers: &[WorkerView]| {
            let now = start + Duration::from_secs(seconds);
            unoffered.look([book].into_iter(), workers, now).len()
        };

        assert_eq!([look(0, &sim), look(5, &sim), look(10, &[]), look(64, &sim)], [0, 1, 0, 0]);
        assert_eq!([look(65, &sim), look(70, &espeak), look(140, &espeak)], [1, 0, 0]);
        assert_eq!([look(145, &sim), look(150, &sim)], [0, 1]);
    }
}
