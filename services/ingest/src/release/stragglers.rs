//! The last segments of a book, when they wait for a slow worker while others are idle: they are given to those, too.
//!
//! The first result counts: a fact is stored once, and speech is named by what it is made from.

use contract::{Job, Segment, SynthJob, WorkerState, WorkerView};
use tokio::time::Instant;
use tracing::{info, warn};

use crate::release::ReleaseLoop;
use crate::release::books::ActivePlan;
use crate::release::refill::plan_of;

/// How many open segments of `active` are to be given to other workers: as many as those have idle slots.
fn doublings(active: &ActivePlan, workers: &[WorkerView], now: Instant) -> usize {
    if !active.window.is_released() || active.window.is_done() || !active.pace.is_late(now) {
        return 0;
    }
    let speaks = |worker: &&WorkerView| {
        worker.trouble.is_none()
            && worker.state != WorkerState::Draining
            && active.engines.iter().all(|&engine| worker.has(engine))
    };
    let speaking: Vec<&WorkerView> = workers.iter().filter(speaks).collect();
    // One alone has them already, whatever it said when it was last heard.
    if speaking.len() < 2 {
        return 0;
    }
    let idle: u32 = speaking.iter().map(|worker| worker.slots.saturating_sub(worker.busy)).sum();
    usize::try_from(idle).unwrap_or(usize::MAX)
}

impl ReleaseLoop {
    /// Enqueues late segments again where other workers are idle.
    pub(super) async fn double_stragglers(&mut self, workers: &[WorkerView]) {
        let (now, naming) = (Instant::now(), self.naming);
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
                    let job = Job::Synth(SynthJob::of(plan, segment));
                    self.bus.enqueue_anew(naming.name(&job), &job).await?;
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
