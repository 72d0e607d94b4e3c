//! How the words of public books are pronounced: by the dictionary, by affixes, by letters.

use std::collections::BTreeMap;
use std::io::Write as _;

use crate::phonemes::english::letter_names;
use crate::phonemes::english::pronouncer::Pronouncer;
use crate::phonemes::english::tokens::{EnglishToken, tokens};

const BOOKS: [&str; 4] = [
    "frankenstein.epub",
    "the-time-machine.epub",
    "the-importance-of-being-earnest.epub",
    "war-and-peace.epub",
];

fn way(lexicon: &Pronouncer, word: &str) -> &'static str {
    let small = word.to_lowercase();
    if word.len() == 1 || lexicon.known(&small).is_some() {
        "dictionary"
    } else if lexicon.derived(word, 3).is_some() {
        "endings"
    } else if lexicon.american(&small).is_some() {
        "british"
    } else if lexicon.compound(word).is_some() {
        "compounds"
    } else if letter_names::is_unsayable(&small) || word.chars().all(char::is_uppercase) {
        "spelled"
    } else {
        "letters"
    }
}

/// One line in so many is looked at.
const EACH: usize = 10;

#[test]
fn books_are_mostly_in_the_dictionary() {
    let lexicon = Pronouncer::load();
    for name in BOOKS {
        let Some(path) = testkit::real_book(name) else { return };
        let text = testkit::plain_text(&path);
        let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
        for line in text.lines().step_by(EACH) {
            for token in tokens(line, &[]) {
                let EnglishToken::Word(written) = token else { continue };
                let way = way(&lexicon, &written.letters);
                *ways.entry(way).or_default() += 1;
            }
        }
        let words: usize = ways.values().sum();
        let _ = writeln!(std::io::stderr(), "{name}: {words} words, {ways:?}");

        assert!(ways["dictionary"] * 100 > words * 80, "{name}");
    }
}
