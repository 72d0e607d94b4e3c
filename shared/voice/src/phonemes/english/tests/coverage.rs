//! How the words of real books are found: measured where the books are there.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use crate::phonemes::english::letter_names;
use crate::phonemes::english::pronouncer::Pronouncer;
use crate::phonemes::english::tokens::{EnglishToken, tokens};

/// Plain texts of books, one file each; not part of the repository.
fn folder() -> Option<PathBuf> {
    std::env::var_os("LECTOR_BOOK_TEXTS").map(PathBuf::from)
}

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

#[test]
fn books_are_mostly_in_the_dictionary() {
    let Some(folder) = folder() else {
        let _ =
            writeln!(std::io::stderr(), "LECTOR_BOOK_TEXTS names no folder: nothing was counted");
        return;
    };
    let lexicon = Pronouncer::load();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
        for line in text.lines() {
            for token in tokens(line, &[]) {
                let EnglishToken::Word(written) = token else { continue };
                let way = way(&lexicon, &written.letters);
                *ways.entry(way).or_default() += 1;
            }
        }
        let words: usize = ways.values().sum();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let _ = writeln!(std::io::stderr(), "{name}: {words} words, {ways:?}");

        assert!(ways["dictionary"] * 100 > words * 80, "{name}");
    }
}
