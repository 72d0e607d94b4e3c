//! The audio of one segment: its key and its description.

use serde::{Deserialize, Serialize};

use crate::{Digest, Sound, SpeechKey, Speed, Voice};

/// The key of the speech of `sentences` by `voice` at `speed`, with the `sounds` of some parts.
#[must_use]
pub fn speech_key<'a>(
    voice: &Voice,
    speed: Speed,
    sentences: impl IntoIterator<Item = &'a str>,
    sounds: &[Sound],
) -> SpeechKey {
    let mut text = format!("speech 1\n{}", voice.digest());
    for sentence in sentences {
        text.push_str(&format!("\n{}:", sentence.len()));
        text.push_str(sentence);
    }
    for Sound { sentence, from, to, ipa } in sounds {
        text.push_str(&format!("\n{sentence} {from} {to} {ipa}"));
    }
    if !speed.is_usual() {
        text.push_str(&format!("\nspeed {speed}"));
    }
    SpeechKey(Digest::of(text.as_bytes()))
}

/// The description of a speech, readable without decoding it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SpeechInfo {
    /// Samples per second.
    pub rate_hz: u32,
    /// Length in samples.
    pub samples: u64,
    /// The range of each sentence, in order; empty if the engine does not report it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceTime>,
    /// The range of each word, in order; empty if the engine does not report it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<WordTime>,
    /// Whether the ranges of the words are estimated, not reported by the model.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub words_are_estimated: bool,
    /// What the voice could not pronounce: words, signs, symbols.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unsaid: Vec<String>,
    /// Why it may have gone wrong; every other try had a suspicion, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suspicion: Option<String>,
    /// The engine and the version of its program, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_by: String,
    /// How loud it is; absent in speech of earlier versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
}

/// How loud a speech is, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Integrated loudness (ITU-R BS.1770, EBU R 128), in hundredths of LUFS; absent where there is too little sound to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centi_lufs: Option<i32>,
    /// The highest true peak, in hundredths of dBTP.
    pub centi_dbtp: i32,
}

/// The sample range of one sentence within its segment's speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceTime {
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

/// The sample range of a word within its segment's speech; written as an array of its fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "(u32, u32, u32, u64, u64)", from = "(u32, u32, u32, u64, u64)")]
pub struct WordTime {
    /// The sentence, from 0.
    pub sentence: u32,
    /// First byte of the sentence as it is said; [`crate::Sentence::written`] finds it in the book's text.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// First sample.
    pub start: u64,
    /// One past the last sample.
    pub end: u64,
}

impl From<(u32, u32, u32, u64, u64)> for WordTime {
    fn from((sentence, from, to, start, end): (u32, u32, u32, u64, u64)) -> Self {
        Self { sentence, from, to, start, end }
    }
}

impl From<WordTime> for (u32, u32, u32, u64, u64) {
    fn from(word: WordTime) -> Self {
        (word.sentence, word.from, word.to, word.start, word.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_tells_sentences_and_voices_apart() {
        let sim: Voice = "sim".parse().unwrap();

        let usual = Speed::USUAL;
        let key = speech_key(&sim, usual, ["One.", "Two."], &[]);
        let sound = Sound { sentence: 0, from: 0, to: 3, ipa: "wʌn".to_owned() };

        assert_eq!(key, speech_key(&sim, usual, ["One.", "Two."], &[]));
        assert_ne!(key, speech_key(&sim, usual, ["One.\n4:Two."], &[]));
        assert_ne!(key, speech_key(&sim, usual, ["One.", "Two."], &[sound]));
        assert_ne!(key, speech_key(&Voice::default(), usual, ["One.", "Two."], &[]));
        let fast = "1.2".parse().unwrap();
        assert_ne!(key, speech_key(&sim, fast, ["One.", "Two."], &[]));
    }
}
