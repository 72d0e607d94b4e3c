//! Features of a word's letters, hashed to indices of weights.
//!
//! Shared by the worker, which says words, and by `examples/train_letters.rs`, which learns the weights.

use super::phone::{Phone, Stress};

/// Weights in the table, as a power of two.
pub(crate) const TABLE_BITS: u32 = 19;

/// Letters looked at on each side.
const SIDE: usize = 4;
/// Most letters in one feature; longer stretches would be whole words.
const STRETCH: usize = 7;
/// The letter before and after a word.
const EDGE: u8 = 27;

/// The sounds of one letter: none, one or two.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Label(pub(crate) Vec<Phone>);

impl Label {
    fn key(&self) -> u64 {
        self.0.iter().fold(1, |key, phone| key * 80 + u64::from(phone.code()) + 1)
    }

    fn stress(&self) -> Option<Stress> {
        self.0.iter().find_map(|phone| phone.stress())
    }
}

/// The sounds before a letter.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct LabelHistory {
    last: u64,
    last_but_one: u64,
    /// The stress of each vowel so far, two bits each.
    stresses: u64,
}

impl LabelHistory {
    /// The state after one more letter.
    pub(crate) fn and(self, label: &Label) -> Self {
        let stresses = label
            .stress()
            .map_or(self.stresses, |stress| (self.stresses << 2) | (stress as u64 + 1));
        Self { last: label.key(), last_but_one: self.last, stresses }
    }
}

/// The letters of a word and their features.
#[derive(Debug)]
pub(crate) struct Spelling {
    letters: Vec<u8>,
    places: Vec<LetterFeatures>,
}

#[derive(Debug)]
struct LetterFeatures {
    stretches: Vec<u64>,
    melody: [u64; 4],
    /// Groups of vowel letters that follow, up to 7.
    coming: u64,
}

impl Spelling {
    /// The features of a word in lower case; `None` if it is empty or has other characters.
    pub(crate) fn new(word: &str) -> Option<Self> {
        let letters: Option<Vec<u8>> =
            word.bytes().map(|b| b.is_ascii_lowercase().then_some(b - b'a')).collect();
        let letters = letters.filter(|letters| !letters.is_empty())?;
        let places = (0..letters.len()).map(|at| LetterFeatures::new(&letters, at)).collect();
        Some(Self { letters, places })
    }

    /// The letters, `a` = 0.
    pub(crate) fn letters(&self) -> &[u8] {
        &self.letters
    }

    /// Calls `found` with the index of every weight for `label` that does not depend on the sounds before.
    pub(crate) fn fixed(&self, at: usize, label: &Label, mut found: impl FnMut(usize)) {
        let place = &self.places[at];
        let key = label.key();
        for stretch in &place.stretches {
            found(index(mix(*stretch, key)));
        }
        let Some(stress) = label.stress() else { return };
        for melody in place.melody {
            found(index(mix(melody, 1000 + stress as u64)));
        }
    }

    /// Calls `found` with the index of every weight for `label` that depends on the sounds before.
    pub(crate) fn following(
        &self,
        at: usize,
        said: LabelHistory,
        label: &Label,
        mut found: impl FnMut(usize),
    ) {
        let key = label.key();
        let here = u64::from(self.letters[at]);
        let next = u64::from(self.letters.get(at + 1).copied().unwrap_or(EDGE));
        let pair = mix(said.last, 2000);
        found(index(mix(pair, key)));
        found(index(mix(mix(pair, here * 32 + next), key)));
        found(index(mix(mix(mix(pair, said.last_but_one), here), key)));
        let coming = self.places[at].coming;
        if let Some(stress) = label.stress() {
            let melody = mix(mix(said.stresses, 3000 + stress as u64), coming);
            found(index(melody));
            found(index(mix(melody, self.tail(2))));
            found(index(mix(melody, self.tail(3))));
            found(index(mix(mix(said.stresses, key), coming)));
        }
        if at + 1 == self.letters.len() {
            let whole = mix(said.and(label).stresses, 4000);
            found(index(whole));
            found(index(mix(whole, self.tail(2))));
        }
    }

    fn tail(&self, length: usize) -> u64 {
        let start = self.letters.len().saturating_sub(length);
        self.letters[start..].iter().fold(5, |tail, letter| tail * 32 + u64::from(*letter))
    }
}

impl LetterFeatures {
    fn new(letters: &[u8], at: usize) -> Self {
        let letter = |place: usize| match place.checked_sub(1) {
            Some(place) => u64::from(letters.get(place).copied().unwrap_or(EDGE)),
            None => u64::from(EDGE),
        };
        let mut stretches = vec![];
        // Places are counted from the edge before the word.
        let here = at + 1;
        for left in 0..=SIDE.min(here) {
            for right in 0..=SIDE.min(letters.len() + 1 - here) {
                if left + right < STRETCH {
                    let shape = (left * 16 + right + 6000) as u64;
                    let stretch = (here - left..=here + right).map(letter).fold(shape, mix);
                    stretches.push(stretch);
                }
            }
        }
        let coming = groups(&letters[at + 1..]);
        let gone = groups(&letters[..at]);
        let tail = |length: usize| {
            let start = letters.len().saturating_sub(length);
            letters[start..].iter().fold(7, |tail, letter| mix(tail, u64::from(*letter)))
        };
        let melody = [
            mix(mix(7000, coming), tail(2)),
            mix(mix(7001, coming), tail(3)),
            mix(mix(7002, coming), tail(4)),
            mix(mix(7003, gone), coming),
        ];
        Self { stretches, melody, coming }
    }
}

/// How many groups of vowel letters there are, up to 7.
fn groups(letters: &[u8]) -> u64 {
    let is_vowel = |letter: &u8| b"aeiouy".contains(&(letter + b'a'));
    let starts = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| is_vowel(letter) && (*at == 0 || !is_vowel(&letters[at - 1])));
    starts.count().min(7) as u64
}

fn mix(one: u64, other: u64) -> u64 {
    (one.rotate_left(25) ^ other).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn index(key: u64) -> usize {
    // The shift leaves `TABLE_BITS` bits, which any `usize` holds.
    usize::try_from(mix(key, 8000) >> (64 - TABLE_BITS)).unwrap_or(0)
}
