//! How fast a book is being spoken, measured over the last minutes of its own facts.

use std::collections::BTreeMap;

/// How far back the rate looks, in seconds before the newest fact.
const WINDOW: i64 = 180;
/// Fewest seconds between the first and the last segment for an estimate.
const SHORTEST: i64 = 3;
/// Fewest segments for an estimate.
const FEWEST: u64 = 4;

/// Counts spoken segments by second; drops those before the window, in whatever order facts arrive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rate {
    by_second: BTreeMap<i64, u64>,
}

impl Rate {
    /// Counts a segment that was done at `at_ms`.
    pub(super) fn count(&mut self, at_ms: i64) {
        *self.by_second.entry(at_ms.div_euclid(1000)).or_default() += 1;
        if let Some((&newest, _)) = self.by_second.last_key_value() {
            self.by_second = self.by_second.split_off(&(newest - WINDOW));
        }
    }

    /// Seconds that `segments` more will take; `None` while too little is known.
    pub(super) fn seconds_for(&self, segments: u64) -> Option<u64> {
        let (oldest, at_start) = self.by_second.first_key_value()?;
        let (newest, _) = self.by_second.last_key_value()?;
        let took = newest - oldest;
        let spoken = self.by_second.values().sum::<u64>() - at_start;
        if took < SHORTEST || spoken < FEWEST {
            return None;
        }
        Some(segments.saturating_mul(took.unsigned_abs()).div_ceil(spoken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_minutes() {
        let mut rate = Rate::default();

        // One a second long ago, then, after a long pause, two a second.
        (0..100).for_each(|second| rate.count(second * 1000));
        (0..40).for_each(|half| rate.count(1_000_000 + half * 500));

        assert_eq!(rate.seconds_for(20), Some(10));
        assert_eq!(rate.by_second.len(), 20);
    }

    #[test]
    fn a_few_segments_or_a_moment_tell_nothing() {
        let mut moment = Rate::default();
        let mut few = Rate::default();

        (0..100).for_each(|_| moment.count(5000));
        (0..3).for_each(|at| few.count(at * 10_000));

        assert_eq!(moment.seconds_for(1), None);
        assert_eq!(few.seconds_for(1), None);
        assert_eq!(Rate::default().seconds_for(1), None);
    }
}
