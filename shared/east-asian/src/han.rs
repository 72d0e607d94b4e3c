//! Figures in Chinese and Japanese text, in either width, and what surrounds them.

use verbalizer::cursor::{Cursor, is_unspaced};
use verbalizer::number_format::roman;
use verbalizer::rule::Verbalization;

/// A number in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    /// Bytes it takes.
    pub(crate) length: usize,
    /// ASCII digits before the point, without separators.
    pub(crate) whole: String,
    /// ASCII digits after the point.
    pub(crate) decimals: Option<String>,
    pub(crate) is_grouped: bool,
}

impl Figure {
    /// Its value, if it is a whole number that fits.
    pub(crate) fn value(&self) -> Option<u64> {
        if self.decimals.is_some() { None } else { self.whole.parse().ok() }
    }

    /// Whether it is a code: digits behind a leading zero, or more digits than a number has without separators.
    pub(crate) fn is_code(&self) -> bool {
        let zero = self.whole.len() > 1 && self.whole.starts_with('0');
        zero || !self.is_grouped && self.whole.len() >= 9
    }
}

/// Marks between the ends of a range.
pub(crate) const RANGES: [char; 9] = ['-', '–', '—', '−', '~', '～', '〜', '－', '―'];

/// The digit that a character of either width is.
pub(crate) fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        _ => None,
    }
}

pub(crate) fn is_digit(letter: char) -> bool {
    digit(letter).is_some()
}

/// The digits at the start of a text, and their bytes.
pub(crate) fn leading_digits(text: &str) -> (String, usize) {
    let found: Vec<(char, usize)> =
        text.chars().map_while(|letter| Some((digit(letter)?, letter.len_utf8()))).collect();
    (found.iter().map(|(digit, _)| *digit).collect(), found.iter().map(|(_, bytes)| *bytes).sum())
}

/// Reads the number at the start of a text: `12,345.6`, `１２`.
pub(crate) fn figure(text: &str) -> Option<Figure> {
    let (mut whole, mut length) = leading_digits(text);
    let mut is_grouped = false;
    if whole.is_empty() {
        return None;
    }
    let short = whole.len() <= 3;
    while let Some(rest) = text[length..].strip_prefix([',', '，']).filter(|_| short) {
        let (group, bytes) = leading_digits(rest);
        if group.len() != 3 {
            break;
        }
        length = text.len() - rest.len() + bytes;
        whole += &group;
        is_grouped = true;
    }
    let behind = text[length..].strip_prefix(['.', '．']).map(|rest| (rest, leading_digits(rest)));
    let decimals =
        behind.filter(|(_, (digits, _))| !digits.is_empty()).map(|(rest, (digits, bytes))| {
            length = text.len() - rest.len() + bytes;
            digits
        });
    Some(Figure { length, whole, decimals, is_grouped })
}

/// A time of day: its bytes, hours, minutes, and seconds.
pub(crate) fn time(text: &str) -> Option<(usize, u64, u64, Option<u64>)> {
    let (hours, first) = leading_digits(text);
    let (minutes, second) = part(&text[first..])?;
    let length = first + second;
    let (seconds, third) = part(&text[length..]).unzip();
    let hours = hours.parse().ok().filter(|hours| *hours <= 24)?;
    let end = length + third.unwrap_or_default();
    // `1:50,000` is a scale.
    let behind = text[end..].strip_prefix(['.', ',', '，']);
    let goes_on = third.is_none() && behind.is_some_and(|rest| rest.starts_with(is_digit));
    (!goes_on).then_some((end, hours, minutes, seconds))
}

/// Minutes or seconds with their colon, and their bytes.
fn part(text: &str) -> Option<(u64, usize)> {
    let rest = text.strip_prefix([':', '：'])?;
    let (digits, bytes) = leading_digits(rest);
    let value = digits.parse().ok().filter(|value| digits.len() == 2 && *value < 60)?;
    Some((value, text.len() - rest.len() + bytes))
}

/// `1999-05-04`, `1999/5/4`: its bytes, year, month and day.
pub(crate) fn date(text: &str) -> Option<(usize, String, u64, u64)> {
    let (year, first) = leading_digits(text);
    let mark = text[first..].chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let second = first + 1;
    let (month, bytes) = leading_digits(&text[second..]);
    let third = text[second + bytes..].strip_prefix(mark).map(|_| second + bytes + 1)?;
    let (day, bytes) = leading_digits(&text[third..]);
    let end = third + bytes;
    let goes_on = text[end..].starts_with(|next: char| next == mark || next.is_ascii_alphabetic());
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let valid = year.len() == 4 && (1..=12).contains(&month) && (1..=31).contains(&day);
    (valid && !goes_on).then_some((end, year, month, day))
}

/// Two numbers around one of `marks`: `3/4`, `3:1`.
pub(crate) fn pair(text: &str, marks: &[char]) -> Option<(usize, u64, u64)> {
    let one = figure(text)?;
    let rest = text[one.length..].strip_prefix(marks)?;
    let other = figure(rest)?;
    let end = text.len() - rest.len() + other.length;
    let goes_on = |next: char| marks.contains(&next) || next.is_ascii_alphanumeric();
    let whole = !text[end..].starts_with(goes_on);
    Some((end, one.value()?, other.value()?)).filter(|_| whole)
}

/// At least three groups of digits between marks, as in `978-7-02-000220-7` and `1.2.3`: their bytes, and their digits.
pub(crate) fn groups(text: &str, marks: &[char]) -> Option<(usize, Vec<String>)> {
    let (first, mut length) = leading_digits(text);
    let mut groups = vec![first];
    while let Some(rest) = text[length..].strip_prefix(marks) {
        let (group, bytes) = leading_digits(rest);
        if group.is_empty() {
            break;
        }
        length = text.len() - rest.len() + bytes;
        groups.push(group);
    }
    (groups.len() >= 3).then_some((length, groups))
}

/// The numerator and the denominator of a sign such as `½`.
fn vulgar_fraction(sign: char) -> Option<(u64, u64)> {
    Some(match sign {
        '½' => (1, 2),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '⅛' => (1, 8),
        _ => return None,
    })
}

/// A fraction, with the whole number before its sign.
pub(crate) struct Fraction {
    /// How many bytes it has.
    pub(crate) length: usize,
    pub(crate) whole: Option<u64>,
    pub(crate) top: u64,
    pub(crate) bottom: u64,
}

/// `3/4`, `½`, `2½`.
pub(crate) fn fraction(text: &str) -> Option<Fraction> {
    if let Some((length, top, bottom)) = pair(text, &['/']) {
        let proper = 0 < top && top < bottom && bottom <= 100;
        return proper.then_some(Fraction { length, whole: None, top, bottom });
    }
    let (whole, length) = leading_digits(text);
    let sign = text[length..].chars().next()?;
    let (top, bottom) = vulgar_fraction(sign)?;
    Some(Fraction { length: length + sign.len_utf8(), whole: whole.parse().ok(), top, bottom })
}

/// `1.2.3`, with the numbers that `cardinal` says.
pub(crate) fn version(cursor: &Cursor<'_>, cardinal: fn(u64) -> String) -> Option<Verbalization> {
    let (length, groups) = groups(cursor.rest(), &['.'])?;
    let words = groups.iter().map(|group| group.parse().map(cardinal));
    let words = words.collect::<Result<Vec<_>, _>>().ok()?;
    Some(Verbalization::words(length, words.join("点")))
}

/// The Roman numeral here, if what is beside it makes it one: its bytes and its value.
pub(crate) fn roman_numeral(cursor: &Cursor<'_>) -> Option<(usize, u64)> {
    const AFTER: [&str; 10] = ["世", "章", "卷", "巻", "部", "編", "编", "期", "册", "篇"];
    if let Some(value) = sign_value(cursor.first()) {
        return Some((cursor.first().len_utf8(), value));
    }
    let word = cursor.word();
    let value = roman(word)?;
    let behind = cursor.after(word.len());
    let counted = AFTER.iter().any(|noun| behind.starts_with(noun));
    let ordered = cursor.before().ends_with('第');
    // "XX公司" is a name left out, "CD机" an abbreviation.
    let small = word.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'));
    let mixed = word.contains(['I', 'V']) && word.len() > 1 && small;
    let named = mixed && cursor.before().ends_with(is_unspaced);
    (ordered && small
        || counted && small && word != "XX"
        || named
        || counted && mixed
        || word == "XX" && behind.starts_with("世纪"))
    .then_some((word.len(), u64::from(value)))
}

/// `Ⅲ`, a sign of its own.
fn sign_value(sign: char) -> Option<u64> {
    let first = u32::from('Ⅰ');
    ('Ⅰ'..='Ⅻ').contains(&sign).then(|| u64::from(u32::from(sign) - first + 1))
}

/// Whether the minus here belongs to a number: nothing that it could join is before.
pub(crate) fn is_minus(cursor: &Cursor<'_>) -> bool {
    let mark = cursor.first();
    let apart = |letter: char| {
        !letter.is_alphanumeric() && !RANGES.contains(&letter) && !"%％°℃）)".contains(letter)
    };
    let before = cursor.before().chars().next_back();
    matches!(mark, '-' | '−' | '－')
        && before.is_none_or(|letter| is_unspaced(letter) || apart(letter))
        && cursor.after(mark.len_utf8()).starts_with(is_digit)
}

/// Whether a sign of this length stands between two words or numbers.
pub(crate) fn is_between(cursor: &Cursor<'_>, length: usize) -> bool {
    let apart = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_alphanumeric() || letter == ' ')
    };
    apart(cursor.before().chars().next_back()) && apart(cursor.after(length).chars().next())
}

/// Whether a mark here is between the ends of a range, and not one of several in a code.
pub(crate) fn is_range(cursor: &Cursor<'_>) -> bool {
    let mark = cursor.first();
    let after = cursor.after(mark.len_utf8());
    let before = cursor.before();
    let unit = before.trim_end_matches(|letter: char| "%％℃°年月日歳岁".contains(letter));
    let numeric = |letter: char| is_digit(letter) || matches!(letter, ',' | '.');
    RANGES.contains(&mark)
        && unit.ends_with(is_digit)
        && after.starts_with(is_digit)
        && !unit.trim_end_matches(numeric).ends_with(RANGES)
        && !after.trim_start_matches(numeric).starts_with(RANGES)
}

/// Whether a range joins the number of `length` bytes here to one with one of `endings`: `1937—1945年`.
pub(crate) fn range_ends_with(cursor: &Cursor<'_>, length: usize, endings: &[&str]) -> bool {
    let after = cursor.after(length);
    let Some(rest) = after
        .strip_prefix(RANGES)
        .or_else(|| after.strip_prefix("到"))
        .or_else(|| after.strip_prefix("至"))
    else {
        return false;
    };
    figure(rest)
        .is_some_and(|other| endings.iter().any(|ending| rest[other.length..].starts_with(ending)))
}

/// Whether four digits are an end of a range of years in brackets: `（1881-1936）`.
pub(crate) fn is_life(cursor: &Cursor<'_>, figure: &Figure) -> bool {
    let years =
        |letter: char| is_digit(letter) || RANGES.contains(&letter) || letter.is_whitespace();
    let (before, after) = (cursor.before(), cursor.after(figure.length));
    let joined = before.trim_end().ends_with(RANGES) || after.trim_start().starts_with(RANGES);
    figure.whole.len() == 4
        && joined
        && before.trim_end_matches(years).ends_with(['(', '（'])
        && after.trim_start_matches(years).starts_with([')', '）', '，', ',', '、'])
}

/// The longest of the signs at the start of a text, past one space, if no Latin letter continues it; its end, and what it stands for.
pub(crate) fn unit<T: Copy>(text: &str, signs: &[(&str, T)]) -> Option<(usize, T)> {
    let space =
        text.chars().next().filter(|letter| letter.is_whitespace()).map_or(0, char::len_utf8);
    let rest = &text[space..];
    let whole = |sign: &str| {
        let goes_on = |letter: char| {
            (letter.is_alphanumeric() && !is_unspaced(letter)) || "²³/°".contains(letter)
        };
        let letters = sign.ends_with(|letter: char| letter.is_ascii_alphabetic());
        rest.strip_prefix(sign).is_some_and(|behind| !letters || !behind.starts_with(goes_on))
    };
    let found = signs.iter().filter(|(sign, _)| whole(sign)).max_by_key(|(sign, _)| sign.len())?;
    Some((space + found.0.len(), found.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_either_width_are_read() {
        let found = figure("1,234.5元").map(|found| (found.length, found.whole, found.decimals));
        assert_eq!(found, Some((7, "1234".to_owned(), Some("5".to_owned()))));
        let found = figure("２０本").map(|found| (found.length, found.whole));
        assert_eq!(found, Some((6, "20".to_owned())));
        assert_eq!(figure("3，4").map(|found| found.length), Some(1));
        assert_eq!(time("14：30分").map(|(length, ..)| length), Some(7));
        assert_eq!(date("1999-13-04"), None);
    }
}
