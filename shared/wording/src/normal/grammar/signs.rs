//! Signs between and before numbers, and signs that are words.

use super::Grammar;
use crate::normal::rule::Reading;
use crate::normal::spot::{Spot, is_apostrophe};

const DASHES: [char; 3] = ['-', '–', '−'];

impl Grammar {
    /// `-5`.
    pub(crate) fn minus(&self, spot: &Spot<'_>) -> Option<Reading> {
        let mark = spot.first();
        let apart = spot
            .before()
            .chars()
            .next_back()
            .is_none_or(|letter| letter.is_whitespace() || "(«“\"„".contains(letter));
        let number =
            spot.after(mark.len_utf8()).starts_with(|letter: char| letter.is_ascii_digit());
        // A dash before a number is speech; a hyphen and a minus are not.
        let minus = matches!(mark, '-' | '−') && apart && number;
        minus.then(|| Reading::words(mark.len_utf8(), format!("{} ", self.minus)))
    }

    /// `1914-1918`: one dash between two numbers, and no other.
    pub(crate) fn range(&self, spot: &Spot<'_>) -> Option<Reading> {
        let mark = spot.first();
        let after = spot.after(mark.len_utf8());
        let number = |letter: char| letter.is_ascii_digit();
        if !DASHES.contains(&mark) || !spot.before().ends_with(number) || !after.starts_with(number)
        {
            return None;
        }
        let before = spot.before().trim_end_matches(number);
        let behind = after.trim_start_matches(number);
        let alone = !before.ends_with(DASHES) && !behind.starts_with(DASHES);
        alone.then(|| Reading::words(mark.len_utf8(), format!(" {} ", self.range)))
    }

    /// Signs that are words wherever they stand between words.
    pub(crate) fn sign(&self, spot: &Spot<'_>) -> Option<Reading> {
        let mark = spot.first();
        let (_, words) = self.signs.iter().find(|(sign, _)| *sign == mark)?;
        let after = spot.after(mark.len_utf8());
        let apart = |text: Option<char>| {
            text.is_some_and(|letter| letter.is_whitespace() || letter.is_alphanumeric())
        };
        let between =
            mark == '§' || apart(spot.before().chars().next_back()) && apart(after.chars().next());
        between.then(|| Reading::words(mark.len_utf8(), *words))
    }

    /// `l'8 maggio`, `l'avv. Conti`: what stands behind an apostrophe, said by one of `rules`.
    pub(crate) fn elided(
        spot: &Spot<'_>,
        rules: &[fn(&Spot<'_>) -> Option<Reading>],
    ) -> Option<Reading> {
        let (at, mark) = spot.word().char_indices().rfind(|(_, letter)| is_apostrophe(*letter))?;
        let start = at + mark.len_utf8();
        let (article, stem) = (&spot.rest()[..start], &spot.rest()[..at]);
        if !stem.chars().all(char::is_alphabetic) {
            return None;
        }
        let behind = spot.ahead(start);
        let reading = rules.iter().find_map(|say| say(&behind))?;
        Some(Reading {
            length: start + reading.length,
            words: format!("{article}{}", reading.words),
            ..reading
        })
    }
}
