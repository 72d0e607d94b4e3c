//! Times of the day, and figures that are said one by one.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::number_words::{cardinal, spelled};
use crate::en::scripture::is_book;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::{Verbalization, pattern};

static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})([:.])([0-5]\d)(?::([0-5]\d))?(?:\.(\d{1,3})\b)?"));
static HALF_OF_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[ \u{a0}]?(?:[aApP]\.[mM]\.|[ap]m\b|[AP]M\b)"));
static HOURS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d\d)([0-5]\d) (?:hours|hrs)\b"));

/// `0600 hours`, after "at" or the like.
fn hours(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = cursor.find(&HOURS)?;
    let (hours, minutes): (u64, u64) = (found[1].parse().ok()?, found[2].parse().ok()?);
    let at =
        ["at", "by", "from", "until", "to", "before", "after"].contains(&cursor.previous_word());
    let before = if found[1].starts_with('0') { "oh " } else { "" };
    let after = if minutes == 0 { "hundred".to_owned() } else { minute_words(minutes) };
    (at && hours < 24)
        .then(|| Verbalization::words(4, format!("{before}{} {after}", cardinal(hours))))
}

/// `5:30`, `17:45`, `5.30pm`.
pub(crate) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(verbalization) = hours(cursor) {
        return Some(verbalization);
    }
    let found = cursor.find(&CLOCK)?;
    let number = |part: usize| found[part].parse::<u64>().ok();
    let (hours, minutes) = (number(1)?, number(3)?);
    let length = found[0].len();
    let after = cursor.after(length);
    let goes_on = after.starts_with(char::is_alphanumeric) || is_grouped(after);
    let half_follows = HALF_OF_DAY.is_match(cursor.after(length));
    let is_verse = is_book(cursor.previous_word());
    if hours > 24
        || (goes_on && !half_follows)
        || is_verse
        || (&found[2] == "." && (!half_follows || found.get(4).is_some() || found.get(5).is_some()))
    {
        return None;
    }
    let tail = match found.get(4).map(|part| part.as_str()) {
        Some(seconds) => format!(" {}", minute_words(seconds.parse().ok()?)),
        None => String::new(),
    };
    let tenths = found.get(5).map(|tenths| format!(" point {}", spelled(tenths.as_str())));
    let tail = tail + &tenths.unwrap_or_default();
    let words = match minutes {
        0 if half_follows => cardinal(hours),
        0 if tail.is_empty() && (1..=12).contains(&hours) => format!("{} o'clock", cardinal(hours)),
        0 if tail.is_empty() => format!("{} hundred", cardinal(hours)),
        _ => format!("{} {}{tail}", cardinal(hours), minute_words(minutes)),
    };
    Some(Verbalization::words(length, words))
}

/// Whether thousands follow: "1:50,000" is no time.
fn is_grouped(after: &str) -> bool {
    after.strip_prefix(',').is_some_and(|thousands| digits(thousands) == 3)
}

fn minute_words(minutes: u64) -> String {
    if minutes < 10 { format!("oh {}", cardinal(minutes)) } else { cardinal(minutes) }
}

/// Digits one by one, as on a telephone.
pub(crate) fn dialled(groups: &[&str]) -> String {
    let groups: Vec<String> = groups.iter().map(|group| spelled(group)).collect();
    groups.join(", ")
}
