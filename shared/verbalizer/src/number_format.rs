//! Parses written numbers, for the rules of every language.

/// How a language writes numbers.
pub struct NumberFormat {
    /// Separators between groups of three digits.
    pub groups: &'static [char],
    /// The decimal separator.
    pub point: char,
}

/// A number, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenNumber<'a> {
    /// Bytes it takes.
    pub length: usize,
    /// Digits before the point, without separators.
    pub whole: String,
    /// Digits after the point.
    pub decimals: Option<&'a str>,
    /// Whether its thousands are marked.
    pub is_grouped: bool,
}

impl WrittenNumber<'_> {
    /// Its value, if it is a whole number that fits.
    pub fn value(&self) -> Option<u64> {
        if self.decimals.is_some() { None } else { self.whole.parse().ok() }
    }
}

/// Reads the number at the start of `text`.
pub fn written_number<'a>(text: &'a str, style: &NumberFormat) -> Option<WrittenNumber<'a>> {
    let first = digits(text);
    if first == 0 {
        return None;
    }
    let mut whole = text[..first].to_owned();
    let mut length = first;
    let mut separator = None;
    while let Some(mark) = text[length..].chars().next().filter(|mark| style.groups.contains(mark))
    {
        let group = length + mark.len_utf8();
        let same = separator.is_none_or(|separator| separator == mark);
        if first > 3 || !same || digits(&text[group..]) != 3 {
            break;
        }
        separator = Some(mark);
        whole.push_str(&text[group..group + 3]);
        length = group + 3;
    }
    let after = text[length..].strip_prefix(style.point).filter(|after| digits(after) > 0);
    let decimals = after.map(|after| &after[..digits(after)]);
    length += decimals.map_or(0, |decimals| style.point.len_utf8() + decimals.len());
    Some(WrittenNumber { length, whole, decimals, is_grouped: separator.is_some() })
}

/// How many bytes at the start of `text` are ASCII digits.
pub fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Digits, one by one, with the names of 0 to 9.
pub fn each_digit(digits: &str, names: &[&str]) -> String {
    let values = digits.chars().filter_map(|digit| digit.to_digit(10));
    let names: Vec<&str> =
        values.filter_map(|value| names.get(usize::try_from(value).ok()?).copied()).collect();
    names.join(" ")
}

/// Roman numerals, single or in pairs, in descending order.
const ROMAN: [(&str, u32); 13] = [
    ("M", 1000),
    ("CM", 900),
    ("D", 500),
    ("CD", 400),
    ("C", 100),
    ("XC", 90),
    ("L", 50),
    ("XL", 40),
    ("X", 10),
    ("IX", 9),
    ("V", 5),
    ("IV", 4),
    ("I", 1),
];

/// The value of a Roman numeral in capitals, if it is in canonical form.
pub fn roman(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut value = 0;
    let mut next = |letters, worth| {
        let after = rest.strip_prefix(letters)?;
        rest = after;
        value += worth;
        Some(())
    };
    for (letters, worth) in ROMAN {
        // At most three of the same; pairs and fives only once.
        let most = if matches!(letters, "M" | "C" | "X" | "I") { 3 } else { 1 };
        let _ = (0..most).try_for_each(|_| next(letters, worth));
    }
    (rest.is_empty() && !text.is_empty() && roman_letters(value) == text).then_some(value)
}

/// The value of a Roman numeral in small letters below 400, as the pages of a preface have, if it is no common word.
pub fn small_roman(text: &str) -> Option<u32> {
    const WORDS: [&str; 2] = ["ci", "li"];
    let letters = text.bytes().all(|letter| b"ivxlc".contains(&letter));
    if letters && !WORDS.contains(&text) { roman(&text.to_uppercase()) } else { None }
}

fn roman_letters(value: u32) -> String {
    let mut left = value;
    let mut letters = String::new();
    for (pair, worth) in ROMAN {
        while left >= worth {
            letters.push_str(pair);
            left -= worth;
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: NumberFormat = NumberFormat { groups: &[','], point: '.' };
    const SPACED: NumberFormat = NumberFormat { groups: &['.', '\u{a0}', ' '], point: ',' };

    fn check(text: &str, style: &NumberFormat, expected: Option<(usize, &str, Option<&str>)>) {
        let found = written_number(text, style);
        let found = found.as_ref().map(|f| (f.length, f.whole.as_str(), f.decimals));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn numbers_are_read_as_far_as_they_go() {
        check("1,234,567.89 x", &ENGLISH, Some((12, "1234567", Some("89"))));
        check("12,345, and", &ENGLISH, Some((6, "12345", None)));
        check("1984.", &ENGLISH, Some((4, "1984", None)));
        check("1984,123", &ENGLISH, Some((4, "1984", None)));
        check("3,14", &ENGLISH, Some((1, "3", None)));
        check("x", &ENGLISH, None);
        check("1.234.567,8", &SPACED, Some((11, "1234567", Some("8"))));
        check("1.234 567", &SPACED, Some((5, "1234", None)));
        check("10 000 hommes", &SPACED, Some((6, "10000", None)));
    }

    #[test]
    fn only_well_made_roman_numerals_are_numbers() {
        for (text, value) in [
            ("I", 1),
            ("IV", 4),
            ("XIV", 14),
            ("XLIX", 49),
            ("XC", 90),
            ("CDXLIV", 444),
            ("MCMLXXXIV", 1984),
            ("MMXXV", 2025),
        ] {
            assert_eq!(roman(text), Some(value), "{text}");
        }
        for (text, value) in [("xii", Some(12)), ("v", Some(5)), ("dix", None), ("ci", None)] {
            assert_eq!(small_roman(text), value, "{text}");
        }
        for text in ["", "IIII", "VV", "IC", "CIVIL", "MIXI", "iv", "IIV", "MMMM", "CMD"] {
            assert_eq!(roman(text), None, "{text}");
        }
    }
}
