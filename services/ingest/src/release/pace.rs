//! How fast the segments of a book are spoken, and when those that are open are late. Pure.

use std::time::Duration;

use tokio::time::Instant;

/// Shortest time without a segment after which those that are open count as late.
const SHORTEST: Duration = Duration::from_secs(2);

/// How many times the usual time of a segment is late.
const TIMES_USUAL: u32 = 3;

/// How fast a book's segments are spoken.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct SegmentPace {
    segments: u32,
    /// All time that their workers took for them.
    time: Duration,
    /// When the last segment was done, or the late ones were enqueued again.
    last: Option<Instant>,
}

impl SegmentPace {
    /// Counts a segment that was done at `now`; the time that it took is absent when it came from the cache.
    pub(crate) fn count(&mut self, took: Option<Duration>, now: Instant) {
        self.last = Some(now);
        if let Some(time) = took {
            self.segments = self.segments.saturating_add(1);
            self.time += time;
        }
    }

    /// Whether no segment was done for so long that those that are open are late.
    pub(crate) fn is_late(&self, now: Instant) -> bool {
        let usual = self.time.checked_div(self.segments).unwrap_or_default();
        let patience = SHORTEST.max(usual.saturating_mul(TIMES_USUAL));
        self.last.is_some_and(|last| now.saturating_duration_since(last) > patience)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_late_after_three_times_the_usual_time_and_never_before_two_seconds() {
        let (start, mut pace) = (Instant::now(), SegmentPace::default());
        let late =
            |pace: &SegmentPace, seconds| pace.is_late(start + Duration::from_millis(seconds));
        assert!(!late(&pace, 60_000), "nothing was spoken yet");

        pace.count(Some(Duration::from_millis(100)), start);
        assert_eq!([late(&pace, 1_900), late(&pace, 2_100)], [false, true]);

        pace.count(Some(Duration::from_millis(2_100)), start);
        assert_eq!([late(&pace, 3_200), late(&pace, 3_400)], [false, true]);

        pace.count(None, start + Duration::from_secs(3));
        assert_eq!([late(&pace, 6_200), late(&pace, 6_400)], [false, true]);
    }
}
