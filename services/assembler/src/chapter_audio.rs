//! What an encoded chapter is made from, and what is kept beside it.

use audio::mastering::MasteringSettings;
use blobs::Blobs;
use bytes::Bytes;
use contract::{BlobKey, Chapter, Digest, KeyError, SegmentFact};
use serde::{Deserialize, Serialize};

use crate::acx::Heard;
use crate::timeline::{Spacing, Spot};
use crate::word_times::SegmentWords;

/// Raised when the same speech would be encoded differently.
const VERSION: u32 = 3;

/// Bytes that the description of a chapter may have.
const LONGEST_DESCRIPTION: u64 = 64 << 20;

/// Identifies a chapter's audio by everything that it is made from, the manner of its mastering among it.
pub(crate) fn digest(
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
pub(crate) struct ChapterAudio {
    /// AAC frames, the encoder's priming frame among them.
    pub(crate) frames: u64,
    /// Samples of sound, pauses included.
    pub(crate) samples: u64,
    /// Samples per second.
    pub(crate) rate_hz: u32,
    /// What made it.
    pub(crate) encoder: String,
    /// Where the sentences lie.
    pub(crate) sentences: Vec<Spot>,
    /// What was heard of it before it was encoded.
    #[serde(default)]
    pub(crate) heard: Heard,
    /// Where the words lie, as far as the voices told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) words: Vec<SegmentWords>,
}

impl ChapterAudio {
    /// A chapter of which nothing was spoken.
    pub(crate) fn empty(encoder: String) -> Self {
        Self { encoder, ..Self::default() }
    }

    /// Looks whether the chapter called `digest` was encoded before.
    pub(crate) async fn load(blobs: &Blobs, digest: Digest) -> Result<Option<Self>, blobs::Error> {
        let audio = BlobKey::chapter(digest);
        if blobs.size(&audio).await?.is_none() {
            return Ok(None);
        }
        Self::beside(blobs, &audio).await
    }

    /// Looks up what is known of the audio called `key`; `None` where nothing is.
    pub(crate) async fn beside(blobs: &Blobs, key: &BlobKey) -> Result<Option<Self>, blobs::Error> {
        let Ok(key) = format!("{key}.json").parse() else { return Ok(None) };
        match blobs.get(&key, LONGEST_DESCRIPTION).await {
            Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
            Err(blobs::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Keeps it beside the audio called `digest`.
    #[expect(clippy::expect_used, reason = "plain data always serializes")]
    pub(crate) async fn store(&self, blobs: &Blobs, digest: Digest) -> Result<(), blobs::Error> {
        let Ok(key) = description(digest) else { return Ok(()) };
        let bytes = serde_json::to_vec(self).expect("plain data always serializes");
        blobs.put(&key, Bytes::from(bytes)).await.map(|_| ())
    }
}

fn description(digest: Digest) -> Result<BlobKey, KeyError> {
    format!("chapters/{digest}.json").parse()
}
