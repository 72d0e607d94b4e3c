//! Notices complete chapters and books, and enqueues their jobs.
//!
//! It follows the facts as hints, and checks the broker before it enqueues a job; a sweep checks even without new facts. So
//! any number of assemblers may do this at once, and each may be late or just started.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bus::{Bus, EndedPlans};
use contract::{BookId, BookJob, ChapterJob, Fact, FactKind, FactSubject, Job, Revision, Schema};
use tokio::sync::Notify;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::active_books::{ActiveBooks, Due};

#[derive(Debug, Default)]
struct CompletionWatch {
    active: Mutex<ActiveBooks>,
    /// Facts heard so far, and whether we have caught up with the newest one: before that, most of what seems due is already done.
    heard: Mutex<(u64, bool)>,
    wake: Notify,
}

/// Watches the facts and enqueues jobs until `stop`.
pub(crate) async fn watch_completion(
    bus: &Bus,
    sweep: Duration,
    stop: &CancellationToken,
) -> Result<(), bus::Error> {
    let joining = CompletionWatch::default();
    let watching = async { tokio::try_join!(joining.listen(bus, stop), joining.act(bus, sweep)) };
    // A job that is not enqueued for that is found by the next assembler's sweep.
    stop.run_until_cancelled(watching).await.transpose().map(drop)
}

impl CompletionWatch {
    async fn listen(&self, bus: &Bus, stop: &CancellationToken) -> Result<(), bus::Error> {
        let mut facts = bus.follow_open_books(EndedPlans::Skipped).await?;
        let mut restarts = facts.restarts();
        while let Some(told) = facts.next(stop).await {
            if restarts != facts.restarts() {
                // None of the facts of before are stored any more: what they said is made and said again.
                restarts = facts.restarts();
                *self.active() = ActiveBooks::default();
            }
            let complete = match &told.fact {
                Fact::Planned(planned) => {
                    self.active().planned(planned);
                    self.active().traced(planned.book, told.trace_parent);
                    false
                }
                fact => self.active().heard(fact.subject()),
            };
            let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
            let caught_up = told.is_newest && !heard.1;
            *heard = (heard.0 + 1, heard.1 || told.is_newest);
            if caught_up || (complete && heard.1) {
                self.wake.notify_one();
            }
        }
        Ok(())
    }

    async fn act(&self, bus: &Bus, sweep: Duration) -> Result<(), bus::Error> {
        let mut heard_before = 0;
        loop {
            let due = tokio::select! {
                () = self.wake.notified() => self.active().due(),
                () = sleep(sweep) => {
                    let (heard, caught_up) = *self.heard.lock().unwrap_or_else(PoisonError::into_inner);
                    let still_reading = !caught_up && heard != heard_before;
                    heard_before = heard;
                    if still_reading { vec![] } else { self.active().sweep() }
                }
            };
            for due in due {
                if let Err(error) = self.do_one(bus, due).await {
                    // The next sweep tries again.
                    warn!("could not check {due:?}: {error}");
                }
            }
        }
    }

    async fn do_one(&self, bus: &Bus, due: Due) -> Result<(), bus::Error> {
        let schema = Schema::default();
        let (filter, expected, job) = match due {
            Due::Look { book, revision } => return self.look(bus, book, revision).await,
            Due::Chapter { book, revision, chapter, segments } => {
                let filter = FactSubject::chapter_segments_filter(book, revision, chapter);
                (
                    filter,
                    segments,
                    Job::Chapter(ChapterJob { schema, book, revision, chapter, again: 0 }),
                )
            }
            Due::Book { book, revision, chapters } => {
                let filter = FactSubject::chapters_filter(book, revision);
                (filter, chapters, Job::Book(BookJob { schema, book, revision, lost: false }))
            }
        };
        let found = bus.fact_subjects(&filter).await?.len();
        if found < expected {
            debug!("{} seemed complete, but has {found} of {expected} facts", job.subject());
            return Ok(());
        }
        let trace = self.active().trace_parent(job.subject());
        let enqueued = bus.enqueue_within(trace.as_deref(), &job).await?;
        debug!("{} is complete: {enqueued:?}", job.subject());
        self.active().asked(due);
        Ok(())
    }

    /// Looks for facts of a plan that were missed.
    async fn look(&self, bus: &Bus, book: BookId, revision: Revision) -> Result<(), bus::Error> {
        let mut subjects = bus.fact_subjects(&FactSubject::revision_filter(book, revision)).await?;
        // What seems to have ended has to have a fact that can be read.
        for kind in [FactKind::Finished, FactKind::Failed, FactKind::Cancelled] {
            let end = FactSubject { book, revision, kind };
            if subjects.contains(&end) && bus.fact(end).await?.is_none() {
                subjects.retain(|other| *other != end);
            }
        }
        self.missed(subjects);
        Ok(())
    }

    /// Takes in facts that were missed, by their subjects.
    fn missed(&self, subjects: Vec<FactSubject>) {
        let mut active = self.active();
        let complete = subjects.into_iter().filter(|&subject| active.heard(subject)).count();
        if complete > 0 {
            self.wake.notify_one();
        }
    }

    fn active(&self) -> MutexGuard<'_, ActiveBooks> {
        self.active.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
