//! Words of a text whose sounds are guessed by their letters: names and rare words, for which a lexicon is worth writing.

use std::collections::BTreeMap;

use serde::Serialize;

use super::EnglishPhonemizer;
use super::tokens::{EnglishToken, tokens};
use crate::phonemes::Phonemizer as _;

/// A word whose sounds are guessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GuessedWord {
    /// As the text has it, without a genitive's ending.
    pub written: String,
    /// How often it occurs.
    pub count: usize,
    /// How it will sound, in IPA.
    pub ipa: String,
}

impl EnglishPhonemizer {
    /// Lists the words of these texts whose sounds are guessed by their letters, the most frequent first.
    pub fn guesses<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> Vec<GuessedWord> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for text in texts {
            for token in tokens(text, &[]) {
                let EnglishToken::Word(word) = token else { continue };
                if word.letters.len() > 1 && self.pronouncer.is_guess(&word.letters, word.accent) {
                    let written = text.get(word.range).unwrap_or_default();
                    *counts.entry(without_genitive(written).to_owned()).or_default() += 1;
                }
            }
        }
        let mut guesses: Vec<GuessedWord> = counts
            .into_iter()
            .map(|(written, count)| GuessedWord { ipa: self.ipa(&written), written, count })
            .collect();
        guesses.sort_by_key(|guess| std::cmp::Reverse(guess.count));
        guesses
    }

    fn ipa(&mut self, word: &str) -> String {
        let said = self.phonemize(word, &[]).map(|said| said.symbols).unwrap_or_default();
        said.into_iter().filter(|symbol| *symbol != '.').collect()
    }
}

fn without_genitive(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_no_dictionary_has_are_listed_with_their_sounds() {
        let mut english = EnglishPhonemizer::load();

        let guesses =
            english.guesses(["Zorvath’s house was large.", "Zorvath walked to Grimpeth."]);

        let shown: Vec<_> = guesses.iter().map(|it| (it.written.as_str(), it.count)).collect();
        assert_eq!(shown, [("Zorvath", 2), ("Grimpeth", 1)]);
        assert!(guesses[0].ipa.contains('z'), "{guesses:?}");
    }
}
