//! Maps the places of words from the samples of their speeches to those of the chapter.

use contract::{SegmentId, SpeechInfo, WordTime};
use serde::{Deserialize, Serialize};

use crate::timeline::SentencePosition;

/// The words of a segment. Their byte ranges refer to the spoken form: another book may write the same speech differently.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentWords {
    /// Their segment.
    pub segment: SegmentId,
    /// Whether their places are estimated.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
    /// In order; their samples are those of the chapter.
    pub words: Vec<WordTime>,
}

/// Places the words of the segment whose sentences were laid out last; `None` if the voice reports no words.
pub fn place(
    laid: &[SentencePosition],
    segment: SegmentId,
    info: &SpeechInfo,
) -> Option<SegmentWords> {
    let own = laid.iter().rev().take_while(|spot| spot.segment == segment).count();
    let spots = &laid[laid.len() - own..];
    let word = |word: &WordTime| {
        let sentence = word.sentence as usize;
        let spot = spots.iter().rfind(|spot| spot.sentence <= sentence)?;
        let within = |at: u64| (spot.start + at.saturating_sub(spot.from)).min(spot.end);
        let (start, end) = (within(word.start), within(word.end));
        Some(WordTime { start, end: end.max(start), ..*word })
    };
    let words: Vec<WordTime> = info.words.iter().filter_map(word).collect();
    let estimated = info.words_are_estimated;
    (!words.is_empty()).then_some(SegmentWords { segment, estimated, words })
}

#[cfg(test)]
mod tests {
    use contract::ChapterId;

    use super::*;

    fn spot(
        segment: u32,
        sentence: usize,
        (start, end): (u64, u64),
        from: u64,
    ) -> SentencePosition {
        let segment = SegmentId::new(ChapterId(1), segment);
        SentencePosition { segment, sentence, sentences: 1, start, end, from }
    }

    fn info(words: &[(u32, u64, u64)]) -> SpeechInfo {
        let word = |&(sentence, start, end)| WordTime { sentence, from: 0, to: 1, start, end };
        SpeechInfo { words: words.iter().map(word).collect(), ..SpeechInfo::default() }
    }

    fn check(laid: &[SentencePosition], words: &[(u32, u64, u64)], expected: &[(u64, u64)]) {
        let placed = place(laid, SegmentId::new(ChapterId(1), 2), &info(words));
        let words = placed.map_or(vec![], |placed| placed.words);
        let found: Vec<_> = words.iter().map(|word| (word.start, word.end)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_lie_in_the_chapter_as_in_their_speech() {
        let other = spot(1, 0, (0, 500), 0);
        let two = [other, spot(2, 0, (600, 700), 10), spot(2, 1, (900, 950), 110)];

        check(
            &two,
            &[(0, 10, 60), (0, 60, 110), (1, 115, 160)],
            &[(600, 650), (650, 700), (905, 950)],
        );
        check(&two, &[(0, 0, 20), (1, 100, 900)], &[(600, 610), (900, 950)]);
        check(&[spot(2, 0, (5, 25), 0)], &[(0, 0, 10), (1, 10, 20)], &[(5, 15), (15, 25)]);
        check(&[], &[(0, 0, 20)], &[]);
        check(&two, &[], &[]);
    }
}
