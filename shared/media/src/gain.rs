//! The gain of a voice: the part of a book that it is measured on, and its steps.

use contract::{Chapter, Plan, Segment, Voice};

/// Characters of the book by one voice on which its loudness is measured: about six minutes.
const ENOUGH: usize = 6_000;

/// Steps of the gain, in hundredths of a decibel: coarse, so that one corrected word does not make a whole book be encoded again.
const STEP: i32 = 20;

/// Lowest and highest gain, in hundredths of a decibel.
const LEAST: i32 = -2_000;
const MOST: i32 = 3_000;

/// The voice of `chapter`.
fn voice<'a>(plan: &'a Plan, chapter: &Chapter) -> &'a Voice {
    plan.options.voice_of(chapter.id)
}

/// The first segments that `by` reads, as if they were a chapter.
pub fn beginning(plan: &Plan, by: &Voice) -> Chapter {
    let of_voice = plan.chapters.iter().filter(|chapter| voice(plan, chapter) == by);
    let mut characters = 0;
    let segments = of_voice.flat_map(|chapter| &chapter.segments).take_while(|segment| {
        let is_enough = characters >= ENOUGH;
        characters += length(segment);
        !is_enough
    });
    let segments = segments.cloned().collect();
    Chapter { id: contract::ChapterId(1), title: String::new(), segments }
}

fn length(segment: &Segment) -> usize {
    segment.sentences.iter().map(|sentence| sentence.text.chars().count()).sum()
}

/// A gain in hundredths of a decibel, clamped to the lowest and highest gain.
#[expect(clippy::cast_possible_truncation, reason = "a gain is small, and a cast saturates")]
pub fn centi(decibels: f64) -> i32 {
    ((decibels * 100.0).round() as i32).clamp(LEAST, MOST)
}

/// A gain in hundredths of a decibel, in whole steps.
pub fn rounded(decibels: f64) -> i32 {
    (centi(decibels) + STEP / 2).div_euclid(STEP) * STEP
}

#[cfg(test)]
mod tests {
    use contract::{
        BlobKey, BookId, ChapterId, Digest, Metadata, Options, Pause, Revision, Schema, SegmentId,
        SegmentKind, Sentence, SpeechKey,
    };

    use super::*;

    fn plan(chapters: u32, segments: u32, characters: usize) -> Plan {
        let segment = |chapter, index| Segment {
            id: SegmentId::new(ChapterId(chapter), index),
            sentences: vec![Sentence::new("é".repeat(characters), Pause::Sentence)],
            speech: SpeechKey(Digest::of(b"")),
            kind: SegmentKind::Text,
        };
        let chapter = |number| Chapter {
            id: ChapterId(number),
            title: String::new(),
            segments: (1..=segments).map(|index| segment(number, index)).collect(),
        };
        Plan {
            lost: vec![],
            schema: Schema::default(),
            book: BookId(uuid::Uuid::from_u128(1)),
            revision: Revision::FIRST,
            source: BlobKey::source(Digest::of(b"")),
            options: Options::default(),
            metadata: Metadata::default(),
            chapters: (1..=chapters).map(chapter).collect(),
            left_out: vec![],
            warnings: vec![],
            pages: vec![],
            account: None,
        }
    }

    #[test]
    fn the_beginning_is_enough_characters_or_all_there_are() {
        let check = |chapters, segments, characters, expected| {
            let plan = plan(chapters, segments, characters);
            assert_eq!(beginning(&plan, &plan.options.voice).segments.len(), expected);
        };

        check(40, 20, 500, 12);
        check(3, 1, 500, 3);
        check(2, 2, 7_000, 1);
    }
}
