//! Follows the facts of all books, and keeps the views: live, and in the `books` bucket.
//!
//! It publishes nothing else, so a mistake here harms no book.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use bus::{Bus, EndedPlans, Follow, StoredFact};
use chassis::Health;
use contract::{BookId, BookView};
use futures::{FutureExt as _, StreamExt as _, stream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::live_views::LiveViews;
use crate::projection::{Change, Projection};

/// Shortest time between two updates of a book's view, unless the book's state changes.
const PACE: Duration = Duration::from_secs(1);
/// Time between two checks that the bucket has all views.
const CHECK: Duration = Duration::from_secs(15);
/// How long writing the last views may take once progress stops.
const LAST: Duration = Duration::from_secs(1);
/// Views that are written at the same time.
const AT_ONCE: usize = 32;
/// Facts read ahead of the fold.
const READ_AHEAD: usize = 1024;
/// The views, as a part of [`Health`].
pub(crate) const VIEWS: &str = "views";

/// Keeps the views until `stop`.
pub(crate) async fn track_books(
    bus: &Bus,
    live: &LiveViews,
    health: &Health,
    stop: &CancellationToken,
) -> Result<(), bus::Error> {
    let tracking = async {
        let mut tracker = Tracker::new(bus, live);
        tracker.remember().await?;
        health.set(VIEWS, Ok(()));
        let known = EndedPlans::SkippedIfKnown(tracker.projection.known_ends());
        let follow = bus.follow_open_books(known).await?;
        let (tell, told) = mpsc::channel(READ_AHEAD);
        tokio::join!(listen(follow, tell, stop), tracker.run(told));
        Ok(())
    };
    let last = async {
        stop.cancelled().await;
        sleep(LAST).await;
    };
    tokio::select! {
        tracked = tracking => tracked,
        // The broker is away; the next run writes the views.
        () = last => Ok(()),
    }
}

/// Passes facts on, so that a wait for the next one is never cancelled half-way.
async fn listen(mut follow: Follow, tell: mpsc::Sender<StoredFact>, stop: &CancellationToken) {
    while let Some(told) = follow.next(stop).await {
        if tell.send(told).await.is_err() {
            return;
        }
    }
}

struct Tracker<'a> {
    projection: Projection,
    live: &'a LiveViews,
    bucket: bus::View<BookView>,
    /// Books whose view is to be shown, and when.
    due: BTreeMap<BookId, Instant>,
    /// Books that were shown less than [`PACE`] ago.
    recent: BTreeMap<BookId, Instant>,
    /// When it was last checked that the bucket has all views.
    checked: Instant,
    /// Books whose newest view is not in the bucket.
    unsaved: BTreeSet<BookId>,
}

impl<'a> Tracker<'a> {
    fn new(bus: &Bus, live: &'a LiveViews) -> Self {
        Self {
            projection: Projection::default(),
            live,
            bucket: bus.books(),
            due: BTreeMap::new(),
            recent: BTreeMap::new(),
            unsaved: BTreeSet::new(),
            checked: Instant::now(),
        }
    }

    /// Restores the views that an earlier run wrote, so that they can be served at once and are not written again.
    async fn remember(&mut self) -> Result<(), bus::Error> {
        let views = self.bucket.all().await?;
        info!(books = views.len(), "restored the views of {} books", views.len());
        for view in views.into_iter().map(Arc::new) {
            self.live.show(Arc::clone(&view));
            self.projection.remember(view);
        }
        Ok(())
    }

    async fn run(&mut self, mut told: mpsc::Receiver<StoredFact>) {
        loop {
            let check = self.checked + CHECK;
            let next = self.due.values().min().map_or(check, |&due| due.min(check));
            // Facts first: while many are waiting, views would be outdated at once.
            tokio::select! {
                biased;
                told = told.recv() => match told {
                    Some(told) => self.take_in(&told),
                    None => break,
                },
                () = sleep_until(next) => {
                    if Instant::now() >= check {
                        self.check_bucket().await;
                    }
                    self.show_due(Instant::now()).await;
                }
            }
        }
        self.show_due(Instant::now() + PACE).await;
    }

    /// Writes the views again that are missing in the bucket, as after it was removed.
    async fn check_bucket(&mut self) {
        self.checked = Instant::now();
        let known = self.projection.books();
        let missing = async {
            if self.bucket.count().await? >= known.len() as u64 {
                return Ok(vec![]);
            }
            let stored: BTreeSet<String> = self.bucket.keys().await?.into_iter().collect();
            let is_missing = |book: &BookId| !stored.contains(&book.to_string());
            Ok::<_, bus::Error>(known.into_iter().filter(is_missing).collect())
        };
        match missing.await {
            Ok(missing) if missing.is_empty() => {}
            Ok(missing) => {
                warn!(
                    books = missing.len(),
                    "{} views are gone from the broker; they are written again",
                    missing.len()
                );
                self.unsaved.extend(&missing);
                self.due.extend(missing.into_iter().map(|book| (book, self.checked)));
            }
            Err(error) => warn!(%error, "cannot check which views the broker has"),
        }
    }

    fn take_in(&mut self, told: &StoredFact) {
        let book = told.fact.subject().book;
        let now = Instant::now();
        match self.projection.apply(&told.fact, told.at_ms) {
            Change::Nothing => {}
            Change::Progress => {
                let soonest = self.recent.get(&book).map_or(now, |&shown| shown + PACE);
                self.due.entry(book).or_insert(soonest);
            }
            Change::State => {
                self.due.insert(book, now);
            }
        }
    }

    /// Shows the views that are due by `now`.
    async fn show_due(&mut self, now: Instant) {
        self.recent.retain(|_, shown| *shown + PACE > now);
        let due: Vec<BookId> =
            self.due.iter().filter(|(_, at)| **at <= now).map(|(book, _)| *book).collect();
        let changed: Vec<Arc<BookView>> =
            due.into_iter().filter_map(|book| self.show(book)).collect();
        let bucket = &self.bucket;
        let writes = changed.into_iter().map(|view| {
            let bucket = bucket.clone();
            let write = async move {
                let written = bucket.put(&view.book.to_string(), &view).await;
                (view, written)
            };
            write.boxed()
        });
        let written: Vec<_> = stream::iter(writes).buffer_unordered(AT_ONCE).collect().await;
        for (view, written) in written {
            self.note(&view, written);
        }
    }

    /// Shows a view; returns it if it is to be written.
    fn show(&mut self, book: BookId) -> Option<Arc<BookView>> {
        self.due.remove(&book);
        let view = self.projection.view(book)?;
        if !self.live.show(Arc::clone(&view)) && !self.unsaved.contains(&book) {
            return None;
        }
        self.recent.insert(book, Instant::now());
        Some(view)
    }

    /// Notes whether a view was written.
    fn note(&mut self, view: &BookView, written: Result<(), bus::Error>) {
        let book = view.book;
        match written {
            Ok(()) => {
                self.unsaved.remove(&book);
                if view.state.is_final() {
                    info!(book.id = %book, "book {book} is {:?}", view.state);
                }
            }
            Err(error) => {
                warn!(book.id = %book, %error, "could not write the view of book {book}; retrying");
                self.unsaved.insert(book);
                self.due.insert(book, Instant::now() + PACE);
            }
        }
    }
}
