//! Names of the letters, for words that are spelled out.

use super::phone::{Phone, phones};

/// The names of the letters from a to z.
const NAMES: [&str; 26] = [
    "EY1",
    "B IY1",
    "S IY1",
    "D IY1",
    "IY1",
    "EH1 F",
    "JH IY1",
    "EY1 CH",
    "AY1",
    "JH EY1",
    "K EY1",
    "EH1 L",
    "EH1 M",
    "EH1 N",
    "OW1",
    "P IY1",
    "K Y UW1",
    "AA1 R",
    "EH1 S",
    "T IY1",
    "Y UW1",
    "V IY1",
    "D AH1 B AH0 L Y UW0",
    "EH1 K S",
    "W AY1",
    "Z IY1",
];

/// Says the letters of a word one by one.
pub(crate) fn spell(word: &str) -> Vec<Phone> {
    let name = |byte: u8| NAMES.get(usize::from(byte.to_ascii_lowercase().checked_sub(b'a')?));
    word.bytes().filter_map(name).flat_map(|name| phones(name)).collect()
}

/// Whether a word has no vowel letter, so that it must be spelled out.
pub(crate) fn is_unsayable(word: &str) -> bool {
    !word.bytes().any(|byte| b"aeiouy".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_named() {
        assert_eq!(spell("TV"), phones("T IY1 V IY1"));
        assert!(is_unsayable("hmm"));
        assert!(!is_unsayable("sky"));
    }
}
