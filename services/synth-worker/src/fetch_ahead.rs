//! How many segments a worker has at hand, so that no engine waits for the line to the broker and to the store.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

/// Segments at hand for each slot, at most: what waits here cannot be spoken elsewhere.
const MOST: usize = 3;

/// How much of the average the last segment is.
const LAST: f64 = 0.25;

/// Fetching, the fact and the acknowledgement take about half as long again as looking into the store and storing.
const MORE: f64 = 1.5;

/// Decides how many segments are fetched: one for each slot, and as many again as are on their way while these are spoken. Along a
/// thin line, those are more.
#[derive(Debug)]
pub(crate) struct FetchAhead {
    slots: usize,
    /// Time of a segment in the store, as a multiple of the time in an engine.
    ratio: Mutex<Option<f64>>,
    limit: watch::Sender<usize>,
}

impl FetchAhead {
    /// One segment more than there are `slots`, until something was measured.
    pub(crate) fn new(slots: usize) -> Self {
        Self { slots, ratio: Mutex::new(None), limit: watch::channel(slots + 1).0 }
    }

    /// Segments at hand, at most, whatever the line.
    pub(crate) fn most(&self) -> usize {
        self.slots * MOST + 1
    }

    /// Segments at hand now.
    pub(crate) fn limit(&self) -> watch::Receiver<usize> {
        self.limit.subscribe()
    }

    /// Notes how long a segment was in an engine, and how long in the store.
    pub(crate) fn note(&self, engine_time: Duration, store_time: Duration) {
        let most = self.most() as f64;
        let last = (store_time.as_secs_f64() / engine_time.as_secs_f64().max(1e-3)).min(most);
        let mut ratio = self.ratio.lock().unwrap_or_else(PoisonError::into_inner);
        let average = ratio.map_or(last, |ratio| ratio + (last - ratio) * LAST);
        *ratio = Some(average);
        drop(ratio);
        let limit = self.wanted(average);
        self.limit.send_if_modified(|now| std::mem::replace(now, limit) != limit);
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive number"
    )]
    fn wanted(&self, ratio: f64) -> usize {
        let on_their_way = (self.slots as f64 * ratio * MORE).ceil() as usize;
        (self.slots + on_their_way.max(1)).min(self.most())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit_after(slots: usize, engine_ms: u64, store_ms: u64) -> usize {
        let ahead = FetchAhead::new(slots);
        for _ in 0..20 {
            ahead.note(Duration::from_millis(engine_ms), Duration::from_millis(store_ms));
        }
        *ahead.limit().borrow()
    }

    #[test]
    fn a_near_store_needs_one_segment_more_than_there_are_slots() {
        assert_eq!(limit_after(1, 10_000, 20), 2);
        assert_eq!(limit_after(16, 2_000, 20), 17);
    }

    #[test]
    fn along_a_thin_line_as_many_are_at_hand_as_are_on_their_way() {
        assert_eq!(limit_after(2, 10_000, 8_000), 5);
        assert_eq!(limit_after(8, 2_000, 500), 11);
    }

    #[test]
    fn a_line_that_is_too_thin_for_the_engines_brings_no_more_than_the_most() {
        assert_eq!(limit_after(4, 100, 60_000), 13);
        assert_eq!(limit_after(1, 0, 60_000), 4);
    }
}
