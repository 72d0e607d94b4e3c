//! Reads fractions of two numbers: `5/8`, `⅝`.

use crate::number_format::digits;

/// A fraction, as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VulgarFraction {
    /// Bytes it takes.
    pub length: usize,
    /// Above the stroke.
    pub numerator: u64,
    /// Below the stroke.
    pub denominator: u64,
}

/// Fractions that are one character.
const SIGNS: [(char, u64, u64); 18] = [
    ('½', 1, 2),
    ('⅓', 1, 3),
    ('⅔', 2, 3),
    ('¼', 1, 4),
    ('¾', 3, 4),
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
    ('⅙', 1, 6),
    ('⅚', 5, 6),
    ('⅐', 1, 7),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
    ('⅑', 1, 9),
    ('⅒', 1, 10),
];

/// The fraction at the start of a text, if neither a letter nor another stroke goes on behind it.
pub fn written_fraction(text: &str) -> Option<VulgarFraction> {
    let sign = SIGNS.into_iter().find(|(sign, ..)| text.starts_with(*sign));
    if let Some((sign, numerator, denominator)) = sign {
        return Some(VulgarFraction { length: sign.len_utf8(), numerator, denominator });
    }
    let above = &text[..digits(text)];
    let rest = text[above.len()..].strip_prefix(['/', '⁄'])?;
    let below = &rest[..digits(rest)];
    let behind = &rest[below.len()..];
    let goes_on = behind.starts_with(|letter: char| letter.is_alphanumeric() || letter == '/');
    let (numerator, denominator) = (above.parse().ok()?, below.parse().ok()?);
    let length = text.len() - behind.len();
    (!goes_on).then_some(VulgarFraction { length, numerator, denominator })
}

/// The proper fraction at the start of a text, if no figure goes on behind it.
pub fn vulgar_fraction(text: &str) -> Option<VulgarFraction> {
    let found = written_fraction(text)?;
    let (written, behind) = text.split_at(found.length);
    let goes_on = behind.starts_with(['-', '–', ',', '.', ':', ' ', '\u{a0}', '\u{202f}'])
        && behind
            .trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '(')
            .starts_with(|letter: char| letter.is_ascii_digit());
    let is_code = written.split(['/', '⁄']).any(|number| number.starts_with('0'));
    let in_figures = written.starts_with(|digit: char| digit.is_ascii_digit());
    let is_proper = found.numerator < found.denominator;
    (!in_figures || is_proper && !is_code && !goes_on).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proper_fractions_are_read() {
        for (text, found) in [("5/8 of", (3, 5, 8)), ("⅝ cup", (3, 5, 8)), ("1/10.", (4, 1, 10))]
        {
            let fraction = vulgar_fraction(text);
            let parts = fraction.map(|read| (read.length, read.numerator, read.denominator));
            assert_eq!(parts, Some(found), "{text}");
        }
        for text in ["8/5", "1/50 000", "5/6/1984", "1/50.000", "01/10", "5/6-8/9", "3/x", "5/6a"] {
            assert_eq!(vulgar_fraction(text), None, "{text}");
        }
    }
}
