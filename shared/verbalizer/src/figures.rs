//! Dates and times in figures that are written alike in many languages.

use crate::cursor::Cursor;
use crate::european::clock;
use crate::number_format::{digits, roman};

/// A date in figures: its bytes, and its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureDate {
    /// Bytes.
    pub length: usize,
    /// From 1.
    pub day: u64,
    /// From 1 to 12.
    pub month: usize,
    /// In full, as it is written.
    pub year: u64,
}

/// `1999-05-04` or `04.05.1999`, with any of these separators between day, month and year.
pub fn figure_date(text: &str, separators: &[char]) -> Option<FigureDate> {
    iso_date(text).or_else(|| separators.iter().find_map(|separator| day_first(text, *separator)))
}

/// `1999-05-04`.
pub fn iso_date(text: &str) -> Option<FigureDate> {
    let written = text.get(..10)?;
    let mut parts = written.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shaped = year.len() == 4 && month.len() == 2 && day.len() == 2;
    let whole = ends(&text[10..], '-') && [year, month, day].into_iter().all(all_digits);
    valid(10, [day, month, year]).filter(|_| shaped && whole)
}

/// `3-XI-1587`, `3.XI.1587`, `3/XI/1587`: the month is a Roman numeral.
pub fn roman_month_date(text: &str) -> Option<FigureDate> {
    ['-', '/', '.'].into_iter().find_map(|separator| {
        let mut parts = text.splitn(3, separator);
        let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
        let year = &rest[..digits(rest)];
        let number = roman(month.trim_start())?.to_string();
        let whole = ends(&rest[year.len()..], separator) && matches!(day.len(), 1 | 2);
        let length = day.len() + month.len() + year.len() + 2;
        valid(length, [day, &number, year]).filter(|_| whole && year.len() == 4)
    })
}

/// `4.5.1999`.
fn day_first(text: &str, separator: char) -> Option<FigureDate> {
    let mut parts = text.splitn(3, separator);
    let (day, month, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let year = &rest[..digits(rest)];
    let short = |part: &str| matches!(part.len(), 1 | 2) && all_digits(part);
    let whole = ends(&rest[year.len()..], separator);
    let length = day.len() + month.len() + year.len() + 2 * separator.len_utf8();
    valid(length, [day, month, year])
        .filter(|_| short(day) && short(month) && year.len() == 4 && whole)
}

fn valid(length: usize, [day, month, year]: [&str; 3]) -> Option<FigureDate> {
    let date = FigureDate {
        length,
        day: day.parse().ok()?,
        month: month.parse().ok()?,
        year: year.parse().ok()?,
    };
    ((1..=31).contains(&date.day) && (1..=12).contains(&date.month)).then_some(date)
}

fn all_digits(part: &str) -> bool {
    digits(part) == part.len()
}

/// A time of day that no number continues, as in `1:50.000`: its length, hours and minutes.
pub fn day_time(text: &str, separators: &[char]) -> Option<(usize, u64, u64)> {
    let (length, hours, minutes) = clock(text, separators)?;
    let behind = text[length..].strip_prefix(['.', ',']);
    let goes_on = behind.is_some_and(|rest| digits(rest) > 0);
    (!goes_on).then_some((length, hours, minutes))
}

/// The dash between amounts with signs, `$10–$15` and `5%–10%`: its bytes.
pub fn amount_dash(cursor: &Cursor<'_>) -> Option<usize> {
    const SIGNS: [char; 9] = ['$', '€', '£', '¥', '₽', '%', '°', 'R', ' '];
    let mark = cursor.first();
    let digit = |letter: char| letter.is_ascii_digit();
    let (before, after) = (cursor.before(), cursor.after(mark.len_utf8()));
    let (amount, next) = (before.trim_end_matches(SIGNS), after.trim_start_matches(SIGNS));
    let signed = amount.len() < before.trim_end().len() || next.len() < after.trim_start().len();
    let between = amount.ends_with(digit) && next.starts_with(digit);
    let tight = !before.ends_with(' ') && !after.starts_with(' ');
    (matches!(mark, '-' | '–' | '—') && signed && between && tight).then_some(mark.len_utf8())
}

/// Whether the colon of a scale is here: `1:50.000`.
pub fn is_scale(cursor: &Cursor<'_>) -> bool {
    let digit = |letter: char| letter.is_ascii_digit();
    let before = cursor.before().strip_suffix('1');
    let alone =
        before.is_some_and(|before| !before.ends_with([':', '.', ',']) && !before.ends_with(digit));
    cursor.first() == ':' && alone && cursor.after(1).starts_with(digit)
}

/// Whether no figure or word goes on after a date.
fn ends(rest: &str, separator: char) -> bool {
    let behind = rest.strip_prefix(separator).unwrap_or(rest);
    !rest.starts_with(|letter: char| letter.is_alphabetic() || letter.is_ascii_digit())
        && (behind.len() == rest.len() || digits(behind) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_may_be_roman_numerals() {
        for text in ["3-XI-1587", "3/XI/1587.", "3. XI.1587", "3.XI.1587 à Lyon"] {
            let date = roman_month_date(text);
            assert_eq!(date.map(|date| (date.day, date.month, date.year)), Some((3, 11, 1587)));
        }
        for text in ["3-XIII-1587", "3-XI-87", "345-XI-1587", "3-xi-1587", "3-XI-1587-2"] {
            assert_eq!(roman_month_date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_found_in_either_order() {
        for text in ["1999-05-04", "04.05.1999", "4.5.1999 г."] {
            let date = figure_date(text, &['.']);
            assert_eq!(date.map(|date| (date.day, date.month, date.year)), Some((4, 5, 1999)));
        }
        for text in ["1999-13-04", "4.5.99", "40.05.1999", "1999-05-041", "1.2.1999.3", "192.168.1"]
        {
            assert_eq!(figure_date(text, &['.']), None, "{text}");
        }
    }
}
