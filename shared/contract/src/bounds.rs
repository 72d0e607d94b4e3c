//! Reads facts, within bounds, and says how large a plan may be: whoever may write to the broker may write any number, and readers keep room by these.

use serde::de::Error as _;

use crate::{BlobKey, ChapterEncoded, Fact, FactKind, Planned, SegmentFact, SegmentSpoken};

/// Most bytes of a plan.
pub const PLAN_BYTES: u64 = 256 << 20;

/// Most chapters of a book: their numbers have four digits.
const CHAPTERS: usize = 9_999;

/// Most segments of a chapter: their numbers have five digits.
const CHAPTER_SEGMENTS: u32 = 99_999;

/// Most segments of a book: some fifteen times those of the longest one that a plan (256 MiB) was made of, and a megabyte
/// or two in the memory of each reader.
const SEGMENTS: u64 = 1_000_000;

/// Highest sample rate, samples per second: twice that of the best sound cards.
const RATE_HZ: u32 = 384_000;

/// Most samples of a segment: a day of sound.
const SEGMENT_SAMPLES: u64 = 1 << 32;

/// Most samples of a chapter: half a year of sound, so that sums and products of them stay far from overflowing.
const CHAPTER_SAMPLES: u64 = 1 << 40;

impl Fact {
    /// Reads the payload of a message on a subject of `kind`; numbers that no book has are refused.
    pub fn parse(kind: FactKind, payload: &[u8]) -> Result<Self, serde_json::Error> {
        let fact = Self::parse_unbounded(kind, payload)?;
        check(&fact).map_err(serde_json::Error::custom)?;
        Ok(fact)
    }

    fn parse_unbounded(kind: FactKind, payload: &[u8]) -> Result<Self, serde_json::Error> {
        match kind {
            FactKind::Planned => serde_json::from_slice(payload).map(Self::Planned),
            FactKind::Segment(_) => serde_json::from_slice(payload).map(Self::Segment),
            FactKind::Chapter(_) => serde_json::from_slice(payload).map(Self::Chapter),
            FactKind::Finished => serde_json::from_slice(payload).map(Self::Finished),
            FactKind::Delivered(_) => serde_json::from_slice(payload).map(Self::Delivered),
            FactKind::Undelivered(_) => serde_json::from_slice(payload).map(Self::Undelivered),
            FactKind::Failed => serde_json::from_slice(payload).map(Self::Failed),
            FactKind::Cancelled => serde_json::from_slice(payload).map(Self::Cancelled),
        }
    }
}

/// Says what no book can have.
fn check(fact: &Fact) -> Result<(), String> {
    match fact {
        Fact::Planned(planned) if planned.plan != BlobKey::plan(planned.book, planned.revision) => {
            Err(format!("it names `{}` as its plan", planned.plan))
        }
        Fact::Planned(planned) => planned_problem(planned).map_or(Ok(()), Err),
        Fact::Segment(SegmentFact::Spoken(spoken)) => check_spoken(spoken),
        Fact::Chapter(encoded) => check_encoded(encoded),
        Fact::Segment(SegmentFact::Failed(_))
        | Fact::Finished(_)
        | Fact::Delivered(_)
        | Fact::Undelivered(_)
        | Fact::Failed(_)
        | Fact::Cancelled(_) => Ok(()),
    }
}

/// Why a plan with this outline is too large to be read aloud, if it is.
#[must_use]
pub fn planned_problem(planned: &Planned) -> Option<String> {
    let chapters = planned.chapters.len();
    if chapters > CHAPTERS {
        return Some(format!("it has {chapters} chapters, more than {CHAPTERS}"));
    }
    let too_long = planned.chapters.iter().find(|outline| outline.segments > CHAPTER_SEGMENTS);
    if let Some(outline) = too_long {
        let (chapter, segments) = (outline.chapter, outline.segments);
        return Some(format!(
            "chapter {chapter} has {segments} segments, more than {CHAPTER_SEGMENTS}"
        ));
    }
    let segments: u64 = planned.chapters.iter().map(|outline| u64::from(outline.segments)).sum();
    (segments > SEGMENTS).then(|| format!("it has {segments} segments, more than {SEGMENTS}"))
}

fn check_spoken(spoken: &SegmentSpoken) -> Result<(), String> {
    if !(1..=RATE_HZ).contains(&spoken.rate_hz) {
        return Err(format!("a speech cannot have {} samples per second", spoken.rate_hz));
    }
    if spoken.samples > SEGMENT_SAMPLES {
        return Err(format!("a speech cannot have {} samples", spoken.samples));
    }
    Ok(())
}

fn check_encoded(encoded: &ChapterEncoded) -> Result<(), String> {
    if encoded.rate_hz > RATE_HZ {
        return Err(format!("a chapter cannot have {} samples per second", encoded.rate_hz));
    }
    if encoded.samples > CHAPTER_SAMPLES || encoded.frames > CHAPTER_SAMPLES {
        let ChapterEncoded { samples, frames, .. } = encoded;
        return Err(format!("a chapter cannot have {samples} samples in {frames} frames"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = "0192d3c4-0000-7000-8000-000000000001";

    fn planned(chapters: &serde_json::Value) -> Result<Fact, serde_json::Error> {
        let fact = serde_json::json!({
            "book": BOOK, "revision": 1, "plan": format!("plans/{BOOK}/1.json"), "title": "", "authors": [],
            "options": {}, "chapters": chapters, "characters": 1, "left_out_characters": 0,
        });
        Fact::parse(FactKind::Planned, fact.to_string().as_bytes())
    }

    fn outline(chapter: usize, segments: u64) -> serde_json::Value {
        serde_json::json!({ "chapter": chapter, "title": "", "segments": segments, "characters": 1 })
    }

    fn refused(chapters: &[serde_json::Value], why: &str) {
        let refused = planned(&chapters.into()).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
    }

    #[test]
    fn the_outline_of_no_book_is_refused_and_that_of_the_longest_is_not() {
        let longest: Vec<_> = (1..=10).map(|chapter| outline(chapter, 99_999)).collect();
        planned(&longest.into()).unwrap();

        refused(&[outline(1, 1_500_000_000)], "1500000000 segments");
        refused(&(1..=11).map(|it| outline(it, 99_999)).collect::<Vec<_>>(), "1099989 segments");
        refused(&(1..=10_000).map(|it| outline(it, 1)).collect::<Vec<_>>(), "10000 chapters");
    }

    #[test]
    fn a_speech_without_a_rate_or_with_years_of_samples_is_refused() {
        for (rate_hz, samples) in [(0, 1), (u32::MAX, 1), (24_000, u64::MAX)] {
            let fact = serde_json::json!({
                "outcome": "spoken", "book": BOOK, "revision": 1, "segment": "0001-00001",
                "speech": "05fb617ad543807c0c3fe7ae9d1f33aa8928236e85adb7c0e3b186f5084e2e19",
                "samples": samples, "rate_hz": rate_hz, "cached": false, "engine_ms": 0,
            });
            let kind = FactKind::Segment("0001-00001".parse().unwrap());
            assert!(Fact::parse(kind, fact.to_string().as_bytes()).is_err(), "{rate_hz} {samples}");
        }
    }
}
