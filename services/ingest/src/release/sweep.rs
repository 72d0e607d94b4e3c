//! The sweep: compares the windows with the jobs and facts on the broker, and removes what is old.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use bus::{Bus, Queue};
use contract::{BookId, FactKind, FactSubject, JobSubject, Revision, SegmentId};
use tokio::time::Instant;
use tracing::{info, warn};

use crate::release::ReleaseLoop;

/// How often old facts are removed.
const FORGET: Duration = Duration::from_secs(3600);

/// How often the facts of every book are checked, even if its open jobs are as expected.
const LOOK: Duration = Duration::from_secs(60);

impl ReleaseLoop {
    /// Corrects the windows, and removes what is old.
    pub(super) async fn sweep(&mut self) {
        self.look_at_workers().await;
        if let Err(error) = self.correct().await {
            warn!("cannot check the open jobs; trying again at the next sweep: {error}");
        }
        self.forget_superseded().await;
        if self.forgot.is_none_or(|at| at.elapsed() >= FORGET) {
            self.forgot = Some(Instant::now());
            match self.bus.time_ms().await {
                Ok(now_ms) => self.forget_old(now_ms).await,
                Err(error) => {
                    warn!("cannot remove the facts of books that ended long ago: {error}");
                }
            }
        }
    }

    async fn correct(&mut self) -> Result<(), bus::Error> {
        // Jobs first, facts second: a job that ends in between is seen as done, never as lost.
        let mut open: HashMap<(BookId, Revision), Vec<SegmentId>> = HashMap::new();
        for job in self.bus.open_jobs(Queue::Synth, "synth.>").await? {
            if let JobSubject::Synth { book, revision, segment, .. } = job {
                open.entry((book, revision)).or_default().push(segment);
            }
        }
        let dead: BTreeSet<(BookId, Revision)> =
            open.keys().filter(|(book, rev)| !self.books.may_live(*book, *rev)).copied().collect();
        self.books.dead.extend(dead);
        let is_due = self.looked.is_none_or(|at| at.elapsed() >= LOOK);
        for active in self.books.active().filter(|active| !active.window.is_done()) {
            let open = open.remove(&(active.book, active.revision)).unwrap_or_default();
            // Listing the facts of long books is expensive, and nearly always confirms what is known.
            if !is_due && active.window.agrees(&open) {
                continue;
            }
            let filter = FactSubject::segments_filter(active.book, active.revision);
            let facts = self.bus.fact_subjects(&filter).await?;
            let done: Vec<SegmentId> = facts.into_iter().filter_map(segment).collect();
            let lost = active.window.correct(&done, &open);
            if lost > 0 {
                let book = active.book;
                warn!(book.id = %book, lost, "{lost} jobs of book {book} were lost; they are enqueued again");
            }
        }
        if is_due {
            self.looked = Some(Instant::now());
            self.restore_active().await;
        }
        Ok(())
    }

    /// Removes the facts about segments of books that ended long ago.
    async fn forget_old(&mut self, now_ms: i64) {
        let keep = i64::try_from(self.settings.keep_facts().as_millis()).unwrap_or(i64::MAX);
        let old = self.books.ended_before(now_ms.saturating_sub(keep));
        if old.is_empty() {
            return;
        }
        let Some(remembered) = remembered(&self.bus).await else { return };
        for plan in old {
            if !remembered.contains(&plan) || forget(&self.bus, plan).await {
                self.books.forgot(plan);
            }
        }
    }

    /// Removes the facts about segments of plans that were replaced by newer ones.
    async fn forget_superseded(&mut self) {
        if self.books.superseded.is_empty() {
            return;
        }
        let Some(remembered) = remembered(&self.bus).await else { return };
        for plan in std::mem::take(&mut self.books.superseded) {
            if remembered.contains(&plan) && !forget(&self.bus, plan).await {
                self.books.superseded.insert(plan);
            }
        }
    }
}

/// The plans that have facts about segments; most of those that have ended had theirs removed long ago.
async fn remembered(bus: &Bus) -> Option<BTreeSet<(BookId, Revision)>> {
    match bus.fact_subjects(FactSubject::first_segments_filter()).await {
        Ok(facts) => Some(facts.into_iter().map(|fact| (fact.book, fact.revision)).collect()),
        Err(error) => {
            warn!("cannot list the books that have facts about segments: {error}");
            None
        }
    }
}

/// Removes the facts about a plan's segments; returns whether they are gone.
async fn forget(bus: &Bus, (book, revision): (BookId, Revision)) -> bool {
    match bus.purge_facts(&FactSubject::segments_filter(book, revision)).await {
        Ok(0) => true,
        Ok(forgotten) => {
            info!(
                book.id = %book, revision = revision.0,
                "removed the facts about {forgotten} segments of plan {revision} of book {book}"
            );
            true
        }
        Err(error) => {
            warn!(book.id = %book, "cannot remove facts about segments of book {book}: {error}");
            false
        }
    }
}

fn segment(fact: FactSubject) -> Option<SegmentId> {
    match fact.kind {
        FactKind::Segment(segment) => Some(segment),
        FactKind::Planned
        | FactKind::Chapter(_)
        | FactKind::Finished
        | FactKind::Delivered(_)
        | FactKind::Undelivered(_)
        | FactKind::Failed
        | FactKind::Cancelled => None,
    }
}
