//! Cleans up the metadata of a book: short, on one line, in a known format.

use pages::passage::spaced;

/// Longest title or name that is kept.
const NAME: usize = 512;
/// Longest language tag.
const TAG: usize = 35;

/// A title or a name: one line, without direction marks, and not too long.
pub fn name(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    spaced(text).chars().filter(|&c| !turns(c)).take(NAME).collect()
}

/// What a book says of its language: a tag, a code or a name, which [`crate::language::language_tag`] understands later.
pub(crate) fn language(tag: &str) -> Option<String> {
    let tag = spaced(tag);
    (!tag.is_empty() && tag.len() <= TAG).then_some(tag)
}

/// A longer text, on one line.
pub fn paragraph(text: &str) -> String {
    /// Longest description that is kept.
    const PARAGRAPH: usize = 4_000;
    spaced(text).chars().take(PARAGRAPH).collect()
}

/// An ISBN: ten or thirteen digits, the last of ten perhaps an `X`.
pub fn isbn(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let text =
        text.trim_start_matches("URN:").trim_start_matches("ISBN").trim_start_matches([':', ' ']);
    let plain: String =
        text.chars().filter(|c| !matches!(c, '-' | ' ' | '\u{2010}'..='\u{2013}')).collect();
    let value = |letter: char| if letter == 'X' { Some(10) } else { letter.to_digit(10) };
    let digits: Vec<u32> = plain.chars().map(value).collect::<Option<_>>()?;
    let inner_x = plain.find('X').is_some_and(|at| at != 9 || plain.len() != 10);
    let is_right = match digits.len() {
        10 => {
            digits.iter().zip((1..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>()
                % 11
                == 0
        }
        13 => {
            digits
                .iter()
                .zip([1, 3].into_iter().cycle())
                .map(|(digit, weight)| digit * weight)
                .sum::<u32>()
                % 10
                == 0
        }
        _ => false,
    };
    (is_right && !inner_x).then_some(plain)
}

/// An ASIN, the number of Amazon's shops: ten letters and digits.
pub fn asin(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let is_right = text.len() == 10 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    is_right.then_some(text)
}

/// A date as precise as it is given: a year, a month of a year, or a day.
pub fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let number = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('-').collect();
    let is_year =
        |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && text != "0000";
    // Placeholders of an unknown date.
    let is_known = |year: &str| is_year(year) && year != "0101";
    match parts.as_slice() {
        [year, rest @ ..]
            if is_known(year) && rest.len() < 3 && rest.iter().all(|part| number(part)) =>
        {
            Some(day.to_owned())
        }
        _ => {
            let mut words = text.split(|c: char| !c.is_ascii_digit());
            words.find(|word| is_known(word)).map(str::to_owned)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn isbns_are_known_by_their_last_digit() {
        let check =
            |text, expected: Option<&str>| assert_eq!(isbn(text).as_deref(), expected, "{text}");

        check("urn:isbn:978-3-16-148410-0", Some("9783161484100"));
        check("ISBN 0-306-40615-2", Some("0306406152"));
        check("080442957X", Some("080442957X"));
        check("9783161484101", None);
        check("X804429570", None);
        check("b0-12345", None);
    }

    #[test]
    fn dates_are_kept_as_far_as_they_are_told() {
        let check =
            |text, expected: Option<&str>| assert_eq!(date(text).as_deref(), expected, "{text}");

        check("1895", Some("1895"));
        check("1895-05-07T00:00:00+00:00", Some("1895-05-07"));
        check("May 7, 1895", Some("1895"));
        check("0101-01-01T00:00:00+00:00", None);
        check("soon", None);
    }
}
