//! How many segments are spoken at once: as many as there are slots, and fewer for a while after the system killed an engine.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::Notify;

/// Time after a kill until more segments are spoken at once again: whoever needs the memory may need it for long.
const REST: Duration = Duration::from_secs(300);

/// The slots of a worker.
#[derive(Debug)]
pub(crate) struct SlotLimit {
    state: Mutex<SlotState>,
    freed: Notify,
}

#[derive(Debug)]
struct SlotState {
    /// Slots as configured.
    most: usize,
    /// Slots that are used now.
    limit: usize,
    busy: usize,
    waiting: usize,
    /// When the limit was last changed.
    changed: Instant,
    kills: u64,
}

/// A slot that is taken until this is dropped.
#[derive(Debug)]
pub(crate) struct Slot<'a> {
    slots: &'a SlotLimit,
    /// The limit when it was taken.
    limit: usize,
}

impl SlotLimit {
    pub(crate) fn new(most: usize) -> Self {
        let state =
            SlotState { most, limit: most, busy: 0, waiting: 0, changed: Instant::now(), kills: 0 };
        Self { state: Mutex::new(state), freed: Notify::new() }
    }

    /// Waits for a slot; `None` where there are fewer than usual, and as many wait already: other workers may have one.
    pub(crate) async fn take(&self) -> Option<Slot<'_>> {
        let _waiting = {
            let mut state = self.state();
            if state.limit < state.most && state.waiting >= state.limit {
                return None;
            }
            state.waiting += 1;
            Waiting(self)
        };
        loop {
            // Created before the look, so that a slot that is freed in between is not missed.
            let freed = self.freed.notified();
            if let Some(limit) = self.state().take(Instant::now()) {
                return Some(Slot { slots: self, limit });
            }
            freed.await;
        }
    }

    /// Notes that the system killed the engine of `slot`. Returns the new number of slots, or `None` where the engine was alone,
    /// so that fewer would not help.
    pub(crate) fn killed(&self, slot: &Slot<'_>) -> Option<usize> {
        self.state().killed(slot.limit, Instant::now())
    }

    /// Slots that are used now.
    pub(crate) fn limit(&self) -> usize {
        self.state().limit
    }

    /// Engines that the system killed.
    pub(crate) fn kills(&self) -> u64 {
        self.state().kills
    }

    /// Why fewer segments are spoken at once than configured, if that is so.
    pub(crate) fn trouble(&self) -> Option<String> {
        let state = self.state();
        (state.limit < state.most).then(|| {
            format!(
                "at most {} of {} at once, because the system killed an engine, perhaps because memory ran out",
                state.limit, state.most
            )
        })
    }

    fn state(&self) -> MutexGuard<'_, SlotState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SlotState {
    /// Takes a slot, if there is one, and says how many there are.
    fn take(&mut self, now: Instant) -> Option<usize> {
        if self.limit < self.most && now.duration_since(self.changed) >= REST {
            (self.limit, self.changed) = ((self.limit * 2).min(self.most), now);
        }
        if self.busy >= self.limit {
            return None;
        }
        self.busy += 1;
        Some(self.limit)
    }

    fn killed(&mut self, limit: usize, now: Instant) -> Option<usize> {
        self.kills += 1;
        self.changed = now;
        if limit == 1 {
            return None;
        }
        // Engines that were begun under the same limit are often killed together: they halve it once.
        self.limit = self.limit.min(limit / 2).max(1);
        Some(self.limit)
    }
}

/// One that waits, until this is dropped.
struct Waiting<'a>(&'a SlotLimit);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.state().waiting -= 1;
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.slots.state().busy -= 1;
        // All look: the limit may have grown.
        self.slots.freed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(most: usize) -> SlotState {
        SlotState { most, limit: most, busy: 0, waiting: 0, changed: Instant::now(), kills: 0 }
    }

    #[test]
    fn a_burst_of_kills_halves_the_slots_once_and_they_come_back_after_a_while() {
        let mut slots = state(6);
        let start = slots.changed;
        let taken: Vec<_> = (0..6).map(|_| slots.take(start)).collect();
        assert_eq!(taken, [Some(6); 6]);
        assert_eq!(slots.take(start), None);

        let limits: Vec<_> =
            taken.iter().map(|limit| slots.killed(limit.unwrap(), start)).collect();
        slots.busy = 0;

        assert_eq!(limits, [Some(3); 6]);
        assert_eq!(slots.take(start + REST / 2), Some(3));
        assert_eq!(slots.take(start + REST), Some(6));
    }

    #[test]
    fn an_engine_that_is_killed_although_it_is_alone_is_to_blame() {
        let mut slots = state(2);
        let now = slots.changed;

        assert_eq!(slots.killed(2, now), Some(1));
        assert_eq!(slots.killed(2, now), Some(1), "it was begun beside the other");
        assert_eq!(slots.killed(1, now), None);
    }

    #[tokio::test]
    async fn a_slot_that_is_given_back_is_taken_by_who_waits() {
        let slots = SlotLimit::new(1);
        let first = slots.take().await.unwrap();
        let waiting = slots.take();
        tokio::pin!(waiting);
        assert!(futures::poll!(&mut waiting).is_pending());

        drop(first);

        assert_eq!(waiting.await.unwrap().limit, 1);
    }

    #[tokio::test]
    async fn with_fewer_slots_than_usual_few_wait() {
        let slots = SlotLimit::new(2);
        let first = slots.take().await.unwrap();
        slots.killed(&first);
        let waiting = slots.take();
        tokio::pin!(waiting);
        assert!(futures::poll!(&mut waiting).is_pending());

        assert!(slots.take().await.is_none());
    }
}
