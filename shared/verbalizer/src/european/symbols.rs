//! Signs between and before numbers, and signs that are said as words.

use super::Grammar;
use crate::cursor::{Cursor, is_apostrophe};
use crate::marks::emphasis;
use crate::rule::Verbalization;

const DASHES: [char; 3] = ['-', '–', '−'];

/// Whether a text begins with a number of degrees, before which a dash is a minus.
fn is_temperature(text: &str) -> bool {
    let rest = text
        .trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, ',' | '.'));
    rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with('°')
}

impl Grammar {
    /// `-5`.
    pub fn minus(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let mark = cursor.first();
        let apart = cursor
            .before()
            .chars()
            .next_back()
            .is_none_or(|letter| letter.is_whitespace() || "(«“\"„".contains(letter));
        let number =
            cursor.after(mark.len_utf8()).starts_with(|letter: char| letter.is_ascii_digit());
        // A dash before a number is speech; a hyphen and a minus are not.
        let below_zero = mark == '–' && is_temperature(cursor.after(mark.len_utf8()));
        let minus = (matches!(mark, '-' | '−') || below_zero) && apart && number;
        minus.then(|| Verbalization::words(mark.len_utf8(), format!("{} ", self.minus)))
    }

    /// `1914-1918`: a single dash between two numbers.
    pub fn range(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let mark = cursor.first();
        let after = cursor.after(mark.len_utf8());
        let number = |letter: char| letter.is_ascii_digit();
        if !DASHES.contains(&mark)
            || !cursor
                .before()
                .ends_with(|letter: char| number(letter) || matches!(letter, '%' | '°'))
            || !after.starts_with(number)
        {
            return None;
        }
        let before = cursor.before().trim_end_matches(number);
        let behind = after.trim_start_matches(number);
        let alone = !before.ends_with(DASHES) && !behind.starts_with(DASHES);
        alone.then(|| Verbalization::words(mark.len_utf8(), format!(" {} ", self.range)))
    }

    /// `*sehr*`, `max_value`, `2*3`.
    pub fn emphasis(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let times = self.signs.iter().find(|(sign, _)| *sign == '×');
        emphasis(cursor, times.map_or("×", |(_, words)| words))
    }

    /// Signs that are said as words between words.
    pub fn sign(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        // `+/-` is typed for `±`.
        let typed =
            ["+/-", "+/−", "+/–"].into_iter().find(|typed| cursor.rest().starts_with(typed));
        let mark = if typed.is_some() { '±' } else { cursor.first() };
        let (_, words) = self.signs.iter().find(|(sign, _)| *sign == mark)?;
        if mark == '±' {
            return Some(Verbalization::words(typed.map_or(mark.len_utf8(), str::len), *words));
        }
        let after = cursor.after(mark.len_utf8());
        let apart = |text: Option<char>| {
            text.is_some_and(|letter| letter.is_whitespace() || letter.is_alphanumeric())
        };
        let between = mark == '§'
            || apart(cursor.before().chars().next_back()) && apart(after.chars().next());
        between.then(|| Verbalization::words(mark.len_utf8(), *words))
    }

    /// `l'8 maggio`, `l'avv. Conti`: text after an apostrophe, said by one of `rules`.
    pub fn elided(
        cursor: &Cursor<'_>,
        rules: &[fn(&Cursor<'_>) -> Option<Verbalization>],
    ) -> Option<Verbalization> {
        let (at, mark) =
            cursor.word().char_indices().rfind(|(_, letter)| is_apostrophe(*letter))?;
        let start = at + mark.len_utf8();
        let (article, stem) = (&cursor.rest()[..start], &cursor.rest()[..at]);
        if !stem.chars().all(char::is_alphabetic) {
            return None;
        }
        let behind = cursor.ahead(start);
        let verbalization = rules.iter().find_map(|say| say(&behind))?;
        Some(Verbalization {
            length: start + verbalization.length,
            words: format!("{article}{}", verbalization.words),
            ..verbalization
        })
    }
}
