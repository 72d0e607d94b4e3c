//! How much is sent before the broker confirms it. No more is under way than the line carries in a second, because whatever is small and urgent, such
//! as a heartbeat, waits behind it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

/// How long what is under way may take.
const AHEAD: Duration = Duration::from_secs(1);

/// Bytes that may be under way, at least, after the first chunk, and at most. The first chunk is sent alone.
const LEAST: usize = 32 * 1024;
const FIRST: usize = 1024 * 1024;
const MOST: usize = 8 * 1024 * 1024;

/// Smallest piece that is worth a message of its own.
const SMALLEST_CHUNK: usize = 16 * 1024;

/// What all uploads of a process have under way.
#[derive(Debug)]
pub(super) struct SendWindow {
    state: Mutex<WindowState>,
    freed: Notify,
}

#[derive(Debug)]
struct WindowState {
    /// Bytes that were sent and are not confirmed.
    under_way: usize,
    /// Bytes that may be under way.
    budget: usize,
    /// Whether anything has arrived.
    is_measured: bool,
}

/// Bytes that are under way until this is dropped.
#[derive(Debug)]
pub(super) struct UnderWay {
    window: Arc<SendWindow>,
    bytes: usize,
    /// Bytes that were under way when these were sent, with these.
    at_once: usize,
    since: Instant,
}

impl SendWindow {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { state: Mutex::new(WindowState::new()), freed: Notify::new() })
    }

    /// How large a chunk should be, at most `most`: two of them may be under way at least.
    pub(super) fn chunk_bytes(&self, most: usize) -> usize {
        (self.state().budget / 2).max(SMALLEST_CHUNK).min(most)
    }

    /// Waits until so many bytes may be sent. What is larger than the budget is sent alone.
    pub(super) async fn reserve(self: &Arc<Self>, bytes: usize) -> UnderWay {
        loop {
            // Created before the look, so that what is freed in between is not missed.
            let freed = self.freed.notified();
            if let Some(at_once) = self.state().begin(bytes) {
                return UnderWay {
                    window: Arc::clone(self),
                    bytes,
                    at_once,
                    since: Instant::now(),
                };
            }
            freed.await;
        }
    }

    fn state(&self) -> MutexGuard<'_, WindowState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WindowState {
    fn new() -> Self {
        Self { under_way: 0, budget: FIRST, is_measured: false }
    }

    fn begin(&mut self, bytes: usize) -> Option<usize> {
        let fits = self.is_measured && self.under_way + bytes <= self.budget;
        if self.under_way > 0 && !fits {
            return None;
        }
        self.under_way += bytes;
        Some(self.under_way)
    }

    /// Takes into account that `at_once` bytes took `time`. Little at once says nothing about how much the line carries, but that it
    /// carries as much; what took too long was too much.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number, cut to the bounds"
    )]
    fn measured(&mut self, at_once: usize, time: Duration) {
        self.is_measured = true;
        let rate = at_once as f64 / time.as_secs_f64().max(1e-6);
        let carried = (rate * AHEAD.as_secs_f64()) as usize;
        if carried > self.budget {
            self.budget = carried.min(self.budget * 2).min(MOST);
        } else if at_once >= self.budget / 2 || time > AHEAD {
            self.budget = carried.max(self.budget / 2).max(LEAST);
        }
    }
}

impl UnderWay {
    /// Notes that the broker has confirmed these bytes.
    pub(super) fn arrived(self) {
        self.window.state().measured(self.at_once, self.since.elapsed());
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.window.state().under_way -= self.bytes;
        self.window.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The budget after uploads, each as large as the budget allows, along a line of so many bytes a second and so much latency.
    fn settled(bytes_per_second: f64, latency: Duration) -> usize {
        let mut state = WindowState::new();
        for _ in 0..20 {
            let time = latency + Duration::from_secs_f64(state.budget as f64 / bytes_per_second);
            state.measured(state.budget, time);
        }
        state.budget
    }

    #[test]
    fn a_second_of_the_line_is_under_way() {
        let thin = settled(125_000.0, Duration::from_millis(200));
        let near = settled(2.5e6, Duration::from_millis(20));

        assert!((90_000..130_000).contains(&thin), "{thin}");
        assert!((2_200_000..2_600_000).contains(&near), "{near}");
        assert_eq!(settled(1e9, Duration::from_micros(200)), MOST);
        assert_eq!(settled(100.0, Duration::ZERO), LEAST);
    }

    #[test]
    fn a_little_makes_no_line_thin_unless_it_takes_too_long() {
        let mut state = WindowState::new();

        state.measured(1_000, Duration::from_millis(900));
        assert_eq!(state.budget, FIRST);

        for _ in 0..4 {
            state.measured(FIRST / 4, Duration::from_secs(2));
        }
        assert_eq!(state.budget, FIRST / 8, "what the line carries in a second");
    }

    #[tokio::test]
    async fn what_does_not_fit_waits_until_something_arrived() {
        let window = SendWindow::new();
        let first = window.reserve(1).await;

        let mut second = Box::pin(window.reserve(10 * FIRST));
        assert!(futures::poll!(&mut second).is_pending(), "the first is sent alone");
        first.arrived();
        let second = second.await;

        let mut third = Box::pin(window.reserve(1));
        assert!(futures::poll!(&mut third).is_pending());
        drop(second);
        third.await.arrived();
    }
}
