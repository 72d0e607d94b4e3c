//! Accuracy of letter-to-sound conversion: shares of words and of phones that are right.

use std::fmt;

use super::phone::{Phone, Stress};

/// Words asked, and right ones.
#[derive(Debug, Default)]
pub(crate) struct PronunciationScore {
    words: usize,
    right: usize,
    right_but_stress: usize,
    phones: usize,
    wrong_phones: usize,
}

/// Whether a word is kept for testing when the weights are learned: one of ten, always the same ones.
pub(crate) fn is_kept_for_asking(word: &str) -> bool {
    let hash = word
        .bytes()
        .fold(5_381_u32, |hash, byte| hash.wrapping_mul(33).wrapping_add(u32::from(byte)));
    (hash.wrapping_mul(0x9E37_79B9) >> 16).is_multiple_of(10)
}

impl PronunciationScore {
    /// Counts a word.
    pub(crate) fn count(&mut self, said: &[Phone], right: &[Phone]) {
        let bare = |phones: &[Phone]| -> Vec<Phone> {
            phones.iter().map(|phone| phone.with(Stress::Secondary)).collect()
        };
        let (said_bare, right_bare) = (bare(said), bare(right));
        self.words += 1;
        self.right += usize::from(level(said) == level(right));
        self.right_but_stress += usize::from(said_bare == right_bare);
        self.phones += right.len();
        self.wrong_phones += distance(&said_bare, &right_bare);
    }

    /// Percentages of words that are entirely right, including stress.
    pub(crate) fn words_percent(&self) -> f64 {
        percent(self.right, self.words)
    }
}

impl fmt::Display for PronunciationScore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words_percent();
        let sounds = percent(self.right_but_stress, self.words);
        let phones = 100.0 - percent(self.wrong_phones, self.phones);
        write!(f, "words {words:.1} % ({sounds:.1} % but for stress), sounds {phones:.1} %")
    }
}

/// Secondary stress is not written, so it matters only if it changes the sound.
fn level(phones: &[Phone]) -> Vec<(&'static str, bool)> {
    phones.iter().map(|phone| (phone.ipa(), phone.stress() == Some(Stress::Primary))).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// The number of sounds that must be changed, added or removed.
fn distance(one: &[Phone], other: &[Phone]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, phone) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = at + 1;
        for (place, against) in other.iter().enumerate() {
            let changed = corner + usize::from(phone != against);
            corner = row[place + 1];
            row[place + 1] = changed.min(row[place] + 1).min(corner + 1);
        }
    }
    row[other.len()]
}
