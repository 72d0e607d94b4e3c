//! The audio of one segment: its name and what is known of it.

use serde::{Deserialize, Serialize};

use crate::{Digest, Voice};

/// Names a speech by everything that it is made from, so that the same sentence is never spoken twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpeechKey(pub Digest);

/// Names the speech of `sentences` by `voice`.
#[must_use]
pub fn speech_key<'a>(voice: &Voice, sentences: impl IntoIterator<Item = &'a str>) -> SpeechKey {
    let mut text = format!("speech 1\n{}", voice.digest());
    for sentence in sentences {
        text.push_str(&format!("\n{}:", sentence.len()));
        text.push_str(sentence);
    }
    SpeechKey(Digest::of(text.as_bytes()))
}

/// What is known of a speech without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpeechInfo {
    /// Samples per second.
    pub rate_hz: u32,
    /// Length in samples.
    pub samples: u64,
    /// Where each sentence lies, in order; empty where the engine could not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceTime>,
    /// What made it, for people: engine, program version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_by: String,
}

/// The sample range of one sentence within its segment's speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceTime {
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_tells_sentences_and_voices_apart() {
        let sim: Voice = "sim".parse().unwrap();

        let key = speech_key(&sim, ["One.", "Two."]);

        assert_eq!(key, speech_key(&sim, ["One.", "Two."]));
        assert_ne!(key, speech_key(&sim, ["One.\n4:Two."]));
        assert_ne!(key, speech_key(&Voice::default(), ["One.", "Two."]));
    }
}
