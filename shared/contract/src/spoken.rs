//! The spoken form of a sentence: maps the book's words to the text for the engine, and back.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{Said, Segment, Sentence};

/// The pronunciation of a part of a spoken form, as the reader's lexicon or the book gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// Which sentence, from 0.
    pub sentence: u32,
    /// First byte, in the spoken form.
    pub from: u32,
    /// One past the last byte.
    pub to: u32,
    /// The sounds, in the International Phonetic Alphabet.
    pub ipa: String,
}

/// A part of a sentence that is said differently from how it is written: its bytes in the text, its bytes in the spoken form, and
/// its replacement.
struct Replacement<'s> {
    written: Range<usize>,
    said: Range<usize>,
    by: &'s Said,
}

impl Sentence {
    /// The spoken form: the text for the engine. Words with a given pronunciation stay as they are ([`Segment::sounds`]).
    #[must_use]
    pub fn spoken(&self) -> Cow<'_, str> {
        let replacements = self.replacements();
        if replacements.iter().all(|replacement| replacement.by.ipa) {
            return Cow::Borrowed(&self.text);
        }
        let (mut spoken, mut done) = (String::with_capacity(self.text.len() * 2), 0);
        for Replacement { written, by, .. } in
            replacements.iter().filter(|replacement| !replacement.by.ipa)
        {
            spoken.push_str(&self.text[done..written.start]);
            spoken.push_str(&by.words);
            done = written.end;
        }
        spoken.push_str(&self.text[done..]);
        Cow::Owned(spoken)
    }

    /// Which bytes of the book's text a range of the spoken form stands for: always the whole of a part that was replaced.
    #[must_use]
    pub fn written(&self, said: Range<usize>) -> Range<usize> {
        let (mut start, mut end) = (None, None);
        let mut shift = 0_isize;
        for replacement in self.replacements() {
            if start.is_none() && said.start < replacement.said.end {
                start = Some(if said.start < replacement.said.start {
                    said.start.saturating_add_signed(shift)
                } else {
                    replacement.written.start
                });
            }
            if end.is_none() && said.end <= replacement.said.end {
                end = Some(if said.end <= replacement.said.start {
                    said.end.saturating_add_signed(shift)
                } else {
                    replacement.written.end
                });
            }
            shift += replacement.written.len().cast_signed() - replacement.said.len().cast_signed();
        }
        let start = start.unwrap_or_else(|| said.start.saturating_add_signed(shift));
        let end = end.unwrap_or_else(|| said.end.saturating_add_signed(shift));
        start.min(self.text.len())..end.min(self.text.len()).max(start.min(self.text.len()))
    }

    /// The replacements, in order; one that contradicts the text or an earlier one is ignored.
    fn replacements(&self) -> Vec<Replacement<'_>> {
        let mut replacements: Vec<Replacement<'_>> = Vec::new();
        let mut shift = 0_isize;
        for by in &self.said {
            let written = by.from as usize..by.to as usize;
            let done = replacements.last().map_or(0, |last| last.written.end);
            if written.start < done || self.text.get(written.clone()).is_none() {
                continue;
            }
            let start = written.start.saturating_add_signed(shift);
            let length = if by.ipa { written.len() } else { by.words.len() };
            shift += length.cast_signed() - written.len().cast_signed();
            replacements.push(Replacement { written, said: start..start + length, by });
        }
        replacements
    }
}

impl Segment {
    /// The pronunciations that are given for parts of its spoken form.
    #[must_use]
    pub fn sounds(&self) -> Vec<Sound> {
        let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let of = |(sentence, of): (usize, &Sentence)| -> Vec<Sound> {
            let given = of.replacements().into_iter().filter(|replacement| replacement.by.ipa);
            let sound = |replacement: Replacement<'_>| Sound {
                sentence: number(sentence),
                from: number(replacement.said.start),
                to: number(replacement.said.end),
                ipa: replacement.by.words.clone(),
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
