//! What an encoded chapter is made from, and what is kept beside it.

use audio::mastering::MasteringSettings;
use contract::{Chapter, Digest, SegmentFact};
use serde::{Deserialize, Serialize};

use crate::acx::SoundLevels;
use crate::timeline::{SentenceSpan, Spacing};
use crate::word_times::SegmentWords;

/// Raised when the same speech would be encoded differently.
const VERSION: u32 = 3;

/// Identifies a chapter's audio by everything that it is made from, the manner of its mastering among it.
pub fn digest(
    encoder: &str,
    rate_hz: u32,
    spacing: &Spacing,
    (chapter, manner): (&Chapter, Option<MasteringSettings>),
    facts: &[SegmentFact],
) -> Digest {
    use std::fmt::Write;

    let mut text = format!("chapter {VERSION}\n{encoder}\n{rate_hz}\n{spacing:?}\n{manner:?}");
    for (segment, fact) in chapter.segments.iter().zip(facts) {
        // Writing to a string cannot fail.
        let _ = match fact {
            SegmentFact::Spoken(spoken) => write!(text, "\n{}", spoken.speech.0),
            SegmentFact::Failed(_) => write!(text, "\ngap"),
        };
        for sentence in &segment.sentences {
            let _ = write!(text, " {:?}", sentence.pause);
            if sentence.silence_ms > 0 {
                let _ = write!(text, "+{}", sentence.silence_ms);
            }
        }
    }
    Digest::of(text.as_bytes())
}

/// What is known of an encoded chapter; a blob beside the audio.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChapterAudio {
    /// AAC frames, the encoder's priming frame among them.
    pub frames: u64,
    /// Samples of sound, pauses included.
    pub samples: u64,
    /// Samples per second.
    pub rate_hz: u32,
    /// What made it.
    pub encoder: String,
    /// Where the sentences lie.
    pub sentences: Vec<SentenceSpan>,
    /// What was heard of it before it was encoded.
    #[serde(default, rename = "heard")]
    pub levels: SoundLevels,
    /// Where the words lie, as far as the voices told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<SegmentWords>,
}

impl ChapterAudio {
    /// A chapter of which nothing was spoken.
    pub fn empty(encoder: String) -> Self {
        Self { encoder, ..Self::default() }
    }
}
