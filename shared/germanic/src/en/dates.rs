//! Dates.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::context::{MONTHS, is_counted, is_one_of, month};
use crate::en::number_words::{cardinal, ordinal, year};
use crate::en::numerals::ordinal_figure;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::{Verbalization, pattern};

static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{4})-(\d\d)-(\d\d)\b"));
static SLASHES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})([/.])(\d{1,2})([/.])(\d{4}|\d\d)\b"));

/// `1984-05-31`, `31/5/1984`, `5/31/84`.
pub(crate) fn figures(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let american = cursor.is_in("US");
    if let Some(found) = cursor.find(&ISO) {
        let number = |part: usize| found[part].parse::<u64>().ok();
        let words = date(number(3)?, number(2)?, number(1)?, american)?;
        return Some(Verbalization::words(found[0].len(), words));
    }
    let found = cursor.find(&SLASHES)?;
    if found[2] != found[4] || (&found[2] == "." && found[5].len() == 2) {
        return None;
    }
    let number = |part: usize| found[part].parse::<u64>().ok();
    let (first, second, written) = (number(1)?, number(3)?, number(5)?);
    let full = match written {
        0..30 => 2000 + written,
        30..100 => 1900 + written,
        _ => written,
    };
    let elsewhere = ["GB", "IE", "AU", "NZ", "IN", "ZA"].iter().any(|region| cursor.is_in(region));
    let words = match (first, second) {
        (13.., _) => date(first, second, full, false),
        (_, 13..) => date(second, first, full, true),
        _ if american => date(second, first, full, true),
        _ if elsewhere || &found[2] == "." => date(first, second, full, false),
        _ => None,
    };
    let doubtful = || {
        let short = if written < 100 { cardinal(written) } else { year(written) };
        (&found[2] == "/")
            .then(|| format!("{} slash {} slash {short}", cardinal(first), cardinal(second)))
    };
    Some(Verbalization::words(found[0].len(), words.or_else(doubtful)?))
}

fn date(day: u64, month: u64, full: u64, american: bool) -> Option<String> {
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).filter(|_| is_day(day))?;
    Some(match american {
        true => format!("{name} {}, {}", ordinal(day), year(full)),
        false => format!("the {} of {name} {}", ordinal(day), year(full)),
    })
}

fn is_day(number: u64) -> bool {
    (1..=31).contains(&number)
}

/// The `5` of `5 May`, `May 5`, `5–7 May` and `May 5–7`.
pub(crate) fn day(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, number) = match ordinal_figure(cursor) {
        Some(found) => found,
        None => (digits(cursor.rest()), cursor.rest()[..digits(cursor.rest())].parse().ok()?),
    };
    let apart = !cursor.after(length).starts_with([':', '/', '%', '°', ',', '.'])
        || !cursor.after(length + 1).starts_with(|c: char| c.is_ascii_digit());
    if !is_day(number) || !apart || cursor.word().len() > length {
        return None;
    }
    let words = ordinal(number);
    if month(cursor.next_word(length)).is_some_and(|_| names_month(cursor, length)) {
        let article = if is_one_of(cursor.previous_word(), &["the"]) { "" } else { "the " };
        return Some(Verbalization::words(length, format!("{article}{words} of")));
    }
    if starts_range_of_days(cursor, length) {
        return Some(Verbalization::words(length, format!("the {words}")));
    }
    let follows = month(cursor.previous_word()).is_some() && !is_counted(cursor.next_word(length));
    if follows || ends_range_of_days(cursor) {
        let british = ["GB", "IE", "AU", "NZ"].iter().any(|region| cursor.is_in(region));
        return Some(Verbalization::words(
            length,
            if british && follows { format!("the {words}") } else { words },
        ));
    }
    None
}

/// Whether the word after a day is a month, not a word that looks like one.
fn names_month(cursor: &Cursor<'_>, length: usize) -> bool {
    let word = cursor.next_word(length);
    let stop = cursor.after(length + 1 + word.len()).starts_with('.');
    MONTHS.contains(&word) || word.len() > 3 || stop || !cursor.ends_after(length + 1 + word.len())
}

fn starts_range_of_days(cursor: &Cursor<'_>, length: usize) -> bool {
    let Some(after) = cursor.after(length).strip_prefix(['–', '-']) else { return false };
    let end = digits(after);
    let skipped = cursor.rest().len() - after.len() + end;
    (1..3).contains(&end) && month(cursor.next_word(skipped)).is_some()
}

/// Whether `May 5–` precedes.
fn ends_range_of_days(cursor: &Cursor<'_>) -> bool {
    let Some(before) = cursor.before().strip_suffix(['–', '-']) else { return false };
    let name = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let first =
        Cursor { at: cursor.at - (cursor.before().len() - name.len()), hints: &[], ..*cursor };
    (1..3).contains(&(before.len() - name.len())) && month(first.previous_word()).is_some()
}
