//! The CMU pronouncing dictionary, packed: some 126,000 words and their phones in one buffer.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::phone::Phone;

/// Made by `examples/pack_english.rs`; its licence is beside it.
const PACKED: &[u8] = include_bytes!("../../../voices/english/cmudict.gz");

/// A byte from here on is a sound, one below it a letter.
const SOUND: u8 = 0x80;

/// Words, in the order of their bytes, each followed by its sounds.
#[derive(Debug)]
pub(crate) struct Dictionary {
    bytes: Vec<u8>,
    starts: Vec<u32>,
}

impl Dictionary {
    /// Unpacks the words; a few milliseconds.
    pub(crate) fn load() -> Self {
        let mut folded = vec![];
        #[expect(clippy::expect_used, reason = "the bytes are part of the program, and tested")]
        GzDecoder::new(PACKED).read_to_end(&mut folded).expect("the dictionary is whole");
        Self::unfold(&folded)
    }

    /// The sounds of a word in lower case; `None` if the word is not in the dictionary.
    pub(crate) fn get(&self, word: &str) -> Option<Vec<Phone>> {
        let compared = |start: &u32| self.entry(*start).0.cmp(word.as_bytes());
        let found = self.starts.binary_search_by(compared).ok()?;
        let (_, sounds) = self.entry(self.starts[found]);
        Some(sounds.iter().filter_map(|byte| Phone::new(byte - SOUND)).collect())
    }

    /// All words with their sounds, in order.
    #[cfg(any(test, feature = "train"))]
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, Vec<Phone>)> {
        self.starts.iter().map(|start| {
            let (word, sounds) = self.entry(*start);
            let phones = sounds.iter().filter_map(|byte| Phone::new(byte - SOUND)).collect();
            (str::from_utf8(word).unwrap_or_default(), phones)
        })
    }

    fn entry(&self, start: u32) -> (&[u8], &[u8]) {
        let rest = &self.bytes[start as usize..];
        let word = rest.iter().position(|byte| *byte >= SOUND).unwrap_or(rest.len());
        let sounds = rest[word..].iter().position(|byte| *byte < SOUND);
        (&rest[..word], &rest[word..sounds.map_or(rest.len(), |length| word + length)])
    }

    /// Each folded entry: how many letters it has from the one before, its other letters, its sounds.
    fn unfold(folded: &[u8]) -> Self {
        let mut bytes = Vec::with_capacity(folded.len() * 2);
        let mut starts: Vec<u32> = vec![];
        let mut rest = folded;
        while let Some((shared, behind)) = rest.split_first() {
            let sounds = behind.iter().position(|byte| *byte >= SOUND).unwrap_or(behind.len());
            let length = behind[sounds..].iter().position(|byte| *byte < SOUND);
            let length = length.map_or(behind.len(), |length| sounds + length);
            let before = starts.last().map_or(0, |start| *start as usize);
            starts.push(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
            bytes.extend_from_within(before..before + usize::from(*shared));
            bytes.extend_from_slice(&behind[..length]);
            rest = &behind[length..];
        }
        Self { bytes, starts }
    }
}

#[cfg(test)]
mod tests {
    use super::super::phone::phones;
    use super::*;

    #[test]
    fn words_are_found_and_others_are_not() {
        let dictionary = Dictionary::load();

        assert_eq!(dictionary.get("aardvark"), Some(phones("AA1 R D V AA2 R K")));
        assert_eq!(dictionary.get("zebra"), Some(phones("Z IY1 B R AH0")));
        assert_eq!(dictionary.get("don't"), Some(phones("D OW1 N T")));
        assert_eq!(dictionary.get("xyzzy"), None);
        assert_eq!(dictionary.get(""), None);
    }

    #[test]
    fn it_is_small_and_every_word_is_found_again() {
        let dictionary = Dictionary::load();

        let words: Vec<_> = dictionary.words().collect();

        assert!(PACKED.len() < 1_000_000, "{} bytes", PACKED.len());
        assert!(dictionary.bytes.len() + 4 * dictionary.starts.len() < 4_000_000);
        assert!(words.len() > 120_000, "{} words", words.len());
        for (word, phones) in words.iter().step_by(97) {
            assert_eq!(dictionary.get(word).as_ref(), Some(phones), "{word}");
        }
    }
}
