//! The cache key of an encoded chapter, and the description that is kept beside its audio.

use audio::levels::SoundLevels;
use audio::mastering::MasteringSettings;
use contract::{Chapter, Digest, SegmentFact};
use serde::{Deserialize, Serialize};

use crate::timeline::{SentencePosition, Spacing};
use crate::word_times::SegmentWords;

/// Raise this when the same speech would be encoded differently.
const VERSION: u32 = 3;

/// Identifies a chapter's audio by everything that it is made from, including the settings of its mastering.
pub fn digest(
    encoder: &str,
    spacing: &Spacing,
    chapter: &Chapter,
    facts: &[SegmentFact],
    mastering_settings: Option<MasteringSettings>,
) -> Digest {
    Digest::of(recipe(encoder, spacing, chapter, facts, mastering_settings).as_bytes())
}

/// Everything that a chapter's audio is made from, as text. Keys in the store are digests of it, so it may change only together
/// with `VERSION`; it contains the original names of some types.
fn recipe(
    encoder: &str,
    spacing: &Spacing,
    chapter: &Chapter,
    facts: &[SegmentFact],
    mastering_settings: Option<MasteringSettings>,
) -> String {
    use std::fmt::Write;

    let rate_hz = spacing.rate_hz();
    let spacing = spacing.recipe();
    let mastering_settings = mastering_settings.map_or(
        "None".to_owned(),
        |MasteringSettings { centi_gain, centi_dbtp }| {
            format!("Some(Manner {{ centi_gain: {centi_gain}, centi_dbtp: {centi_dbtp} }})")
        },
    );
    let mut text =
        format!("chapter {VERSION}\n{encoder}\n{rate_hz}\n{spacing}\n{mastering_settings}");
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
    text
}

/// The description of an encoded chapter; a blob beside the audio.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ChapterAudio {
    /// AAC frames, including the priming frame.
    pub frames: u64,
    /// Samples of sound, pauses included.
    pub samples: u64,
    /// Samples per second.
    pub rate_hz: u32,
    /// Its encoder.
    pub encoder: String,
    /// Where the sentences lie.
    pub sentences: Vec<SentencePosition>,
    /// Its measurements before it was encoded.
    #[serde(default, rename = "heard")]
    pub levels: SoundLevels,
    /// Where the words lie, as far as the voices report them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<SegmentWords>,
}

impl ChapterAudio {
    /// A chapter of which nothing was spoken.
    pub fn empty(encoder: String) -> Self {
        Self { encoder, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use contract::ChapterId;

    use super::*;
    use crate::timeline::Silences;

    #[test]
    fn the_recipe_of_a_chapter_stays_what_it_was() {
        let chapter = Chapter { id: ChapterId(1), title: String::new(), segments: vec![] };
        let spacing = Spacing::new(&Silences::default(), 24_000);
        let facts: [SegmentFact; 0] = [];

        let loud = MasteringSettings { centi_gain: 120, centi_dbtp: -150 };
        let written = |mastering_settings| {
            recipe("syom 0.9.0 96k", &spacing, &chapter, &facts, mastering_settings)
        };

        let spacing = "Spacing { lead_in: 12000, gap: 12000, \
            pauses: [0, 8400, 7200, 16800, 24000, 43200, 36000, 16800], rate_hz: 24000 }";
        assert_eq!(written(None), format!("chapter 3\nsyom 0.9.0 96k\n24000\n{spacing}\nNone"));
        let loudly = "Some(Manner { centi_gain: 120, centi_dbtp: -150 })";
        let expected = format!("chapter 3\nsyom 0.9.0 96k\n24000\n{spacing}\n{loudly}");
        assert_eq!(written(Some(loud)), expected);
    }
}
