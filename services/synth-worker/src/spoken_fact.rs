//! The fact that a segment was spoken.

use std::time::Duration;

use contract::{Fact, SegmentFact, SegmentSpoken, SpeechInfo, SynthJob};

/// Who spoke a segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpokenBy<'a> {
    pub(crate) worker: &'a str,
    pub(crate) engine_time: Duration,
    pub(crate) store_time: Duration,
}

/// The fact that the segment of `job` was spoken, now `by` somebody or, if absent, before.
pub(crate) fn spoken_fact(job: &SynthJob, info: &SpeechInfo, by: Option<SpokenBy<'_>>) -> Fact {
    let mut spoken = SegmentSpoken::cached(job.book, job.revision, job.segment, job.speech, info);
    spoken.again = job.again;
    if let Some(SpokenBy { worker, engine_time, store_time }) = by {
        spoken.cached = false;
        spoken.engine_ms = milliseconds(engine_time);
        spoken.store_ms = milliseconds(store_time);
        worker.clone_into(&mut spoken.worker);
    }
    Fact::Segment(SegmentFact::Spoken(spoken))
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
