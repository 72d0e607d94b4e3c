//! What each speaker of a voice speaks, where one model has speakers of several languages.

use std::collections::BTreeMap;

use super::manifest::{Family, ManifestError, VoiceManifest};
use crate::is_same_language;

/// A language of Kokoro's speakers: the letter that their names begin with, its name and BCP 47 tag, and how its text becomes symbols
/// (by the manifest's own phonemizer, by another one, or not at all yet). Source: VOICES.md of hexgrad/Kokoro-82M.
struct SpeakerLanguage {
    letter: char,
    name: &'static str,
    tag: &'static str,
    phonemes: SymbolSource,
}

enum SymbolSource {
    Own,
    Of(&'static str),
    Missing,
}

const KOKORO: [SpeakerLanguage; 9] = [
    language('a', "American English", "en-US", SymbolSource::Own),
    language('b', "British English", "en-GB", SymbolSource::Own),
    language('e', "Spanish", "es", SymbolSource::Of("espeak:es")),
    language('f', "French", "fr", SymbolSource::Of("espeak:fr-fr")),
    language('h', "Hindi", "hi", SymbolSource::Of("espeak:hi")),
    language('i', "Italian", "it", SymbolSource::Of("espeak:it")),
    language('j', "Japanese", "ja", SymbolSource::Missing),
    language('p', "Portuguese", "pt-BR", SymbolSource::Of("espeak:pt-br")),
    language('z', "Chinese", "zh", SymbolSource::Missing),
];

const fn language(
    letter: char,
    name: &'static str,
    tag: &'static str,
    phonemes: SymbolSource,
) -> SpeakerLanguage {
    SpeakerLanguage { letter, name, tag, phonemes }
}

impl VoiceManifest {
    /// The language of a speaker; `None` where all speakers of the voice speak the languages of its manifest.
    fn language_of(&self, speaker: &str) -> Option<&'static SpeakerLanguage> {
        // Who adds a model with other symbols, or for another language, has said what all of its speakers speak.
        let is_told = self.family != Family::Kokoro || self.phonemes != "english";
        let letter = speaker.trim().chars().next()?;
        KOKORO.iter().find(|language| !is_told && language.letter == letter)
    }

    /// The languages that a speaker speaks, BCP 47 tags.
    #[must_use]
    pub fn languages_of(&self, speaker: &str) -> Vec<String> {
        let own = || self.languages.clone();
        self.language_of(speaker).map_or_else(own, |language| vec![language.tag.to_owned()])
    }

    /// Whether a speaker speaks a language, by its BCP 47 tag.
    #[must_use]
    pub fn speaks(&self, speaker: &str, language: &str) -> bool {
        self.languages_of(speaker).iter().any(|known| is_same_language(known, language))
    }

    /// How text becomes symbols for a speaker.
    #[must_use]
    pub fn phonemes_of(&self, speaker: &str) -> &str {
        match self.language_of(speaker).map(|language| &language.phonemes) {
            Some(SymbolSource::Of(phonemes)) => phonemes,
            _ => &self.phonemes,
        }
    }

    /// The phonemizers of speakers that have others than the voice, by the letter that their names begin with.
    #[must_use]
    pub fn other_phonemes(&self) -> BTreeMap<char, String> {
        let others = KOKORO.iter().filter_map(|language| match language.phonemes {
            SymbolSource::Of(phonemes) => Some((language.letter, phonemes.to_owned())),
            SymbolSource::Own | SymbolSource::Missing => None,
        });
        if self.language_of("a").is_some() { others.collect() } else { BTreeMap::new() }
    }

    /// The speaker who speaks a language, by its BCP 47 tag; the first one has the best sound, as far as the authors know.
    #[must_use]
    pub fn speaker_of(&self, language: &str) -> Option<&str> {
        self.speakers.iter().map(String::as_str).find(|speaker| {
            self.language_of(speaker).is_some_and(|spoken| {
                is_same_language(spoken.tag, language)
                    && !matches!(spoken.phonemes, SymbolSource::Missing)
            })
        })
    }

    /// Refuses a speaker whose language has no phonemizer yet.
    pub(super) fn check_language(&self, speaker: &str) -> Result<(), ManifestError> {
        match self.language_of(speaker) {
            Some(SpeakerLanguage { name, phonemes: SymbolSource::Missing, .. }) => {
                Err(ManifestError::Language { speaker: speaker.to_owned(), language: name })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::built_in;

    fn kokoro() -> VoiceManifest {
        let speakers = ["af_heart", "bf_emma", "ff_siwis", "jf_alpha", "zm_yunxi"];
        let speakers = speakers.map(str::to_owned).into();
        VoiceManifest { name: "kokoro".to_owned(), family: Family::Kokoro, speakers, ..built_in() }
    }

    #[test]
    fn speakers_of_kokoro_speak_the_language_that_their_names_begin_with() {
        let voice = kokoro();

        assert_eq!(voice.phonemes_of("bf_emma"), "english");
        assert_eq!(voice.phonemes_of("ff_siwis:0.5+af_heart"), "espeak:fr-fr");
        assert_eq!(voice.languages_of("ff_siwis"), ["fr"]);
        assert_eq!(voice.speaker_of("fr-CA"), Some("ff_siwis"));
        assert_eq!((voice.speaker_of("ja"), voice.speaker_of("de")), (None, None));
        assert_eq!(voice.check_speaker("ff_siwis"), Ok(()));
        let refused = voice.check_speaker("jf_alpha").unwrap_err().to_string();
        assert!(refused.contains("Japanese"), "{refused}");
    }

    #[test]
    fn a_voice_that_was_added_with_other_symbols_keeps_them_for_all() {
        let voice = VoiceManifest { phonemes: "espeak:de".to_owned(), ..kokoro() };

        assert_eq!(voice.phonemes_of("ff_siwis"), "espeak:de");
        assert_eq!(voice.languages_of("ff_siwis"), built_in().languages);
        assert!(voice.other_phonemes().is_empty() && built_in().other_phonemes().is_empty());
    }
}
