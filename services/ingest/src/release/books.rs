//! All books that the facts name: which are being spoken, and which have ended. Pure.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bus::StoredFact;
use contract::{BlobKey, BookId, Engine, Fact, Plan, Planned, Revision, SegmentFact};
use tokio::time::Instant;

use crate::release::pace::SegmentPace;
use crate::release::window::Window;

/// A plan that is being spoken.
#[derive(Debug)]
pub(crate) struct ActivePlan {
    pub(crate) book: BookId,
    pub(crate) revision: Revision,
    pub(crate) key: BlobKey,
    /// Which engines its voices need.
    pub(crate) engines: Vec<Engine>,
    pub(crate) window: Window,
    pub(crate) pace: SegmentPace,
    /// The trace that the jobs belong to.
    pub(crate) trace_parent: Option<String>,
    /// Only while something is left to be released: it holds the whole text.
    pub(crate) plan: Option<Plan>,
    /// Whether all segments of the last look-up were in the cache: then more are looked up at once.
    pub(crate) is_cached: bool,
}

/// What is known of a book's newest plan.
#[derive(Debug)]
pub(crate) enum TrackedBook {
    /// It is being spoken.
    Active(Box<ActivePlan>),
    /// It has ended.
    Over {
        revision: Revision,
        /// When it first ended, milliseconds since 1970 UTC; absent once the facts about its segments are removed.
        ended_at_ms: Option<i64>,
        /// Whether there is an audiobook: what the store loses of it is made again.
        is_finished: bool,
    },
}

/// All books, as the facts describe them.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) known: BTreeMap<BookId, TrackedBook>,
    /// Plans whose open jobs are no longer needed.
    pub(crate) dead: Vec<(BookId, Revision)>,
    /// Plans that were replaced by newer ones: the facts about their segments are no longer needed.
    pub(crate) superseded: BTreeSet<(BookId, Revision)>,
}

impl TrackedBook {
    pub(crate) fn revision(&self) -> Revision {
        match self {
            Self::Active(active) => active.revision,
            Self::Over { revision, .. } => *revision,
        }
    }
}

impl Books {
    /// Applies a fact.
    pub(crate) fn take(&mut self, told: StoredFact, now: Instant) {
        let at_ms = told.at_ms;
        match told.fact {
            Fact::Planned(planned) => {
                let known = self.known.get(&planned.book).map(TrackedBook::revision);
                if known.is_some_and(|known| known >= planned.revision) {
                    return;
                }
                let old = known.map(|old| (planned.book, old));
                self.dead.extend(old);
                self.superseded.extend(old);
                let active = ActivePlan {
                    book: planned.book,
                    revision: planned.revision,
                    engines: engines(&planned),
                    window: Window::new(&planned.chapters),
                    pace: SegmentPace::default(),
                    key: planned.plan,
                    trace_parent: told.trace_parent,
                    plan: None,
                    is_cached: false,
                };
                self.known.insert(planned.book, TrackedBook::Active(Box::new(active)));
            }
            Fact::Segment(fact) => {
                let (book, revision) = (fact.book(), fact.revision());
                match self.known.get_mut(&book) {
                    Some(TrackedBook::Active(active)) if active.revision == revision => {
                        active.window.told(fact.segment());
                        active.pace.count(took(&fact), now);
                    }
                    Some(known) if known.revision() > revision => {
                        self.superseded.insert((book, revision));
                    }
                    Some(_) | None => {}
                }
            }
            Fact::Chapter(_) | Fact::Delivered(_) | Fact::Undelivered(_) => {}
            // A finished plan has no open jobs: every segment has its fact.
            Fact::Finished(fact) => {
                self.over(fact.book, fact.revision, at_ms, true);
            }
            Fact::Failed(fact) => self.stopped(fact.book, fact.revision, at_ms),
            Fact::Cancelled(fact) => self.stopped(fact.book, fact.revision, at_ms),
        }
    }

    fn stopped(&mut self, book: BookId, revision: Revision, at_ms: i64) {
        if self.over(book, revision, at_ms, false) {
            self.dead.push((book, revision));
        }
    }

    /// Records an end; returns whether it is that of the newest plan.
    fn over(&mut self, book: BookId, revision: Revision, at_ms: i64, is_finished: bool) -> bool {
        match self.known.get_mut(&book) {
            Some(known) if known.revision() > revision => return false,
            // The first end counts, even if another follows.
            Some(TrackedBook::Over {
                revision: over,
                ended_at_ms: Some(_),
                is_finished: was_finished,
            }) if *over == revision => {
                *was_finished |= is_finished;
                return !*was_finished;
            }
            Some(_) | None => {}
        }
        self.known
            .insert(book, TrackedBook::Over { revision, ended_at_ms: Some(at_ms), is_finished });
        true
    }

    /// Iterates over the plans that are being spoken.
    pub(crate) fn active(&mut self) -> impl Iterator<Item = &mut ActivePlan> {
        self.known.values_mut().filter_map(|known| match known {
            TrackedBook::Active(active) => Some(&mut **active),
            TrackedBook::Over { .. } => None,
        })
    }

    /// The plans that ended at `at_ms` or before, and still have facts about segments as far as is known.
    pub(crate) fn ended_before(&self, at_ms: i64) -> Vec<(BookId, Revision)> {
        let ended = self.known.iter().filter_map(|(book, known)| match known {
            TrackedBook::Over { revision, ended_at_ms: Some(ended), .. } if *ended <= at_ms => {
                Some((*book, *revision))
            }
            TrackedBook::Over { .. } | TrackedBook::Active(_) => None,
        });
        ended.collect()
    }

    /// Notes that a plan that has ended has no facts about segments any more.
    pub(crate) fn forgot(&mut self, (book, of): (BookId, Revision)) {
        if let Some(TrackedBook::Over { revision, ended_at_ms, .. }) = self.known.get_mut(&book)
            && *revision == of
        {
            *ended_at_ms = None;
        }
    }

    /// Whether segments of this plan may be spoken: it is the newest one, and was neither cancelled nor failed.
    pub(crate) fn may_live(&self, book: BookId, revision: Revision) -> bool {
        match self.known.get(&book) {
            None => true,
            Some(TrackedBook::Active(active)) => revision >= active.revision,
            Some(TrackedBook::Over { revision: over, is_finished, .. }) => {
                revision > *over || (*is_finished && revision == *over)
            }
        }
    }
}

/// How long engine and store took for a segment; absent if no engine was needed.
fn took(fact: &SegmentFact) -> Option<Duration> {
    match fact {
        SegmentFact::Spoken(spoken) if !spoken.cached => {
            Some(Duration::from_millis(spoken.engine_ms.saturating_add(spoken.store_ms)))
        }
        SegmentFact::Spoken(_) | SegmentFact::Failed(_) => None,
    }
}

/// The engines that the voices of a book need.
fn engines(planned: &Planned) -> Vec<Engine> {
    let mut engines = vec![];
    for outline in &planned.chapters {
        let engine = planned.options.voice_of(outline.chapter).engine();
        if !engines.contains(&engine) {
            engines.push(engine);
        }
    }
    engines
}

#[cfg(test)]
mod tests;
