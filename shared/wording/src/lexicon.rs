//! Pronunciation lexicons of readers: words and patterns, with what is said instead.

mod entry;
mod error;
mod matching;
mod pls;
mod toml_format;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use regex::Regex;

use crate::lexicon::entry::{LexiconEntry, Matcher};
pub use crate::lexicon::error::{Error, LexiconErrorKind};
use crate::lexicon::matching::{first_word, found_words};
use contract::primary_subtag;
use verbalizer::SpokenForm;

/// Entries, in their order: the first that matches wins.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: Vec<LexiconEntry>,
    /// Entries by their first word, in lower case.
    by_word: HashMap<String, Vec<usize>>,
    /// Entries that are patterns, with their positions.
    patterns: Vec<(usize, Regex)>,
}

impl Lexicon {
    /// Reads a file in our own format or in that of the W3C (PLS).
    pub fn read(file: &str, text: &str) -> Result<Self, Error> {
        let text = text.trim_start_matches('\u{feff}');
        let entries = match text.trim_start().starts_with('<') {
            true => pls::entries(text),
            false => toml_format::entries(text),
        };
        let found = entries.and_then(Self::of);
        found.map_err(|(at, reason)| Error {
            file: file.to_owned(),
            line: error::line(text, at),
            reason,
        })
    }

    /// Reads several files, names and texts: if two have a word, the first one wins.
    pub fn of_all(files: &[(String, String)]) -> Result<Self, Error> {
        let mut read = files.iter().map(|(file, text)| Self::read(file, text));
        read.try_fold(Self::default(), |all, one| Ok(all.then(one?)))
    }

    fn of(entries: Vec<(usize, LexiconEntry)>) -> Result<Self, (usize, LexiconErrorKind)> {
        let mut lexicon = Self::default();
        for (at, entry) in entries {
            lexicon.add(entry).map_err(|reason| (at, reason))?;
        }
        Ok(lexicon)
    }

    fn add(&mut self, entry: LexiconEntry) -> Result<(), LexiconErrorKind> {
        let place = self.entries.len();
        let pattern = match &entry.find {
            Matcher::Words(words) => match first_word(words).filter(|_| !entry.part) {
                Some(first) => {
                    self.by_word.entry(first.to_lowercase()).or_default().push(place);
                    None
                }
                None => Some(regex::escape(words)),
            },
            Matcher::Pattern(pattern) => Some(pattern.clone()),
        };
        if let Some(pattern) = pattern {
            let pattern = matching::pattern(&pattern, entry.case)?;
            if matches!(entry.find, Matcher::Pattern(_)) {
                matching::check_groups(&pattern, &entry.spoken)?;
            }
            self.patterns.push((place, pattern));
        }
        self.entries.push(entry);
        Ok(())
    }

    /// Appends the entries of `later`.
    #[must_use]
    pub(crate) fn then(mut self, later: Self) -> Self {
        let shift = self.entries.len();
        self.entries.extend(later.entries);
        for (word, places) in later.by_word {
            let places = places.into_iter().map(|place| place + shift);
            self.by_word.entry(word).or_default().extend(places);
        }
        self.patterns
            .extend(later.patterns.into_iter().map(|(place, regex)| (place + shift, regex)));
        self
    }

    /// Finds the words of entries in a sentence: in order, without overlaps.
    pub(crate) fn spoken_forms(&self, text: &str, language: &str) -> Vec<SpokenForm> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let primary_subtag = primary_subtag(language);
        let is_for = |entry: &LexiconEntry| {
            entry.language.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(primary_subtag))
        };
        let mut found = found_words(text, &self.by_word, &self.entries);
        for (place, pattern) in &self.patterns {
            found.extend(matching::found_pattern(text, pattern, &self.entries[*place], *place));
        }
        found.retain(|found| is_for(&self.entries[found.place]));
        found.sort_by_key(|found| (found.place, found.range.start));
        let mut taken: BTreeMap<usize, (usize, SpokenForm)> = BTreeMap::new();
        for found in found {
            if is_free(&taken, &found.range) {
                let notation = self.entries[found.place].notation;
                let said = SpokenForm { range: found.range.clone(), words: found.spoken, notation };
                taken.insert(found.range.start, (found.range.end, said));
            }
        }
        taken.into_values().map(|(_, said)| said).collect()
    }
}

/// Checks that a file is a pronunciation lexicon; an error is one line with the place.
///
/// # Errors
/// That line.
pub fn check_lexicon(name: &str, text: &str) -> Result<(), String> {
    Lexicon::read(name, text).map(|_| ()).map_err(|error| error.to_string())
}

fn is_free(taken: &BTreeMap<usize, (usize, SpokenForm)>, range: &Range<usize>) -> bool {
    taken.range(..range.end).next_back().is_none_or(|(_, (end, _))| *end <= range.start)
}
