//! The release window: every book keeps a few open jobs, so that a long one and a short one advance side by side.
//!
//! Facts update the windows at once. Every few seconds a sweep compares the windows with the jobs and facts on the
//! broker, so that a lost job or a missed fact delays a book by seconds, and never stops it.

mod books;
mod naming;
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
use service::{OrItsExit as _, StoreHealth};
use tokio::time::{Instant, MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::config::Ingest;
use crate::release::books::Books;
use crate::release::naming::JobNaming;
use crate::release::unoffered::UnofferedEngines;

/// Smallest window that is chosen automatically.
const SMALLEST: usize = 16;
/// Largest window that is chosen automatically.
const LARGEST: usize = 256;

/// The state of the release loop.
struct ReleaseLoop {
    bus: Bus,
    blobs: Blobs,
    /// Hears of trouble with the store.
    store: Arc<StoreHealth>,
    settings: Arc<Ingest>,
    books: Books,
    /// Open jobs per book.
    size: usize,
    /// How jobs are named, so that every worker finds them.
    naming: JobNaming,
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
    store: Arc<StoreHealth>,
    settings: Arc<Ingest>,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    // What is broken off is found by the sweep of the next ingest.
    let filling = Box::pin(keep_filled(bus, blobs, store, settings, &stop));
    let released = stop.run_until_cancelled(filling).await;
    released.unwrap_or(Ok(()))
}

async fn keep_filled(
    bus: Bus,
    blobs: Blobs,
    store: Arc<StoreHealth>,
    settings: Arc<Ingest>,
    stop: &CancellationToken,
) -> anyhow::Result<()> {
    let mut follow = bus.follow_open_books(EndedPlans::Skipped).await.or_its_exit()?;
    let mut ticks = interval(settings.sweep());
    let size = if settings.window > 0 { settings.window } else { SMALLEST };
    let mut release = ReleaseLoop {
        bus,
        blobs,
        store,
        settings,
        books: Books::default(),
        size,
        naming: JobNaming::default(),
        forgot: None,
        looked: None,
        unoffered: UnofferedEngines::default(),
        restarts: None,
    };
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    release.drop_resting().await;
    // Before the first job: it must have a name that all workers know.
    release.look_at_workers().await;
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
                self.choose_naming(&workers);
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

    /// Chooses how jobs are named, and says when workers of an earlier release decide that.
    fn choose_naming(&mut self, workers: &[WorkerView]) {
        let before = std::mem::replace(&mut self.naming, JobNaming::of(workers));
        match (before, self.naming) {
            (JobNaming::WithEngine, JobNaming::ForAll) => warn!(
                "there are workers of an earlier release, so segments are enqueued for all workers, whatever their engines: upgrade them"
            ),
            (JobNaming::ForAll, JobNaming::WithEngine) => {
                info!("all workers are of this release: segments are enqueued by engine");
            }
            (JobNaming::WithEngine, JobNaming::WithEngine)
            | (JobNaming::ForAll, JobNaming::ForAll) => {}
        }
    }

    fn name_unoffered(&mut self, workers: &[WorkerView]) {
        let waiting = self.books.active().filter(|active| !active.window.is_done());
        let waiting = waiting.flat_map(|active| {
            let book = active.book;
            active.engines.iter().map(move |&engine| (book, engine))
        });
        for (book, engine) in self.unoffered.look(waiting, workers, Instant::now()) {
            warn!(book.id = %book, engine = engine.name(), "book {book} waits: {}", engine.absence());
        }
    }
}
