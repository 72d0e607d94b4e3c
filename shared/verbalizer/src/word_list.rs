//! Lists of words, separated by spaces.

/// Whether a list has this word.
pub fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split(' ').any(|known| known == word)
}
