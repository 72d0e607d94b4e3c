//! What is known of one revision of a book: a fold of its facts that depends neither on their order nor on repetition.

use std::collections::BTreeMap;

use contract::{
    BookId, BookState, BookView, Cancelled, ChapterId, ChapterView, Delivery, Fact, FactSubject,
    Failed, Finished, Planned, Remark, Revision, SegmentFact, SegmentId, SegmentSpoken,
};

use super::rate::Rate;
use super::segment_set::SegmentSet;

/// Most remarks that a view shows.
const REMARKS: usize = 50;

/// What is known of one revision of a book.
#[derive(Debug, Clone)]
pub(super) struct RevisionProjection {
    book: BookId,
    pub(super) revision: Revision,
    planned: Option<Planned>,
    dealt: BTreeMap<ChapterId, SegmentSet>,
    /// Which chapters are encoded, and whether they came from the cache.
    encoded: BTreeMap<ChapterId, bool>,
    finished: Option<Finished>,
    deliveries: Vec<Delivery>,
    failed: Option<Failed>,
    cancelled: Option<Cancelled>,
    sums: Sums,
    /// How often segments, chapters and the plan were lost and made again.
    made_again: BTreeMap<FactSubject, u32>,
    /// The first ones of the book.
    remarks: BTreeMap<SegmentId, String>,
    rate: Rate,
    newest_ms: i64,
}

/// Whole numbers, so that no order of adding changes them.
#[derive(Debug, Clone, Default)]
struct Sums {
    done: u64,
    cached: u64,
    failed: u64,
    speech_us: u64,
    engine_ms: u64,
}

impl RevisionProjection {
    /// Knows nothing yet.
    pub(super) fn new(book: BookId, revision: Revision) -> Self {
        Self {
            book,
            revision,
            planned: None,
            dealt: BTreeMap::new(),
            encoded: BTreeMap::new(),
            finished: None,
            deliveries: vec![],
            failed: None,
            cancelled: None,
            sums: Sums::default(),
            made_again: BTreeMap::new(),
            remarks: BTreeMap::new(),
            rate: Rate::default(),
            newest_ms: 0,
        }
    }

    /// Applies a fact that was stored at `at_ms`.
    pub(super) fn apply(&mut self, fact: &Fact, at_ms: i64) {
        self.newest_ms = self.newest_ms.max(at_ms);
        self.count_again(fact);
        match fact {
            Fact::Planned(fact) => self.planned = Some(fact.clone()),
            Fact::Segment(fact) => self.segment(fact, at_ms),
            Fact::Chapter(fact) => {
                self.encoded.insert(fact.chapter, fact.cached);
            }
            Fact::Finished(fact) => self.finished = Some(fact.clone()),
            Fact::Delivered(_) | Fact::Undelivered(_) => {
                Delivery::fold(&mut self.deliveries, fact);
            }
            Fact::Failed(fact) => self.failed = Some(fact.clone()),
            Fact::Cancelled(fact) => self.cancelled = Some(fact.clone()),
        }
    }

    fn count_again(&mut self, fact: &Fact) {
        let again = match fact {
            Fact::Planned(fact) => fact.again,
            Fact::Segment(SegmentFact::Spoken(fact)) => fact.again,
            Fact::Chapter(fact) => fact.again,
            Fact::Segment(SegmentFact::Failed(_))
            | Fact::Finished(_)
            | Fact::Delivered(_)
            | Fact::Undelivered(_)
            | Fact::Failed(_)
            | Fact::Cancelled(_) => 0,
        };
        if again > 0 {
            let known = self.made_again.entry(fact.subject()).or_default();
            *known = again.max(*known);
        }
    }

    fn segment(&mut self, fact: &SegmentFact, at_ms: i64) {
        let segment = fact.segment();
        if !self.dealt.entry(segment.chapter).or_default().add(segment.index) {
            return;
        }
        self.sums.done += 1;
        match fact {
            SegmentFact::Spoken(spoken) => self.spoken(spoken, at_ms),
            SegmentFact::Failed(_) => {
                self.sums.failed += 1;
                self.rate.count(at_ms);
            }
        }
    }

    fn spoken(&mut self, fact: &SegmentSpoken, at_ms: i64) {
        let speech_us = fact.samples.saturating_mul(1_000_000) / u64::from(fact.rate_hz.max(1));
        self.sums.speech_us = self.sums.speech_us.saturating_add(speech_us);
        self.sums.engine_ms = self.sums.engine_ms.saturating_add(fact.engine_ms);
        self.remark(fact);
        if fact.cached {
            self.sums.cached += 1;
        } else {
            self.rate.count(at_ms);
        }
    }

    /// Notes what may sound wrong to a listener.
    fn remark(&mut self, fact: &SegmentSpoken) {
        let unsaid =
            (!fact.unsaid.is_empty()).then(|| format!("not said: {}", fact.unsaid.join(" ")));
        let remarks: Vec<String> = fact.suspicion.clone().into_iter().chain(unsaid).collect();
        if remarks.is_empty() {
            return;
        }
        self.remarks.insert(fact.segment, remarks.join("; "));
        if self.remarks.len() > REMARKS {
            self.remarks.pop_last();
        }
    }

    /// The state of the revision; a finished audiobook outweighs a cancellation that came too late.
    pub(super) fn state(&self) -> BookState {
        if let Some(finished) = &self.finished {
            return if finished.gaps.is_empty() {
                BookState::Done
            } else {
                BookState::DoneWithGaps
            };
        }
        if self.cancelled.is_some() {
            return BookState::Cancelled;
        }
        if self.failed.is_some() {
            return BookState::Failed;
        }
        let is_dealt = self.planned.is_some() && self.sums.done >= self.segments();
        if is_dealt { BookState::Assembling } else { BookState::Speaking }
    }

    /// Whether no further fact can change the view: then only the view is kept.
    pub(super) fn is_complete(&self) -> bool {
        let Some(planned) = &self.planned else { return false };
        self.finished.is_some()
            && self.sums.done >= self.segments()
            && self.encoded.len() >= planned.chapters.len()
    }

    /// The published view.
    pub(super) fn view(&self) -> BookView {
        let state = self.state();
        let (planned, finished) = (self.planned.as_ref(), self.finished.as_ref());
        let failed = self.failed.as_ref().filter(|_| state == BookState::Failed);
        let left = self.segments().saturating_sub(self.sums.done);
        BookView {
            schema: contract::Schema::default(),
            book: self.book,
            revision: self.revision,
            state,
            title: planned.map(|fact| fact.title.clone()).unwrap_or_default(),
            authors: planned.map(|fact| fact.authors.clone()).unwrap_or_default(),
            options: planned.map(|fact| *fact.options.clone()).unwrap_or_default(),
            segments: self.segments(),
            segments_done: self.sums.done,
            segments_cached: self.sums.cached,
            segments_failed: self.sums.failed,
            made_again: self.made_again.values().map(|&times| u64::from(times)).sum(),
            speech_seconds: seconds(self.sums.speech_us / 1000),
            engine_seconds: seconds(self.sums.engine_ms),
            remaining_seconds: (state == BookState::Speaking && planned.is_some())
                .then(|| self.rate.seconds_for(left))
                .flatten(),
            chapters: self.chapters(),
            audiobook: finished.map(|fact| fact.audiobook.clone()),
            file_name: finished.map(|fact| fact.file_name.clone()),
            size_bytes: finished.map(|fact| fact.size_bytes),
            duration_ms: finished.map(|fact| fact.duration_ms),
            files: finished.map(|fact| fact.files.clone()).unwrap_or_default(),
            encoder: finished.map(|fact| fact.encoder.clone()).unwrap_or_default(),
            deliveries: self.deliveries.clone(),
            gaps: finished.map(|fact| fact.gaps.clone()).unwrap_or_default(),
            warnings: planned.map(|fact| fact.warnings.clone()).unwrap_or_default(),
            lost: planned.map(|fact| fact.lost.clone()).unwrap_or_default(),
            remarks: self
                .remarks
                .iter()
                .map(|(&segment, text)| Remark { segment, text: text.clone() })
                .collect(),
            failure: failed.map(|fact| fact.code),
            message: failed.map(|fact| fact.message.clone()),
            trouble: Vec::new(),
            updated_at: rfc3339(self.newest_ms),
        }
    }

    fn chapters(&self) -> Vec<ChapterView> {
        let outlines = self.planned.iter().flat_map(|planned| &planned.chapters);
        outlines
            .map(|outline| ChapterView {
                chapter: outline.chapter,
                title: outline.title.clone(),
                segments: outline.segments,
                segments_done: self.dealt.get(&outline.chapter).map_or(0, SegmentSet::size),
                encoded: self.encoded.contains_key(&outline.chapter),
                cached: self.encoded.get(&outline.chapter).copied().unwrap_or_default(),
            })
            .collect()
    }

    fn segments(&self) -> u64 {
        let outlines = self.planned.iter().flat_map(|planned| &planned.chapters);
        outlines.map(|outline| u64::from(outline.segments)).sum()
    }
}

/// Milliseconds as seconds; exact for any length that a book can have.
#[expect(clippy::cast_precision_loss, reason = "a book has far fewer than 2^53 milliseconds")]
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1000.0
}

fn rfc3339(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default().to_string()
}
