//! Times of the day, and similar expressions: verses and ratios.

use std::sync::LazyLock;

use regex::Regex;

use crate::normal::cursor::Cursor;
use crate::normal::en::number_words::{cardinal, ordinal, spelled};
use crate::normal::rule::{Verbalization, pattern};

static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})([:.])([0-5]\d)(?::([0-5]\d))?"));
static HALF_OF_DAY: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[ \u{a0}]?(?:[aApP]\.[mM]\.|[ap]m\b|[AP]M\b)"));
static HOURS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d\d)([0-5]\d) (?:hours|hrs)\b"));
static RATIO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{1,3}):(\d{1,3})\b"));

/// Books of the Bible, as written before a chapter and a verse.
const BOOKS: [&str; 40] = [
    "Genesis",
    "Exodus",
    "Leviticus",
    "Numbers",
    "Deuteronomy",
    "Joshua",
    "Judges",
    "Ruth",
    "Samuel",
    "Kings",
    "Chronicles",
    "Ezra",
    "Job",
    "Psalm",
    "Psalms",
    "Proverbs",
    "Ecclesiastes",
    "Isaiah",
    "Jeremiah",
    "Ezekiel",
    "Daniel",
    "Matthew",
    "Mark",
    "Luke",
    "John",
    "Acts",
    "Romans",
    "Corinthians",
    "Galatians",
    "Ephesians",
    "Philippians",
    "Colossians",
    "Thessalonians",
    "Timothy",
    "Titus",
    "Hebrews",
    "James",
    "Peter",
    "Revelation",
    "Jude",
];
/// Books that are numbered.
const NUMBERED: [&str; 8] =
    ["Samuel", "Kings", "Chronicles", "Corinthians", "Thessalonians", "Timothy", "Peter", "John"];

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
    let goes_on = cursor.after(length).starts_with(char::is_alphanumeric);
    let half_follows = HALF_OF_DAY.is_match(cursor.after(length));
    let is_verse = is_book(cursor.previous_word());
    if hours > 24
        || (goes_on && !half_follows)
        || is_verse
        || (&found[2] == "." && (!half_follows || found.get(4).is_some()))
    {
        return None;
    }
    let tail = match found.get(4).map(|part| part.as_str()) {
        Some(seconds) => format!(" {}", minute_words(seconds.parse().ok()?)),
        None => String::new(),
    };
    let words = match minutes {
        0 if half_follows => cardinal(hours),
        0 if tail.is_empty() && (1..=12).contains(&hours) => format!("{} o'clock", cardinal(hours)),
        0 if tail.is_empty() => format!("{} hundred", cardinal(hours)),
        _ => format!("{} {}{tail}", cardinal(hours), minute_words(minutes)),
    };
    Some(Verbalization::words(length, words))
}

fn minute_words(minutes: u64) -> String {
    if minutes < 10 { format!("oh {}", cardinal(minutes)) } else { cardinal(minutes) }
}

/// `John 3:16`, from the number on; `3:1` of other things.
pub(crate) fn verse(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = cursor.find(&RATIO)?;
    let number = |part: usize| found[part].parse().ok().map(cardinal);
    let between = if is_book(cursor.previous_word()) { " " } else { " to " };
    Some(Verbalization::words(found[0].len(), [number(1)?, number(2)?].join(between)))
}

fn is_book(word: &str) -> bool {
    let stem = word.strip_suffix('.').unwrap_or(word);
    BOOKS.contains(&stem) || super::abbreviations::scripture(stem).is_some()
}

/// `1 Corinthians 13`: the number of the book.
pub(crate) fn book(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.next_word(1);
    let known = NUMBERED.contains(&word)
        && cursor.next_word(2 + word.len()).starts_with(|c: char| c.is_ascii_digit());
    let number = cursor.rest()[..1].parse().ok().filter(|number| (1..4).contains(number))?;
    let name = ordinal(number);
    let capital = name[..1].to_uppercase() + &name[1..];
    known.then(|| Verbalization::words(1, capital))
}

/// Digits one by one, as on a telephone.
pub(crate) fn dialled(groups: &[&str]) -> String {
    let groups: Vec<String> = groups.iter().map(|group| spelled(group)).collect();
    groups.join(", ")
}
