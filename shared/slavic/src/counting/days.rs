//! Days of a month, which stand in ranges, lists and two calendars: `с 24 на 25 октября`, `1 (13) марта`.

use super::neighbours::before_range;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;

/// How many days share a month at most.
const DAYS: usize = 4;

/// What stands between days that share a month.
pub(crate) struct DayJoins {
    /// In a list, the last of them is before the last day: "и ".
    pub(crate) and: &'static [&'static str],
    /// In a range: "по ", "на ".
    pub(crate) ranges: &'static [&'static str],
    /// Those that leave the case to the word before the first day, with the space before them.
    pub(crate) before: &'static [&'static str],
}

/// The month behind a day of `length` bytes, past the days that share it: where it begins, and the word.
pub(crate) fn month_behind<'a>(
    cursor: &Cursor<'a>,
    length: usize,
    months: &[&str],
    joins: &DayJoins,
) -> Option<(usize, &'a str)> {
    let mut rest = cursor.after(length);
    let mut listed = false;
    for _ in 0..DAYS {
        rest = rest.strip_prefix(')').unwrap_or(rest).trim_start();
        let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
        if months.contains(&rest[..end].to_lowercase().as_str()) {
            let start = cursor.rest().len() - rest.len();
            return (!listed).then_some((start, &rest[..end]));
        }
        let joined = |joins: &[&str]| joins.iter().find_map(|join| rest.strip_prefix(join));
        let and = joined(joins.and);
        let comma = joined(&[", "]);
        let next = and.or(comma).or_else(|| joined(joins.ranges))?.trim_start();
        listed = comma.is_some() || listed && and.is_none();
        let day = digits(next);
        if !matches!(day, 1 | 2) {
            return None;
        }
        rest = &next[day..];
    }
    None
}

/// The cursor before the first of the days that share the month and the case of the day here.
pub(crate) fn before_days<'a>(cursor: &Cursor<'a>, joins: &DayJoins) -> Cursor<'a> {
    (0..DAYS).fold(*cursor, |here, _| before_range(&here, joins.before))
}

/// The cursor before a bracket that ends here: "29 января (10 февраля) 1837 г."
pub(crate) fn before_bracket<'a>(cursor: &Cursor<'a>) -> Cursor<'a> {
    let before = cursor.before();
    let bracket = before.trim_end().strip_suffix(')').and_then(|text| text.rfind('('));
    let removed = bracket.map_or(0, |at| before.len() - at);
    Cursor { at: cursor.at - removed, ..*cursor }
}
