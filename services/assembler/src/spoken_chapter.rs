//! A chapter whose segments are all spoken or given up, with the fact of each.

use bus::Failure;
use contract::{Chapter, Gap, Plan, Segment, SegmentFact, SegmentSpoken};
use media::adts;

/// A chapter, and the facts of its segments, in order.
#[derive(Debug, Clone)]
pub(crate) struct SpokenChapter<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) chapter: &'a Chapter,
    pub(crate) facts: Vec<SegmentFact>,
    /// Samples per second; 0 where nothing was spoken.
    pub(crate) rate_hz: u32,
}

impl<'a> SpokenChapter<'a> {
    /// Takes the sample rate from `facts`, which must agree on one that AAC supports.
    pub(crate) fn new(
        plan: &'a Plan,
        chapter: &'a Chapter,
        facts: Vec<SegmentFact>,
    ) -> Result<Self, Failure> {
        let rate_hz = rate_of(&facts)?.unwrap_or(0);
        Ok(Self { plan, chapter, facts, rate_hz })
    }

    /// The segments that could not be spoken.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let gap = |(segment, fact): (&Segment, &SegmentFact)| match fact {
            SegmentFact::Spoken(_) => None,
            SegmentFact::Failed(failed) => Some(Gap {
                segment: segment.id,
                chapter_title: self.chapter.title.clone(),
                text: segment.text(),
                reason: failed.reason.clone(),
            }),
        };
        self.chapter.segments.iter().zip(&self.facts).filter_map(gap).collect()
    }
}

/// The rate that all spoken segments share; `None` when nothing was spoken.
fn rate_of(facts: &[SegmentFact]) -> Result<Option<u32>, Failure> {
    let mut rate = None;
    for fact in facts {
        let SegmentFact::Spoken(spoken) = fact else { continue };
        if *rate.get_or_insert(spoken.rate_hz) != spoken.rate_hz {
            return Err(Failure::reject(mixed_rates(spoken, rate.unwrap_or(0))));
        }
        if !adts::can_carry(spoken.rate_hz) {
            return Err(Failure::reject(format!(
                "segment {} has {} samples per second, which AAC cannot carry; choose another voice",
                spoken.segment, spoken.rate_hz
            )));
        }
    }
    Ok(rate)
}

/// The message that the rate of a segment is not `other`.
fn mixed_rates(spoken: &SegmentSpoken, other: u32) -> String {
    format!(
        "segment {} has {} samples per second where {other} were expected; all segments of a book must share a rate",
        spoken.segment, spoken.rate_hz
    )
}
