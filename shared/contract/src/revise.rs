//! `book.revise`: plan a book again with other options.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{BookId, ChapterId, Options, Plan, Schema, Segment, SegmentId, SpeechKey, Voice};

/// Why a book cannot be revised this way.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReviseError(pub String);

/// `book.revise`: plan a book again as its next revision, with other options; unchanged parts come from the cache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revise {
    /// Version of this message.
    #[serde(default)]
    pub schema: Schema,
    /// Which book.
    pub book: BookId,
    /// Options as a submission has them, each instead of the plan's; `null` takes one back (a JSON merge patch, RFC 7396).
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub options: Map<String, Value>,
    /// Segments to speak again, although nothing about them has changed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<SegmentId>,
}

impl Revise {
    /// The options of the next revision of `plan`; an error is one line.
    pub fn options(&self, plan: &Plan) -> Result<Options, ReviseError> {
        let wrong = |error: serde_json::Error| ReviseError(error.to_string());
        let mut written = serde_json::to_value(&plan.options).map_err(wrong)?;
        patch(&mut written, &self.options);
        let options = Options::chosen(written);
        let mut options =
            options.map_err(|why| ReviseError(format!("the options are wrong: {why}")))?;
        let newly = |chapter: &ChapterId| !plan.options.voices.contains_key(chapter);
        if options.chapters == plan.options.chapters
            && let Some(unknown) =
                options.voices.keys().find(|&&id| newly(&id) && plan.chapter(id).is_none())
        {
            let known = plan.chapters.iter().map(|chapter| chapter.id.0.to_string());
            let known = known.collect::<Vec<_>>().join(", ");
            let unknown = unknown.0;
            return Err(ReviseError(format!(
                "the plan has no chapter {unknown}; its chapters are {known}"
            )));
        }
        for &segment in &self.again {
            if !plan.segments().any(|known| known.id == segment) {
                return Err(ReviseError(format!("the plan has no segment {segment}")));
            }
            *options.takes.entry(segment).or_default() += 1;
        }
        Ok(options)
    }
}

/// Applies `changes` to `target`, as RFC 7396 says.
fn patch(target: &mut Value, changes: &Map<String, Value>) {
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (name, value) in changes {
        match value {
            Value::Null => _ = target.remove(name),
            Value::Object(inner) => {
                patch(target.entry(name.clone()).or_insert(Value::Null), inner);
            }
            other => _ = target.insert(name.clone(), other.clone()),
        }
    }
}

impl Options {
    /// The voice of a chapter.
    #[must_use]
    pub fn voice_of(&self, chapter: ChapterId) -> &Voice {
        self.voices.get(&chapter).unwrap_or(&self.voice)
    }

    /// Whether a plan with `other` options has the same words, said the same way, and the same metadata overrides; if not, the
    /// book itself must be read again.
    #[must_use]
    pub fn reads_as(&self, other: &Self) -> bool {
        self.language == other.language
            && self.chapters == other.chapters
            && self.include == other.include
            && self.exclude == other.exclude
            && self.notes == other.notes
            && self.lexicons == other.lexicons
            && self.wanted.meta == other.wanted.meta
    }

    /// The key of the speech of a segment with these options.
    #[must_use]
    pub fn speech_of(&self, segment: &Segment) -> SpeechKey {
        let said: Vec<_> = segment.sentences.iter().map(crate::Sentence::spoken).collect();
        let said = said.iter().map(|said| &**said);
        let voice = self.voice_of(segment.id.chapter);
        let key = crate::speech_key(voice, self.speed, said, &segment.sounds());
        key.take(self.takes.get(&segment.id).copied().unwrap_or_default())
    }
}

impl Plan {
    /// All voices, in the order of the book.
    #[must_use]
    pub fn voices(&self) -> Vec<&Voice> {
        let mut voices: Vec<&Voice> = vec![];
        for chapter in &self.chapters {
            let voice = self.options.voice_of(chapter.id);
            if !voices.contains(&voice) {
                voices.push(voice);
            }
        }
        voices
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{BlobKey, Digest, Metadata, Pause, Revision, SegmentKind, Sentence};

    fn plan() -> Plan {
        let segment = |chapter, index| Segment {
            id: SegmentId::new(ChapterId(chapter), index),
            sentences: vec![Sentence::new("Words.", Pause::Chapter)],
            speech: SpeechKey(Digest::of(b"")),
            kind: SegmentKind::Text,
        };
        let chapter = |id| crate::Chapter {
            id: ChapterId(id),
            title: format!("Chapter {id}"),
            segments: vec![segment(id, 1), segment(id, 2)],
        };
        Plan {
            lost: vec![],
            schema: Schema::default(),
            book: BookId(uuid::Uuid::nil()),
            revision: Revision::FIRST,
            source: BlobKey::source(Digest::of(b"")),
            options: serde_json::from_value(json!({"voice": "sim", "meta": {"title": "A"}}))
                .unwrap(),
            metadata: Metadata::default(),
            chapters: vec![chapter(1), chapter(2)],
            left_out: vec![],
            warnings: vec![],
            pages: vec![],
            account: None,
        }
    }

    fn revise(options: Value, again: &[&str]) -> Result<Options, ReviseError> {
        let again = again.iter().map(|id| id.parse().unwrap()).collect();
        let Value::Object(options) = options else { panic!("{options}") };
        let (schema, book) = (Schema::default(), BookId(uuid::Uuid::nil()));
        Revise { schema, book, options, again }.options(&plan())
    }

    #[test]
    fn what_is_named_takes_the_place_of_what_was_and_null_takes_it_back() {
        let all = revise(json!({"voice": "espeak:de", "meta": {"series": "S"}}), &[]).unwrap();
        let none = revise(json!({"voice": null, "meta": {"title": null}}), &[]).unwrap();

        assert_eq!(all.voice.to_string(), "espeak:de");
        assert_eq!(all.wanted.meta.len(), 2);
        assert_eq!((none.voice, none.wanted.meta.len()), (Voice::default(), 0));
    }

    #[test]
    fn a_wish_that_cannot_be_fulfilled_is_refused_in_one_line() {
        let check = |wish, again: &[&str], expected: &str| {
            let why = revise(wish, again).unwrap_err().to_string();
            assert!(why.contains(expected), "{why}");
        };

        check(json!({"tempo": 2}), &[], "no option `tempo`");
        check(json!({"voice": "nobody:"}), &[], "nobody");
        check(json!({"voices": {"7": "sim"}}), &[], "no chapter 7; its chapters are 1, 2");
        check(json!({}), &["0001-00003"], "no segment 0001-00003");
    }

    #[test]
    fn only_what_is_different_has_another_speech() {
        let plan = plan();
        let options = revise(json!({"voices": {"2": "espeak:de"}}), &["0001-00002"]).unwrap();
        let again =
            Options { takes: [("0001-00002".parse().unwrap(), 2)].into(), ..plan.options.clone() };

        let keys = |options: &Options| -> Vec<SpeechKey> {
            plan.segments().map(|segment| options.speech_of(segment)).collect()
        };
        let (before, after) = (keys(&plan.options), keys(&options));

        assert_eq!(before[0], after[0]);
        assert!((1..4).all(|at| before[at] != after[at]));
        assert_eq!(after[2], after[3], "the same words by the same voice");
        assert_ne!(keys(&again)[1], after[1], "every take is another one");
    }
}
