//! The fact that a segment was spoken.

use std::time::Duration;

use contract::{Fact, Schema, SegmentFact, SegmentSpoken, SpeechInfo, SynthJob};

/// Who spoke a segment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SpokenBy<'a> {
    pub(crate) worker: &'a str,
    pub(crate) engine_time: Duration,
}

/// The fact that the segment of `job` was spoken, now `by` somebody or, if absent, before.
pub(crate) fn spoken_fact(job: &SynthJob, info: &SpeechInfo, by: Option<SpokenBy<'_>>) -> Fact {
    let engine_ms = by.map_or(Duration::ZERO, |by| by.engine_time).as_millis();
    Fact::Segment(SegmentFact::Spoken(SegmentSpoken {
        schema: Schema::default(),
        book: job.book,
        revision: job.revision,
        segment: job.segment,
        speech: job.speech,
        samples: info.samples,
        rate_hz: info.rate_hz,
        cached: by.is_none(),
        engine_ms: u64::try_from(engine_ms).unwrap_or(u64::MAX),
        suspicion: info.suspicion.clone(),
        unsaid: info.unsaid.clone(),
        level: info.level,
        worker: by.map_or("", |by| by.worker).to_owned(),
        again: job.again,
    }))
}
