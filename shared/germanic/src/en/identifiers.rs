//! Numbers that are said figure by figure: of books, cards and accounts; and figures joined by hyphens.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::context::is_one_of;
use crate::en::number_words::{cardinal, spelled};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::{Verbalization, pattern};

static BOOK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[\d  –-]{6,18}[\dXx]\b"));
static JOINED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d{1,5}(?:[-‑]\d{1,7}){2,}(?:-[Xx])?\b"));
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{4}(?:[ \u{a0}]\d{4}){2,}\b"));

/// Before the number of a book or a journal.
const BOOKS: [&str; 6] = ["ISBN", "ISSN", "ISBN-13", "ISBN-10", "EAN", "ISMN"];
/// Before other numbers that count nothing.
const OWNED: [&str; 26] = [
    "account",
    "card",
    "serial",
    "reference",
    "ref",
    "passport",
    "id",
    "code",
    "licence",
    "license",
    "case",
    "tracking",
    "ssn",
    "zip",
    "postcode",
    "extension",
    "pin",
    "passcode",
    "password",
    "badge",
    "prisoner",
    "inmate",
    "policy",
    "invoice",
    "registration",
    "imei",
];
/// Between such a word and its number.
const BETWEEN: [&str; 8] = ["number", "no.", "no", "is", "was", "nr.", "#", "code"];
/// Words whose numbers are short: "PIN 1234".
const SECRET: [&str; 4] = ["pin", "passcode", "password", "code"];
/// Shortest number that is said figure by figure behind one of [`OWNED`].
const LONG: usize = 5;

/// `ISBN 978-0-…`, `123-45-6789`, `1234 5678 9012 3456`, `9-1-1`, `account 12345678`.
pub(crate) fn identifier(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if cursor.before().ends_with(['-', '–', '.', '/', ',']) {
        return None;
    }
    let label = cursor.before().trim_end_matches([' ', '\u{a0}', ':', '#']);
    let label = label.rsplit([' ', '\u{a0}', '(', '\n']).next().unwrap_or_default();
    if BOOKS.contains(&label.trim_end_matches(':')) {
        let found = cursor.find(&BOOK)?;
        return Some(Verbalization::words(found[0].len(), figures(&found[0])));
    }
    if let Some(found) = cursor.find(&JOINED).or_else(|| cursor.find(&CARD)) {
        let whole = !cursor.after(found[0].len()).starts_with(['-', '/', ':']);
        return whole.then(|| Verbalization::words(found[0].len(), joined(&found[0])));
    }
    let length = digits(cursor.rest());
    let owner = owner(cursor.before());
    let least = if is_one_of(owner, &SECRET) { LONG - 1 } else { LONG };
    let alone = cursor.word().len() == length && !cursor.after(length).starts_with([',', '.', '-'])
        || cursor.ends_after(length);
    (alone && length >= least && is_one_of(owner, &OWNED))
        .then(|| Verbalization::words(length, spelled(&cursor.rest()[..length])))
}

/// The word that says whose number this is.
fn owner(before: &str) -> &str {
    let mut words = before.split_whitespace().rev().take(4);
    let word = words.find(|word| !is_one_of(word.trim_end_matches(':'), &BETWEEN[..7]));
    word.unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric())
}

/// Figures one by one, with a comma between groups.
fn figures(written: &str) -> String {
    let groups = written.split(['-', '–', ' ', '\u{a0}', '‑']).filter(|group| !group.is_empty());
    let said: Vec<String> = groups
        .map(|group| match group.strip_suffix(['X', 'x']) {
            Some("") => "X".to_owned(),
            Some(group) => format!("{} X", spelled(group)),
            None => spelled(group),
        })
        .collect();
    said.join(", ")
}

/// "Nine one one", "four four two"; figures one by one if a group is longer than two.
fn joined(written: &str) -> String {
    let short = written.split(['-', '‑']).all(|group| group.len() < 3 && !group.starts_with('0'));
    let numbers = written.split(['-', '‑']).map(|group| group.parse().ok().map(cardinal));
    let numbers: Option<Vec<String>> = numbers.collect();
    match numbers.filter(|_| short) {
        Some(numbers) => numbers.join(" "),
        None => figures(written),
    }
}
