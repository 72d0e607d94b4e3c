//! What the submitter may choose.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::{
    BlobKey, ChapterId, ChapterSelection, Digest, Engine, Format, LanguageTag, Matter, MetaKey,
    SegmentId, Speed, Voice, Wanted,
};

/// How a book is to be read.
///
/// Options of later versions are ignored in stored options, but refused in a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// Who reads it.
    pub voice: Voice,
    /// How fast.
    #[serde(skip_serializing_if = "Speed::is_usual")]
    pub speed: Speed,
    /// The language in which it is read, a BCP 47 tag, whatever the book says; when absent, that of the book.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Which chapters to read; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapters: Option<ChapterSelection>,
    /// Kinds of matter to read that are usually skipped.
    #[serde(skip_serializing_if = "BTreeSet::is_empty", deserialize_with = "known")]
    pub include: BTreeSet<Matter>,
    /// Kinds of matter to skip.
    #[serde(skip_serializing_if = "BTreeSet::is_empty", deserialize_with = "known")]
    pub exclude: BTreeSet<Matter>,
    /// Where footnotes and endnotes are read.
    #[serde(skip_serializing_if = "Notes::is_drop")]
    pub notes: Notes,
    /// Pronunciation lexicons, as blobs; if several have a word, the first one counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lexicons: Vec<BlobKey>,
    /// Voices of single chapters, by chapter number.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub voices: BTreeMap<ChapterId, Voice>,
    /// How often single segments were requested again; each time is another take.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub takes: BTreeMap<SegmentId, u32>,
    /// The files that are wanted; written among the other options.
    #[serde(flatten)]
    pub wanted: Box<Wanted>,
}

/// Where footnotes and endnotes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notes {
    /// Nowhere; if notes are included, where the book has them.
    #[default]
    Drop,
    /// After the paragraph that refers to them.
    Paragraph,
    /// At the end of the chapter that refers to them.
    Chapter,
}

impl Notes {
    fn is_drop(&self) -> bool {
        *self == Self::Drop
    }
}

/// Reads kinds of matter, and leaves out those that this program does not know.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeSet<Matter>, D::Error> {
    let names = Vec::<String>::deserialize(deserializer)?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

impl Options {
    /// The names of all options.
    const NAMES: [&str; 10] = [
        "voice", "speed", "language", "chapters", "include", "exclude", "notes", "lexicons",
        "voices", "takes",
    ];

    /// Whether one of the voices needs this engine.
    #[must_use]
    pub fn need(&self, engine: Engine) -> bool {
        std::iter::once(&self.voice)
            .chain(self.voices.values())
            .any(|voice| voice.engine() == engine)
    }

    /// Reads the options of a submission; an unknown option or value is an error, in one line.
    pub(crate) fn chosen(written: serde_json::Value) -> Result<Self, String> {
        let names = [&Self::NAMES[..], &Wanted::NAMES].concat();
        for (name, value) in written.as_object().into_iter().flatten() {
            if !names.contains(&name.as_str()) {
                let names = names.join(", ");
                return Err(format!("there is no option `{name}`; the options are {names}"));
            }
            match name.as_str() {
                "formats" => every::<Format>(value)?,
                "include" | "exclude" => every::<Matter>(value)?,
                "meta" => every_key(value)?,
                _ => {}
            }
        }
        serde_json::from_value(written).map_err(|error| error.to_string())
    }

    /// Identifies these options.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let chapters = self.chapters.as_ref().map_or(String::new(), ToString::to_string);
        let mut text = format!("options 1\n{}\n{chapters}", self.voice);
        let names = |kinds: &BTreeSet<Matter>| {
            kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(",")
        };
        let lexicons: Vec<&str> = self.lexicons.iter().map(BlobKey::as_str).collect();
        let (include, exclude) = (names(&self.include), names(&self.exclude));
        let more = format!("\n{include}\n{exclude}\n{:?}\n{}", self.notes, lexicons.join(","));
        if more != "\n\n\nDrop\n" {
            text.push_str(&more);
        }
        if !self.speed.is_usual() {
            text.push_str(&format!("\nspeed {}", self.speed));
        }
        if let Some(language) = &self.language {
            text.push_str(&format!("\nlanguage {language}"));
        }
        if *self.wanted != Wanted::default() {
            text.push_str(&format!("\n{:?}", self.wanted));
        }
        let parts = self.voices.iter().map(|(chapter, voice)| format!("\n{chapter} {voice}"));
        text.extend(parts);
        let parts = self.takes.iter().map(|(segment, take)| format!("\n{segment} {take}"));
        text.extend(parts);
        Digest::of(text.as_bytes())
    }
}

/// Refuses a list with an unknown name.
fn every<T: FromStr<Err: fmt::Display>>(names: &serde_json::Value) -> Result<(), String> {
    let names = names.as_array().into_iter().flatten().filter_map(|name| name.as_str());
    let wrong = names.filter_map(|name| name.parse::<T>().err()).next();
    wrong.map_or(Ok(()), |wrong| Err(wrong.to_string()))
}

/// Refuses metadata overrides with an unknown field.
fn every_key(meta: &serde_json::Value) -> Result<(), String> {
    let names = meta.as_object().into_iter().flatten().map(|(name, _)| name);
    let wrong = names.filter_map(|name| name.parse::<MetaKey>().err()).next();
    wrong.map_or(Ok(()), |wrong| Err(wrong.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Loudness;

    #[test]
    fn every_option_makes_another_digest() {
        let usual = Options::default();
        let notes = Options { notes: Notes::Chapter, ..usual.clone() };
        let include = Options { include: [Matter::Notes].into(), ..usual.clone() };
        let exclude = Options { exclude: [Matter::Notes].into(), ..usual.clone() };
        let lexicon = BlobKey::lexicon(Digest::of(b"words"));
        let lexicons = Options { lexicons: vec![lexicon], ..usual.clone() };
        let wanted = Wanted { formats: [Format::Mp3].into(), ..Wanted::default() };
        let formats = Options { wanted: Box::new(wanted), ..usual.clone() };

        let speed = Options { speed: "0.9".parse().unwrap(), ..usual.clone() };
        let language = Options { language: "de".parse().ok(), ..usual.clone() };
        let sim: Voice = "sim".parse().unwrap();
        let voices = Options { voices: [(ChapterId(2), sim)].into(), ..usual.clone() };
        let takes = [(SegmentId::new(ChapterId(2), 7), 1)].into();
        let takes = Options { takes, ..usual.clone() };

        let digests =
            [usual, notes, include, exclude, lexicons, formats, speed, language, voices, takes];
        let digests = digests.map(|options| options.digest());

        let different: std::collections::HashSet<Digest> = digests.into();
        assert_eq!(different.len(), 10);
    }

    #[test]
    fn digests_never_change_by_accident() {
        let wanted = Wanted {
            formats: [Format::Mp3, Format::OpusChapters].into(),
            bit_rate_kbps: Some(96),
            split_hours: Some(8),
            loudness: Loudness::Podcast,
            meta: [("title".to_owned(), "Another".to_owned())].into(),
        };
        let options =
            Options { notes: Notes::Paragraph, wanted: Box::new(wanted), ..Options::default() };

        // The names of types, fields and variants are part of it.
        let digest = "bb0364dd9ffb8b6bf5b18752ea3e301c2c09977256cf103cb4e9ce3a6247d662";
        assert_eq!(options.digest().to_string(), digest);
    }

    #[test]
    fn what_later_programs_choose_is_refused_in_a_submission_and_passed_over_in_a_plan() {
        for later in [
            serde_json::json!({"tempo": 2}),
            serde_json::json!({"include": ["notes", "crosswords"]}),
            serde_json::json!({"formats": ["m4b", "hologram"]}),
            serde_json::json!({"meta": {"title": "A", "mood": "blue"}}),
        ] {
            let refused = Options::chosen(later.clone()).unwrap_err();
            let named = ["`tempo`", "`crosswords`", "`hologram`", "`mood`"];
            assert!(named.iter().any(|name| refused.contains(name)), "{refused}");
            assert!(serde_json::from_value::<Options>(later).is_ok());
        }
        let all = Options {
            speed: "1.1".parse().unwrap(),
            language: Some("de".parse().unwrap()),
            chapters: Some("1".parse().unwrap()),
            include: [Matter::Notes].into(),
            exclude: [Matter::Code].into(),
            notes: Notes::Chapter,
            lexicons: vec![BlobKey::lexicon(Digest::of(b"words"))],
            voices: [(ChapterId(2), "sim".parse().unwrap())].into(),
            takes: [(SegmentId::new(ChapterId(2), 7), 1)].into(),
            wanted: Box::new(Wanted {
                formats: [Format::Flac].into(),
                bit_rate_kbps: Some(96),
                split_hours: Some(8),
                loudness: Loudness::Off,
                meta: [("title".to_owned(), "Another".to_owned())].into(),
            }),
            ..Options::default()
        };
        let written = serde_json::to_value(&all).unwrap();
        let names = Options::NAMES.len() + Wanted::NAMES.len();
        assert_eq!(written.as_object().unwrap().len(), names);
        assert_eq!(Options::chosen(written), Ok(all));
    }
}
