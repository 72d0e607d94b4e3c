//! Years and decades.

use crate::en::context::{is_counted, is_one_of, month};
use crate::en::number_words::{cardinal, plural_of, spelled, threes, year as year_words};
use crate::en::numerals::NUMBER_FORMAT;
use crate::en::unit_names::is_unit;
use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;

/// Words before a year, whatever follows.
const SURELY: [&str; 16] = [
    "in", "since", "during", "until", "till", "year", "years", "spring", "summer", "autumn",
    "winter", "early", "late", "circa", "c.", "ca.",
];
/// Words before a year, if nothing that is counted follows.
const MAYBE: [&str; 10] =
    ["by", "from", "of", "before", "after", "between", "and", "to", "around", "for"];
/// What is named by its year: "the census of 1911 lists him".
const NAMED: [&str; 14] = [
    "census of",
    "summer of",
    "winter of",
    "spring of",
    "autumn of",
    "fall of",
    "war of",
    "War of",
    "treaty of",
    "Treaty of",
    "Act of",
    "edition of",
    "crisis of",
    "class of",
];
/// What is counted even after a word like "in".
const LENGTHS: [&str; 16] = [
    "years", "days", "hours", "minutes", "seconds", "weeks", "months", "feet", "yards", "miles",
    "metres", "meters", "pounds", "dollars", "copies", "pieces",
];
/// A sign that keeps a line together and is not seen.
const JOINER: char = '\u{2060}';
const ERAS: [&str; 5] = ["BC", "AD", "BCE", "CE", "AH"];

/// `1984`, if it is a year.
pub(crate) fn year(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    let number = figure.value()?;
    let length = figure.length;
    if figure.is_grouped {
        return None;
    }
    if let (2, Some(after)) = (length, short_end(cursor)) {
        return Some(Verbalization::words(2, after));
    }
    let is_year = match length {
        3 => has_era(cursor, length),
        4 if cursor.word().len() > 4 && !cursor.after(4).starts_with(is_apostrophe) => false,
        4 => is_year(cursor, number),
        _ => false,
    };
    is_year.then(|| {
        Verbalization::words(length, if length == 3 { threes(number) } else { year_words(number) })
    })
}

/// The `05` of `1904–05`.
fn short_end(cursor: &Cursor<'_>) -> Option<String> {
    let before = cursor.before().trim_end_matches(JOINER);
    let start = before.strip_suffix(['-', '–', '/'])?.trim_end_matches(JOINER);
    let ends = start.len() >= 4 && start.is_char_boundary(start.len() - 4);
    let full = ends && digits(&start[start.len() - 4..]) == 4;
    let zero = full && cursor.rest().starts_with('0') && digits(cursor.rest()) == 2;
    zero.then(|| format!("oh {}", spelled(&cursor.rest()[1..2])))
}

fn has_era(cursor: &Cursor<'_>, length: usize) -> bool {
    const BEHIND: [&str; 5] = ["B.C", "A.D", "C.E", "A.H", "A.U.C"];
    const BEFORE: [&str; 6] = ["A.D.", "A. D.", "B.C.", "A.H.", "C.E.", "A.U.C."];
    let length = length + range_behind(cursor.after(length));
    let after = cursor.after(length).trim_start();
    let before = cursor.before().trim_end();
    is_one_of(cursor.next_word(length), &ERAS)
        || BEHIND.iter().any(|era| after.starts_with(era))
        || BEFORE.iter().any(|era| before.ends_with(era))
        || matches!(cursor.previous_word(), "AD" | "BC" | "CE" | "AH")
}

/// The bytes of the rest of a range: `–210` of "221–210 BC".
fn range_behind(after: &str) -> usize {
    let Some(end) = after.strip_prefix(['–', '-']) else { return 0 };
    let count = digits(end);
    if count == 0 { 0 } else { after.len() - end.len() + count }
}

fn is_year(cursor: &Cursor<'_>, number: u64) -> bool {
    // "2350 B.C."
    if (2100..10_000).contains(&number) && has_era(cursor, 4) {
        return true;
    }
    if !(1000..2100).contains(&number) || cursor.after(4).starts_with(['%', '°', '′', '$']) {
        return false;
    }
    let (before, next) = (cursor.previous_word(), cursor.next_word(4));
    if is_unit(next) || is_one_of(next, &LENGTHS) {
        return false;
    }
    let in_range = cursor.after(4).starts_with(['–', '/']) || cursor.before().ends_with(['(', '–']);
    let surely = NAMED.iter().any(|named| cursor.before().trim_end().ends_with(named))
        || is_one_of(before, &SURELY)
        || month(before).is_some()
        || has_era(cursor, 4)
        || in_range;
    let counts = is_counted(next) && !is_one_of(before, &["the", "The"]);
    match number {
        _ if surely => true,
        1000..1100 => is_one_of(before, &MAYBE) && !counts,
        _ => !counts,
    }
}

/// `1980s`, `’60s`, `5s`, and the year `’68`.
pub(crate) fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let quote = cursor.first();
    let shortened =
        (is_apostrophe(quote) || quote == '‘') && !cursor.before().ends_with(char::is_alphanumeric);
    let start = if shortened { quote.len_utf8() } else { 0 };
    let rest = cursor.after(start);
    let length = digits(rest);
    let number: u64 = rest[..length].parse().ok()?;
    let many = plural_end(&rest[length..]);
    if shortened && length != 2 {
        return None;
    }
    let words = match many {
        Some(_) => plural_of(&number_words(number, length)),
        None if shortened && quote != '‘' && cursor.word_at(start).len() == 2 => cardinal(number),
        None => return None,
    };
    Some(Verbalization::words(start + length + many.unwrap_or(0), words))
}

/// The length of the plural "s" of a number.
fn plural_end(after: &str) -> Option<usize> {
    let quote =
        after.chars().next().filter(|letter| is_apostrophe(*letter)).map_or(0, char::len_utf8);
    let next = after[quote..].strip_prefix('s')?;
    (!next.starts_with(char::is_alphanumeric)).then_some(quote + 1)
}

fn number_words(number: u64, length: usize) -> String {
    match length {
        4 => year_words(number),
        3 => threes(number),
        _ => cardinal(number),
    }
}
