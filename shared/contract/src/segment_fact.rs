//! The fact of a segment: its speech is stored, or it was given up.

use serde::{Deserialize, Serialize};

use crate::again::is_never;
use crate::{BookId, Level, Revision, Schema, SegmentId, SpeechInfo, SpeechKey};

/// `segment.<chapter>.<segment>`: the segment has been dealt with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum SegmentFact {
    /// Its speech is stored.
    Spoken(SegmentSpoken),
    /// It was given up; a dead letter says more.
    Failed(SegmentFailed),
}

impl SegmentFact {
    /// The book.
    #[must_use]
    pub fn book(&self) -> BookId {
        match self {
            Self::Spoken(fact) => fact.book,
            Self::Failed(fact) => fact.book,
        }
    }

    /// The plan.
    #[must_use]
    pub fn revision(&self) -> Revision {
        match self {
            Self::Spoken(fact) => fact.revision,
            Self::Failed(fact) => fact.revision,
        }
    }

    /// The segment.
    #[must_use]
    pub fn segment(&self) -> SegmentId {
        match self {
            Self::Spoken(fact) => fact.segment,
            Self::Failed(fact) => fact.segment,
        }
    }
}

/// A segment's speech is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentSpoken {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The segment.
    pub segment: SegmentId,
    /// Its speech.
    pub speech: SpeechKey,
    /// Length of the speech, without pauses.
    pub samples: u64,
    /// Samples per second.
    pub rate_hz: u32,
    /// Whether it came out of the cache.
    pub cached: bool,
    /// Time in the engine, measured inside its child; 0 when cached.
    pub engine_ms: u64,
    /// Time that its worker waited for the store; 0 when cached.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub store_ms: u64,
    /// Why it may have gone wrong; every other try had a suspicion, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspicion: Option<String>,
    /// What the voice could not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<String>,
    /// How loud it is; absent if the speech does not state it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Who spoke it; empty when cached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub worker: String,
    /// How often the speech was lost before, and spoken again.
    #[serde(default, skip_serializing_if = "is_never")]
    pub again: u32,
}

impl SegmentSpoken {
    /// The fact about a segment whose `speech` was found, as `info` describes it.
    #[must_use]
    pub fn cached(
        book: BookId,
        revision: Revision,
        segment: SegmentId,
        speech: SpeechKey,
        info: &SpeechInfo,
    ) -> Self {
        Self {
            schema: Schema::default(),
            book,
            revision,
            segment,
            speech,
            samples: info.samples,
            rate_hz: info.rate_hz,
            cached: true,
            engine_ms: 0,
            store_ms: 0,
            suspicion: info.suspicion.clone(),
            unsaid: info.unsaid.clone(),
            level: info.level,
            worker: String::new(),
            again: 0,
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_nothing(time_ms: &u64) -> bool {
    *time_ms == 0
}

/// A segment was given up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentFailed {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The segment.
    pub segment: SegmentId,
    /// Why.
    pub reason: String,
}
