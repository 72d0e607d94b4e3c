//! The trained letter-to-sound weights, packed into the program.

use std::io::Read as _;

use flate2::read::GzDecoder;

use super::letter_to_sound::LetterToSound;
use super::phone::Phone;
use super::spelling::Label;

/// Made by `examples/train_letters` from the dictionary.
const PACKED: &[u8] = include_bytes!("../../../voices/english/letters.gz");

/// Unpacks the possible sounds of each letter, and the weights.
pub(crate) fn load() -> LetterToSound<i8> {
    let mut bytes = vec![];
    #[expect(clippy::expect_used, reason = "the bytes are part of the program, and tested")]
    GzDecoder::new(PACKED).read_to_end(&mut bytes).expect("the weights are whole");
    let mut rest = bytes.as_slice();
    let labels = (0..26).map(|_| labels(&mut rest)).collect();
    LetterToSound { labels, weights: rest.iter().map(|byte| byte.cast_signed()).collect() }
}

/// The number of labels, and each label as a number of sounds and their codes.
fn labels(rest: &mut &[u8]) -> Vec<Label> {
    let count = take(rest, 1).first().copied().unwrap_or(0);
    let label = |_| {
        let length = take(rest, 1).first().copied().unwrap_or(0);
        Label(take(rest, length.into()).iter().filter_map(|code| Phone::new(*code)).collect())
    };
    (0..count).map(label).collect()
}

fn take<'b>(rest: &mut &'b [u8], length: usize) -> &'b [u8] {
    let (taken, left) = rest.split_at(length.min(rest.len()));
    *rest = left;
    taken
}

#[cfg(test)]
mod tests {
    use super::super::dictionary::Dictionary;
    use super::super::pronunciation_score::{PronunciationScore, is_kept_for_asking};
    use super::super::spelling::TABLE_BITS;
    use super::*;

    #[test]
    fn words_it_never_saw_are_mostly_right() {
        let letters = load();
        let mut score = PronunciationScore::default();

        for (word, phones) in Dictionary::load().words().step_by(7) {
            if is_kept_for_asking(word) && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                score.count(&letters.say(word, None).unwrap(), &phones);
            }
        }

        assert!(score.words_percent() > 60.0, "{score}");
    }

    #[test]
    fn it_is_small_and_whole() {
        let letters = load();

        assert!(PACKED.len() < 400_000, "{} bytes", PACKED.len());
        assert_eq!(letters.weights.len(), 1 << TABLE_BITS);
        assert!(letters.labels.iter().all(|labels| !labels.is_empty()));
    }
}
