//! Parses Roman numerals, times and dates, before a language puts them into words.

use super::Grammar;
use crate::HintKind;
use crate::cursor::{Cursor, is_apostrophe, word_end};
use crate::number_format::{digits, roman, small_roman};
use crate::rule::Verbalization;

/// Words between two numerals.
const JOINING: [&str; 9] = ["y", "e", "et", "und", "en", "a", "al", "à", "bis"];

/// The context of a Roman numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RomanNumeralUse {
    /// Behind the name of a part of a book.
    Division,
    /// Behind the name of a ruler or pope.
    Ruler,
    /// It follows another name: "Apollo XI".
    Name,
    /// It is alone, or the markup says that it is a numeral.
    Alone,
}

impl Grammar {
    /// The value of the Roman numeral here, its length, and its context.
    pub fn numeral(&self, cursor: &Cursor<'_>) -> Option<(usize, u64, RomanNumeralUse)> {
        let word = cursor.word();
        let value = u64::from(roman(word)?);
        // "L’an II", "d’Henri IV".
        let before = cursor.previous_word();
        let before = before.rsplit(is_apostrophe).next().unwrap_or(before);
        let small = word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X' | b'L'));
        let divides = self.numerals.divisions.contains(&before.to_lowercase().as_str());
        let rules = self.numerals.names.contains(&before.trim_end_matches('s'))
            || self.numerals.names.contains(&before);
        let named = before.starts_with(char::is_uppercase)
            && before.chars().any(char::is_lowercase)
            && !before.ends_with('.');
        let sequel = follows_numeral(cursor) || self.is_listed(cursor);
        let hinted = cursor.hinted(&HintKind::Roman) == Some(word);
        if !hinted && (self.is_letter(cursor, word) || self.is_initial(cursor, word)) {
            return None;
        }
        let numbered = if hinted || cursor.begins() && cursor.ends_after(word.len()) {
            RomanNumeralUse::Alone
        } else if divides || sequel {
            RomanNumeralUse::Division
        } else if rules && small {
            RomanNumeralUse::Ruler
        } else if (named || is_in_series(cursor)) && small && word.len() > 1 {
            RomanNumeralUse::Name
        } else {
            return None;
        };
        Some((word.len(), value, numbered))
    }
}

impl Grammar {
    /// What `say` makes of a numeral of `length` bytes, and of another one behind a dash: `II-IV`.
    pub fn numeral_range(
        &self,
        cursor: &Cursor<'_>,
        length: usize,
        value: u64,
        say: impl Fn(u64) -> String,
    ) -> Verbalization {
        let upper = || {
            let after = cursor.after(length);
            let spaced = [" - ", " – "].iter().find_map(|dash| after.strip_prefix(dash));
            let after = spaced.or_else(|| after.strip_prefix(['-', '–']))?;
            let start = cursor.rest().len() - after.len();
            let word = cursor.word_at(start);
            let last = u64::from(roman(word).or_else(|| small_roman(word))?);
            (last > value).then_some((start + word.len(), last))
        };
        match upper() {
            Some((end, last)) => {
                Verbalization::words(end, format!("{} {} {}", say(value), self.range, say(last)))
            }
            None => Verbalization::words(length, say(value)),
        }
    }

    /// Whether a numeral stands in a list behind the name of a part of a book: "tomos I, III y IV".
    fn is_listed(&self, cursor: &Cursor<'_>) -> bool {
        let mut numerals = 0;
        for word in cursor.before().split_whitespace().rev() {
            if roman(word.trim_end_matches(',')).is_some() {
                numerals += 1;
            } else if !JOINING.contains(&word) {
                let division = word.to_lowercase();
                return numerals > 0 && self.numerals.divisions.contains(&division.as_str());
            }
        }
        false
    }

    /// Whether a single letter is that letter: "la lettre V", "partie C"; fifty and more only for chapters and verse.
    fn is_letter(&self, cursor: &Cursor<'_>, word: &str) -> bool {
        const LONG: [&str; 7] = ["chap", "kap", "cap", "chant", "cant", "ps", "sal"];
        let before = cursor.previous_word();
        let small = before.to_lowercase();
        let high = matches!(word, "C" | "D" | "L" | "M");
        let of_letters =
            matches!(before, "lettre" | "lettres" | "lettera" | "lettere" | "letra" | "letras");
        word.len() == 1 && (of_letters || high && !LONG.iter().any(|long| small.starts_with(long)))
    }

    /// Whether a letter with a full stop is the initial of a middle name: "Charles V. Dupont".
    pub fn is_initial(&self, cursor: &Cursor<'_>, word: &str) -> bool {
        if word.len() > 1 || !cursor.after(1).starts_with('.') {
            return false;
        }
        let next = cursor.next_word(2);
        let particle = matches!(next, "von" | "van" | "de" | "da" | "di" | "del" | "du" | "v");
        let surname = next.starts_with(char::is_uppercase)
            && next.chars().nth(1).is_some_and(char::is_lowercase)
            && !self.numerals.little.contains(&next);
        surname || particle && word != "I" && word != "V"
    }
}

/// "XVI y XVII": after a word of one letter, and another numeral.
fn follows_numeral(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev();
    let joins = words.next().is_some_and(|word| JOINING.contains(&word));
    joins && words.next().is_some_and(|word| word.len() > 1 && roman(word).is_some())
}

/// "Los poemas XIII, XVIII y XX": before or behind a comma and another numeral of several letters.
fn is_in_series(cursor: &Cursor<'_>) -> bool {
    let numeral = |word: &str| word.len() > 1 && roman(word).is_some();
    let last = cursor.before().trim_end().strip_suffix(',');
    let last = last.and_then(|before| before.rsplit(' ').next()).is_some_and(numeral);
    let rest = cursor.after(cursor.word().len());
    let next = rest.strip_prefix(", ").map(|rest| &rest[..word_end(rest)]);
    last || next.is_some_and(numeral)
}

/// A time of day: its length, hours and minutes.
pub fn clock(text: &str, separators: &[char]) -> Option<(usize, u64, u64)> {
    let first = digits(text);
    let after = text[first..].strip_prefix(separators)?;
    let start = text.len() - after.len();
    let whole = first <= 2 && digits(after) == 2;
    let goes_on = after.get(2..)?.strip_prefix(separators).is_some_and(|rest| digits(rest) > 0);
    let (hours, minutes) = (text[..first].parse().ok()?, after.get(..2)?.parse().ok()?);
    (whole && !goes_on && hours <= 24 && minutes < 60).then_some((start + 2, hours, minutes))
}

/// A date in figures, day first: its length, day, month and year.
pub fn date(text: &str, separator: char) -> Option<(usize, u64, usize, u64)> {
    let mut parts = text.splitn(3, separator);
    let (day, spaced_month, spaced_rest) = (parts.next()?, parts.next()?, parts.next()?);
    // "3. 10. 1990".
    let month = spaced_month.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let rest = spaced_rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let spaces = spaced_month.len() - month.len() + spaced_rest.len() - rest.len();
    if spaces > 0 && (separator != '.' || month.len() == spaced_month.len()) {
        return None;
    }
    let year = &rest[..digits(rest)];
    let short = |part: &str| matches!(part.len(), 1 | 2) && digits(part) == part.len();
    let goes_on = rest[year.len()..].starts_with(char::is_alphanumeric);
    if !short(day) || !short(month) || year.len() != 4 || goes_on {
        return None;
    }
    let length = day.len() + month.len() + year.len() + 2 * separator.len_utf8() + spaces;
    let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((length, day, month, year))
}
