//! From the book's words to what an engine is given to say, and back.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Said, Segment, Sentence};

/// How a stretch of what is to be said sounds, as the reader's lexicon or the book gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// Which sentence, from 0.
    pub sentence: u32,
    /// First byte, in what is to be said.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// The sounds, in the International Phonetic Alphabet.
    pub ipa: String,
}

/// A stretch of a sentence: its bytes as they are written, its bytes as they are said, and what replaces it.
struct Stretch<'s> {
    written: Range<usize>,
    said: Range<usize>,
    by: &'s Said,
}

impl Sentence {
    /// What the engine is given to say. The book's words stand where sounds are given ([`Segment::sounds`]).
    #[must_use]
    pub fn spoken(&self) -> Cow<'_, str> {
        let stretches = self.stretches();
        if stretches.iter().all(|stretch| stretch.by.ipa) {
            return Cow::Borrowed(&self.text);
        }
        let (mut spoken, mut done) = (String::with_capacity(self.text.len() * 2), 0);
        for Stretch { written, by, .. } in stretches.iter().filter(|stretch| !stretch.by.ipa) {
            spoken.push_str(&self.text[done..written.start]);
            spoken.push_str(&by.words);
            done = written.end;
        }
        spoken.push_str(&self.text[done..]);
        Cow::Owned(spoken)
    }

    /// Which bytes of the book's text a range of what is said stands for: the whole of a stretch that is said otherwise.
    #[must_use]
    pub fn written(&self, said: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (None, None);
        let mut shift = 0_isize;
        for stretch in self.stretches() {
            if start.is_none() && said.start < stretch.said.end {
                start = Some(if said.start < stretch.said.start {
                    said.start.saturating_add_signed(shift)
                } else {
                    stretch.written.start
                });
            }
            if end.is_none() && said.end <= stretch.said.end {
                end = Some(if said.end <= stretch.said.start {
                    said.end.saturating_add_signed(shift)
                } else {
                    stretch.written.end
                });
            }
            shift += stretch.written.len().cast_signed() - stretch.said.len().cast_signed();
        }
        let start = start.unwrap_or_else(|| said.start.saturating_add_signed(shift));
        let end = end.unwrap_or_else(|| said.end.saturating_add_signed(shift));
        start.min(self.text.len())..end.min(self.text.len()).max(start.min(self.text.len()))
    }

    /// The stretches that are said otherwise, in order; what contradicts the text or an earlier stretch is passed over.
    fn stretches(&self) -> Vec<Stretch<'_>> {
        let mut stretches: Vec<Stretch<'_>> = Vec::new();
        let mut shift = 0_isize;
        for by in &self.said {
            let written = by.from as usize..by.to as usize;
            let done = stretches.last().map_or(0, |last| last.written.end);
            if written.start < done || self.text.get(written.clone()).is_none() {
                continue;
            }
            let start = written.start.saturating_add_signed(shift);
            let length = if by.ipa { written.len() } else { by.words.len() };
            shift += length.cast_signed() - written.len().cast_signed();
            stretches.push(Stretch { written, said: start..start + length, by });
        }
        stretches
    }
}

impl Segment {
    /// How stretches of what is to be said sound, where that is given.
    #[must_use]
    pub fn sounds(&self) -> Vec<Sound> {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let of = |(sentence, of): (usize, &Sentence)| -> Vec<Sound> {
            let given = of.stretches().into_iter().filter(|stretch| stretch.by.ipa);
            let sound = |stretch: Stretch<'_>| Sound {
                sentence: number(sentence),
                from: number(stretch.said.start),
                to: number(stretch.said.end),
                ipa: stretch.by.words.clone(),
            };
            given.map(sound).collect()
        };
        self.sentences.iter().enumerate().flat_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChapterId, Digest, Pause, SegmentId, SegmentKind, SpeechKey};

    fn sentence(text: &str, said: &[(u32, u32, &str, bool)]) -> Sentence {
        let said = said.iter().map(|&(from, to, words, ipa)| Said {
            from,
            to,
            words: words.to_owned(),
            ipa,
        });
        Sentence { said: said.collect(), ..Sentence::new(text, Pause::Sentence) }
    }

    fn check(text: &str, said: &[(u32, u32, &str)], expected: &str) {
        let said: Vec<_> = said.iter().map(|&(from, to, words)| (from, to, words, false)).collect();
        assert_eq!(sentence(text, &said).spoken(), expected);
    }

    #[test]
    fn what_is_spoken_is_the_text_with_its_replacements() {
        check("In 1984.", &[], "In 1984.");
        check("In 1984 & 7.", &[(3, 7, "x"), (8, 9, "and"), (10, 11, "y")], "In x and y.");
        check("é7", &[(2, 3, "seven")], "éseven");
        check("é7", &[(1, 2, "wrong"), (0, 99, "wrong")], "é7");
        check("abc", &[(1, 2, "x"), (0, 1, "behind the first")], "axc");
    }

    #[test]
    fn sounds_are_given_by_their_place_in_what_is_said() {
        let first = sentence("In 1984 Siân & I.", &[(3, 7, "x", false), (8, 13, "ʃɑːn", true)]);
        let second = sentence("Siân.", &[(0, 5, "ʃɑːn", true)]);
        let segment = Segment {
            id: SegmentId::new(ChapterId(1), 1),
            sentences: vec![first, second],
            speech: SpeechKey(Digest::of(b"")),
            kind: SegmentKind::Text,
        };

        let sounds = segment.sounds();

        let places: Vec<_> = sounds.iter().map(|s| (s.sentence, s.from, s.to)).collect();
        assert_eq!(places, [(0, 5, 10), (1, 0, 5)]);
        let spoken = segment.sentences[0].spoken();
        assert_eq!((&*spoken, &spoken[5..10]), ("In x Siân & I.", "Siân"));
    }

    #[test]
    fn what_was_said_is_found_in_the_book() {
        let year = sentence(
            "In 1984 & so.",
            &[(3, 7, "nineteen eighty-four", false), (8, 9, "and", false)],
        );
        let said = year.spoken().into_owned();
        let written = |word: &str| {
            let start = said.find(word).unwrap();
            &year.text[year.written(start..start + word.len())]
        };

        assert_eq!(
            [written("In"), written("nineteen"), written("eighty-four")],
            ["In", "1984", "1984"]
        );
        assert_eq!([written("and"), written("so."), written("four and")], ["&", "so.", "1984 &"]);
    }
}
