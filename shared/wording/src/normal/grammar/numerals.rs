//! Parses Roman numerals, times and dates, before a language puts them into words.

use super::Grammar;
use crate::normal::cursor::Cursor;
use crate::normal::hint::HintKind;
use crate::normal::number_format::{digits, roman};

/// The context of a Roman numeral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RomanNumeralUse {
    Division,
    Ruler,
    /// It follows another name: "Apollo XI".
    Name,
    /// It is alone, or the markup says that it is a numeral.
    Alone,
}

impl Grammar {
    /// The value of the Roman numeral here, its length, and its context.
    pub(crate) fn numeral(&self, cursor: &Cursor<'_>) -> Option<(usize, u64, RomanNumeralUse)> {
        let word = cursor.word();
        let value = u64::from(roman(word)?);
        let before = cursor.previous_word();
        let small = word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X' | b'L'));
        let divides = self.numerals.divisions.contains(&before.to_lowercase().as_str());
        let rules = self.numerals.names.contains(&before.trim_end_matches('s'))
            || self.numerals.names.contains(&before);
        let named = before.starts_with(char::is_uppercase)
            && before.chars().any(char::is_lowercase)
            && !before.ends_with('.');
        let sequel = follows_numeral(cursor);
        let numbered = if cursor.hinted(&HintKind::Roman) == Some(word)
            || cursor.begins() && cursor.ends_after(word.len())
        {
            RomanNumeralUse::Alone
        } else if divides || sequel {
            RomanNumeralUse::Division
        } else if rules && small {
            RomanNumeralUse::Ruler
        } else if named && small && word.len() > 1 {
            RomanNumeralUse::Name
        } else {
            return None;
        };
        Some((word.len(), value, numbered))
    }
}

/// "XVI y XVII": after a word of one letter, and another numeral.
fn follows_numeral(cursor: &Cursor<'_>) -> bool {
    let mut words = cursor.before().split_whitespace().rev();
    let joins = words.next().is_some_and(|word| {
        matches!(word, "y" | "e" | "et" | "und" | "en" | "a" | "al" | "à" | "bis")
    });
    joins && words.next().is_some_and(|word| word.len() > 1 && roman(word).is_some())
}

/// A time of day: its length, hours and minutes.
pub(crate) fn clock(text: &str, separators: &[char]) -> Option<(usize, u64, u64)> {
    let first = digits(text);
    let after = text[first..].strip_prefix(separators)?;
    let start = text.len() - after.len();
    let whole = first <= 2 && digits(after) == 2;
    let goes_on = after.get(2..)?.strip_prefix(separators).is_some_and(|rest| digits(rest) > 0);
    let (hours, minutes) = (text[..first].parse().ok()?, after.get(..2)?.parse().ok()?);
    (whole && !goes_on && hours <= 24 && minutes < 60).then_some((start + 2, hours, minutes))
}

/// A date in figures, day first: its length, day, month and year.
pub(crate) fn date(text: &str, separator: char) -> Option<(usize, u64, usize, u64)> {
    let mut parts = text.splitn(3, separator);
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let year = &rest[..digits(rest)];
    let short = |part: &str| matches!(part.len(), 1 | 2) && digits(part) == part.len();
    let goes_on = rest[year.len()..].starts_with(char::is_alphanumeric);
    if !short(day) || !short(month) || year.len() != 4 || goes_on {
        return None;
    }
    let length = day.len() + month.len() + year.len() + 2 * separator.len_utf8();
    let (day, month, year) = (day.parse().ok()?, month.parse().ok()?, year.parse().ok()?);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((length, day, month, year))
}
