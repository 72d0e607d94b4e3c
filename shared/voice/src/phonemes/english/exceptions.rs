//! Words that the dictionary lacks or has wrong, and that no rule gives.

use std::collections::HashMap;

use super::phone::{Phone, phones};
use crate::phonemes::nfd::nfd;

const LIST: &str = include_str!("exceptions.txt");

/// Words in lower case, and their sounds.
#[derive(Debug)]
pub(crate) struct Exceptions {
    plain: HashMap<&'static str, &'static str>,
    /// Those that end in `é`, without accents.
    accented: HashMap<String, &'static str>,
}

impl Exceptions {
    /// Reads the list.
    pub(crate) fn load() -> Self {
        let (mut plain, mut accented) = (HashMap::new(), HashMap::new());
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        for (word, sounds) in lines.filter_map(|line| line.split_once(' ')) {
            if word.is_ascii() {
                plain.insert(word, sounds);
            } else {
                let letters = nfd(word).chars().filter(char::is_ascii).collect();
                accented.insert(letters, sounds);
            }
        }
        Self { plain, accented }
    }

    /// The sounds of a word as the list has it.
    pub(crate) fn get(&self, word: &str) -> Option<Vec<Phone>> {
        self.plain.get(word).map(|sounds| phones(sounds))
    }

    /// The sounds of a word that ends in `é`.
    pub(crate) fn accented(&self, word: &str) -> Option<Vec<Phone>> {
        self.accented.get(word).map(|sounds| phones(sounds))
    }
}
