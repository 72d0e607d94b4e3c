//! The last segments of a book, when they wait for a slow worker while others are idle: they are given to those, too.
//!
//! The first result counts: a fact is stored once, and speech is named by what it is made from.

use std::time::Duration;

use contract::{Segment, WorkerView};
use tokio::time::Instant;
use tracing::{info, warn};

use crate::release::ReleaseLoop;
use crate::release::books::ActivePlan;
use crate::release::refill::{job, plan_of};

/// Shortest time without a segment after which those that are open count as late.
const SHORTEST: Duration = Duration::from_secs(2);

/// How many times the usual engine time of a segment is late.
const TIMES_USUAL: u32 = 3;

/// How fast a book's segments are spoken.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pace {
    segments: u32,
    engine_time: Duration,
    /// When the last segment was done, or the late ones were enqueued again.
    last: Option<Instant>,
}

impl Pace {
    /// Counts a segment that was done at `now`; its engine time is absent when it came from the cache.
    pub(crate) fn count(&mut self, engine_time: Option<Duration>, now: Instant) {
        self.last = Some(now);
        if let Some(time) = engine_time {
            self.segments = self.segments.saturating_add(1);
            self.engine_time += time;
        }
    }

    /// Whether no segment was done for so long that those that are open are late.
    fn is_late(&self, now: Instant) -> bool {
        let usual = self.engine_time.checked_div(self.segments).unwrap_or_default();
        let patience = SHORTEST.max(usual.saturating_mul(TIMES_USUAL));
        self.last.is_some_and(|last| now.saturating_duration_since(last) > patience)
    }
}

/// How many open segments of `active` are to be given to other workers: as many as those have idle slots.
fn doublings(active: &ActivePlan, workers: &[WorkerView], now: Instant) -> usize {
    if !active.window.is_released() || active.window.is_done() || !active.pace.is_late(now) {
        return 0;
    }
    let speaks = |worker: &&WorkerView| active.engines.iter().all(|&engine| worker.has(engine));
    let idle = |worker: &WorkerView| worker.slots.saturating_sub(worker.busy);
    let idle: u32 = workers.iter().filter(speaks).map(idle).sum();
    usize::try_from(idle).unwrap_or(usize::MAX)
}

impl ReleaseLoop {
    /// Enqueues late segments again where other workers are idle.
    pub(super) async fn double_stragglers(&mut self, workers: &[WorkerView]) {
        let now = Instant::now();
        for active in self.books.active() {
            let count = doublings(active, workers, now);
            if count == 0 {
                continue;
            }
            active.pace.count(None, now);
            let late: Vec<usize> = active.window.open().take(count).collect();
            let book = active.book;
            let again = async {
                let plan = plan_of(&self.blobs, &active.key, &mut active.plan).await?;
                let segments: Vec<&Segment> = plan.segments().collect();
                for segment in late.iter().filter_map(|&at| segments.get(at)) {
                    self.bus.enqueue_anew(&job(plan, segment)).await?;
                }
                anyhow::Ok(())
            };
            match again.await {
                Ok(()) => info!(
                    book.id = %book,
                    "the last {} segments of book {book} are late and workers are idle: they are given to those, too", late.len()
                ),
                Err(error) => {
                    warn!(book.id = %book, "cannot enqueue late segments of book {book} again: {error:#}");
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_late_after_three_times_the_usual_time_and_never_before_two_seconds() {
        let (start, mut pace) = (Instant::now(), Pace::default());
        let late = |pace: &Pace, seconds| pace.is_late(start + Duration::from_millis(seconds));
        assert!(!late(&pace, 60_000), "nothing was spoken yet");

        pace.count(Some(Duration::from_millis(100)), start);
        assert_eq!([late(&pace, 1_900), late(&pace, 2_100)], [false, true]);

        pace.count(Some(Duration::from_millis(2_100)), start);
        assert_eq!([late(&pace, 3_200), late(&pace, 3_400)], [false, true]);

        pace.count(None, start + Duration::from_secs(3));
        assert_eq!([late(&pace, 6_200), late(&pace, 6_400)], [false, true]);
    }
}
