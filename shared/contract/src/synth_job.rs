//! The job of a segment: what is to be said, by whom, and where the speech goes.

use serde::{Deserialize, Serialize};

use crate::again::is_never;
use crate::{BookId, Plan, Revision, Schema, Segment, SegmentId, Sound, SpeechKey, Speed, Voice};

/// `synth.<engine>.<book>.<rev>.<chapter>.<segment>`: speak a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SynthJob {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// The book.
    pub book: BookId,
    /// The plan.
    pub revision: Revision,
    /// The segment.
    pub segment: SegmentId,
    /// Who speaks.
    pub voice: Voice,
    /// What to say, sentence by sentence.
    pub sentences: Vec<String>,
    /// Pronunciations of parts of it, where the reader's lexicon or the book gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sounds: Vec<Sound>,
    /// How fast.
    #[serde(default, skip_serializing_if = "Speed::is_usual")]
    pub speed: Speed,
    /// Where the speech is to be stored.
    pub speech: SpeechKey,
    /// How often the speech was lost before.
    #[serde(default, skip_serializing_if = "is_never")]
    pub again: u32,
}

impl SynthJob {
    /// The job that speaks `segment` of `plan`.
    #[must_use]
    pub fn of(plan: &Plan, segment: &Segment) -> Self {
        Self {
            schema: Schema::default(),
            book: plan.book,
            revision: plan.revision,
            segment: segment.id,
            voice: plan.options.voice_of(segment.id.chapter).clone(),
            sentences: segment
                .sentences
                .iter()
                .map(|sentence| sentence.spoken().into_owned())
                .collect(),
            sounds: segment.sounds(),
            speed: plan.options.speed,
            speech: segment.speech,
            again: 0,
        }
    }
}
