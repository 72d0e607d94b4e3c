//! The release window: every book keeps a few open jobs, so that a long one and a short one advance side by side.
//!
//! Facts update the windows at once. Every few seconds a sweep compares the windows with the jobs and facts on the
//! broker, so that a lost job or a missed fact delays a book by seconds, and never stops it.

mod books;
mod pace;
mod refill;
mod restore;
mod stragglers;
mod sweep;
mod unoffered;
mod window;

use std::collections::BTreeSet;
use std::future::ready;
use std::sync::Arc;

use blobs::Blobs;
use bus::{Bus, EndedPlans, Queue, StoredFact};
use contract::{JobSubject, WorkerState, WorkerView};
use service::OrItsExit as _;
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::config::Ingest;
use crate::release::books::Books;
use crate::release::unoffered::UnofferedEngines;

/// Smallest window that is chosen automatically.
const SMALLEST: usize = 16;
/// Largest window that is chosen automatically.
const LARGEST: usize = 256;

/// The state of the release loop.
struct ReleaseLoop {
    bus: Bus,
    blobs: Blobs,
    settings: Arc<Ingest>,
    books: Books,
    /// Open jobs per book.
    size: usize,
    /// When facts of old books were last removed.
    forgot: Option<Instant>,
    /// When the facts of all books were last checked.
    looked: Option<Instant>,
    /// Books that no worker can speak.
    unoffered: UnofferedEngines,
    /// How often the facts were found to be gone, at the last check.
    restarts: Option<u32>,
}

/// Keeps the windows filled until `stop`.
pub(crate) async fn release(
    bus: Bus,
    blobs: Blobs,
    settings: Arc<Ingest>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    // What is broken off is found by the sweep of the next ingest.
    let released =
        stop.run_until_cancelled(Box::pin(keep_filled(bus, blobs, settings, &stop))).await;
    released.unwrap_or(Ok(()))
}

async fn keep_filled(
    bus: Bus,
    blobs: Blobs,
    settings: Arc<Ingest>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut follow = bus.follow_open_books(EndedPlans::Skipped).await.or_its_exit()?;
    let mut ticks = interval(settings.sweep());
    let size = if settings.window > 0 { settings.window } else { SMALLEST };
    let mut release = ReleaseLoop {
        bus,
        blobs,
        settings,
        books: Books::default(),
        size,
        forgot: None,
        looked: None,
        unoffered: UnofferedEngines::default(),
        restarts: None,
    };
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    release.drop_resting().await;
    let mut has_work = true;
    loop {
        // Facts from before this process started are all read first: most of those books are done.
        let is_caught_up = follow.is_caught_up();
        tokio::select! {
            biased;
            told = follow.next(stop) => {
                let Some(told) = told else { return Ok(()) };
                release.take(told);
                has_work = true;
            }
            // Asked again: the last fact may be one that cannot be read, which `next` skips.
            _ = ticks.tick() => if follow.is_caught_up() {
                release.check(follow.restarts()).await;
                has_work = true;
            },
            () = ready(()), if has_work && is_caught_up => has_work = release.refill().await,
        }
    }
}

impl ReleaseLoop {
    /// Takes in a fact, unless its book is left alone.
    fn take(&mut self, told: StoredFact) {
        if !self.settings.resting.contains(&told.fact.subject().book) {
            self.books.take(told, Instant::now());
        }
    }

    /// Looks at what is true; `restarts` says how often the facts were found to be gone.
    async fn check(&mut self, restarts: u32) {
        // The first time counts, too: facts may have been lost while no ingest was running.
        let before = self.restarts.replace(restarts);
        if before != self.restarts {
            self.restore(before.is_some()).await;
        }
        self.sweep().await;
    }

    /// Drops the open segments of books that are left alone.
    async fn drop_resting(&self) {
        if self.settings.resting.is_empty() {
            return;
        }
        if let Err(error) = self.drop_segments_of_resting().await {
            warn!("cannot drop the segments of abandoned books: {error}");
        }
    }

    async fn drop_segments_of_resting(&self) -> Result<(), bus::Error> {
        let open = self.bus.open_jobs(Queue::Synth, "synth.>").await?;
        let open: BTreeSet<_> = open.into_iter().filter_map(JobSubject::revision).collect();
        for (book, revision) in open {
            if self.settings.resting.contains(&book) {
                self.bus.purge_segments(book, revision).await?;
            }
        }
        Ok(())
    }

    /// Chooses the size of the windows, and warns of books that no worker can speak.
    async fn look_at_workers(&mut self) {
        match self.bus.workers().all().await {
            Ok(mut workers) => {
                workers.retain(|worker| worker.state != WorkerState::Draining);
                self.choose_size(&workers);
                self.name_unoffered(&workers);
                self.double_stragglers(&workers).await;
            }
            Err(error) => warn!("cannot list the workers: {error}"),
        }
    }

    /// Chooses the size of the windows, if it is not configured: large enough to keep every slot busy.
    fn choose_size(&mut self, workers: &[WorkerView]) {
        if self.settings.window == 0 {
            let slots: usize = workers.iter().map(|worker| worker.slots as usize).sum();
            self.size = (2 * slots).clamp(SMALLEST, LARGEST);
        }
    }

    fn name_unoffered(&mut self, workers: &[WorkerView]) {
        let waiting = self.books.active().filter(|active| !active.window.is_done());
        let waiting = waiting.flat_map(|active| {
            let book = active.book;
            active.engines.iter().map(move |&engine| (book, engine))
        });
        for (book, engine) in self.unoffered.look(waiting, workers, Instant::now()) {
            let engine = engine.name();
            warn!(
                book.id = %book, engine,
                "no worker offers {engine}; book {book} waits; start a worker that has it"
            );
        }
    }
}
