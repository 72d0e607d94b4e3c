//! Learns how letters sound from the packed dictionary: `cargo run --release -p voice --features train --example train_letters`.
//!
//! Trains on nine of ten words and tests on the tenth, always the same words. Takes a few minutes.
#![expect(clippy::unwrap_used, reason = "a tool for developers, who see where it ends")]
#![expect(clippy::print_stdout, reason = "a tool for developers")]

mod align;
#[expect(dead_code, reason = "shared with the worker, which uses all of it")]
#[path = "../../src/phonemes/english/dictionary.rs"]
mod dictionary;
#[path = "../../src/phonemes/english/letter_to_sound.rs"]
mod letter_to_sound;
#[path = "../../src/phonemes/english/phone.rs"]
mod phone;
#[path = "../../src/phonemes/english/pronunciation_score.rs"]
mod pronunciation_score;
#[path = "../../src/phonemes/english/spelling.rs"]
mod spelling;
mod train;

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

use letter_to_sound::LetterToSound;
use phone::Phone;
use spelling::Label;

/// Their place in the source tree.
const PACKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/voices/english/letters.gz");

type WordList = Vec<(String, Vec<Phone>)>;

fn main() {
    let (asked, learned) = words();
    println!("{} words to learn from, {} to ask", learned.len(), asked.len());
    let aligned = align::align(&learned);
    println!("{} of them aligned", aligned.len());
    let letters = train::train(&aligned, |letters, round| {
        println!("round {round}: {}", right(letters, &asked));
    });
    let small = train::small(letters);
    println!("as it is written: {}", right(&small, &asked));
    let packed = pack(&small);
    std::fs::write(PACKED, &packed).unwrap();
    println!("{} bytes in {PACKED}", packed.len());
}

/// Words to ask, and words to learn from.
fn words() -> (WordList, WordList) {
    let dictionary = dictionary::Dictionary::load();
    let plain = dictionary.words().filter(|(word, _)| word.bytes().all(|b| b.is_ascii_lowercase()));
    let plain = plain.map(|(word, phones)| (word.to_owned(), phones));
    plain.partition(|(word, _)| pronunciation_score::is_kept_for_asking(word))
}

/// Shares of words and sounds that are right.
fn right<W: Copy + Into<f32>>(letters: &LetterToSound<W>, asked: &WordList) -> String {
    let mut score = pronunciation_score::PronunciationScore::default();
    for (word, phones) in asked {
        score.count(&letters.say(word, None).unwrap_or_default(), phones);
    }
    score.to_string()
}

fn pack(letters: &LetterToSound<i8>) -> Vec<u8> {
    let mut packed = GzEncoder::new(vec![], Compression::best());
    for labels in &letters.labels {
        packed.write_all(&[u8::try_from(labels.len()).unwrap()]).unwrap();
        for Label(phones) in labels {
            let codes = phones.iter().map(|phone| phone.code());
            let bytes: Vec<u8> =
                [u8::try_from(phones.len()).unwrap()].into_iter().chain(codes).collect();
            packed.write_all(&bytes).unwrap();
        }
    }
    let weights: Vec<u8> = letters.weights.iter().map(|weight| weight.cast_unsigned()).collect();
    packed.write_all(&weights).unwrap();
    packed.finish().unwrap()
}
