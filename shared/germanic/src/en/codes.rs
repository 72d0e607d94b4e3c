//! Numbers that are codes: of telephones, rooms, roads and machines.

use std::sync::LazyLock;

use regex::Regex;

use crate::en::context::{is_counted, is_one_of};
use crate::en::initialisms::spelled_out;
use crate::en::number_words::{cardinal, spelled, threes};
use crate::en::times::dialled;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::{Verbalization, pattern};

static TELEPHONES: LazyLock<[Regex; 7]> = LazyLock::new(|| {
    [
        pattern(r"\(\d{3}\) ?\d{3}[-. ]\d{4}\b"),
        pattern(r"\(0\d{2,4}\) ?\d{3,4}(?:[ -]\d{3,4})?\b"),
        pattern(r"\+\d{1,3} ?(?:[ -]?\(\d{1,4}\))?(?:[ -]\d{1,5}){2,6}\b"),
        pattern(r"\d{3} \d{3} \d{3,4}\b"),
        pattern(r"(?:1-)?\d{3}([-.])\d{3}[-.]\d{4}\b"),
        pattern(r"\d{3}-\d{4}\b"),
        pattern(r"0\d{2,4}[ -]\d{3,4}(?:[ -]\d{3,4})?\b"),
    ]
});
static VERSION: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{1,3}(?:\.\d{1,3}){2,}\b"));
/// Words before a number of three digits, such as a room or a flight.
const PLACES: [&str; 14] = [
    "Room",
    "Flight",
    "Suite",
    "Apartment",
    "Highway",
    "Route",
    "Interstate",
    "Bus",
    "Channel",
    "Unit",
    "Area",
    "Boeing",
    "Airbus",
    "Ward",
];
/// Emergency and service numbers.
const DIALLED: [&str; 5] = ["911", "999", "112", "411", "101"];
const DIALS: [&str; 9] =
    ["dial", "dialled", "dialed", "call", "called", "ring", "rang", "phone", "phoned"];
/// Sizes of books.
const SIZES: [(&str, &str); 4] =
    [("4to", "quarto"), ("8vo", "octavo"), ("12mo", "duodecimo"), ("16mo", "sextodecimo")];
/// Most letters, and most digits, of a code.
const MOST: usize = 4;

/// `555-1234`, `(212) 555-0199`, `+44 20 7946 0958`.
pub(crate) fn telephone(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let begins = cursor.rest().starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '+'));
    if !begins || cursor.before().ends_with(['-', '.', '/', '–']) {
        return None;
    }
    let found = TELEPHONES.iter().find_map(|pattern| cursor.find(pattern))?;
    let number = &found[0];
    // Three groups of three may be thousands: "123 456 789 people".
    let spaced = number.starts_with(|c: char| matches!(c, '1'..='9')) && number.contains(' ');
    if spaced && !is_one_of(cursor.previous_word(), &DIALS) {
        return None;
    }
    let range = number.len() == 8 && is_counted(cursor.next_word(number.len()));
    if range || cursor.after(number.len()).starts_with(['-', '/']) {
        return None;
    }
    let groups: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let plus = if number.starts_with('+') { "plus " } else { "" };
    Some(Verbalization::words(number.len(), format!("{plus}{}", dialled(&groups))))
}

/// `1.2.3`.
pub(crate) fn version(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = cursor.find(&VERSION)?;
    let numbers: Option<Vec<String>> =
        found[0].split('.').map(|part| part.parse().ok().map(cardinal)).collect();
    Some(Verbalization::words(found[0].len(), numbers?.join(" point ")))
}

/// `007`, `Room 305`, `dial 911`.
pub(crate) fn room(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let number = &cursor.rest()[..digits(cursor.rest())];
    let alone = number.len() == cursor.word().len();
    let before = cursor.previous_word();
    // The number after the abbreviation of an American state is a postal code.
    let state = before.len() == 2 && before.chars().all(|c| c.is_ascii_uppercase());
    let words = match number {
        _ if alone && state && number.len() == 5 => spelled(number),
        _ if !alone || number.len() != 3 => return None,
        "007" => "double oh seven".to_owned(),
        _ if DIALLED.contains(&number) && is_one_of(before, &DIALS) => spelled(number),
        _ if PLACES.contains(&before) || before == "room" => threes(number.parse().ok()?),
        _ => return None,
    };
    Some(Verbalization::words(number.len(), words))
}

/// `A4`, `M25`, `R2`, `H2O`: letters and digits.
pub(crate) fn code(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let war = [("WW2", "World War two"), ("WW1", "World War one")]
        .into_iter()
        .find(|(war, _)| *war == word);
    if let Some((war, words)) = war {
        return Some(Verbalization::words(war.len(), words));
    }
    if let Some(section) = section(cursor, word) {
        return Some(section);
    }
    let has_digits = word[letters..].starts_with(|c: char| c.is_ascii_digit());
    if !has_digits || letters > MOST {
        return None;
    }
    Some(Verbalization::words(word.len(), mixed(word)?))
}

/// `G.2`: a section with a letter.
fn section(cursor: &Cursor<'_>, word: &str) -> Option<Verbalization> {
    let after = cursor.after(1).strip_prefix('.').filter(|_| word.len() == 1)?;
    let length = digits(after);
    let whole = !after[length..].starts_with(char::is_alphanumeric);
    let number = after[..length].parse().ok().filter(|_| whole)?;
    Some(Verbalization::words(2 + length, format!("{word} point {}", cardinal(number))))
}

/// `3D`, `4WD`.
pub(crate) fn figures_first(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let figures = digits(word);
    let letters = &word[figures..];
    if let Some((_, words)) = SIZES.iter().find(|(size, _)| *size == word) {
        return Some(Verbalization::words(word.len(), *words));
    }
    // "P. 9f." and what follows.
    if letters == "f" && cursor.after(word.len()).starts_with('.') && is_page(cursor) {
        let stop = usize::from(!cursor.ends_after(word.len()));
        let words = format!("{} and following", cardinal(word[..figures].parse().ok()?));
        return Some(Verbalization::words(word.len() + stop, words));
    }
    if figures > 0 && figures <= MOST && matches!(letters, "a" | "b" | "c" | "e" | "f") {
        let words = format!("{}-{}", cardinal(word[..figures].parse().ok()?), spelled_out(letters));
        return Some(Verbalization::words(word.len(), words));
    }
    if letters == "x" && figures > 0 && cursor.next_word(word.len()).starts_with(char::is_lowercase)
    {
        return Some(Verbalization::words(
            word.len(),
            format!("{} times", cardinal(word[..figures].parse().ok()?)),
        ));
    }
    let is_code = letters.starts_with(|c: char| c.is_ascii_uppercase()) && letters.len() <= MOST;
    if !is_code {
        return None;
    }
    Some(Verbalization::words(word.len(), mixed(word)?))
}

fn is_page(cursor: &Cursor<'_>) -> bool {
    is_one_of(cursor.previous_word().trim_end_matches('.'), &["p", "pp", "page", "pages", "l", "v"])
}

/// Capitals one by one and numbers in words, joined by hyphens; `None` if the word has other characters.
fn mixed(word: &str) -> Option<String> {
    let mut parts = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let figures = digits(rest);
        let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let part = match (figures, letters) {
            (1..=MOST, _) => cardinal(rest[..figures].parse().ok()?),
            (0, 1..=MOST) => spelled_out(&rest[..letters]),
            _ => return None,
        };
        parts.push(part);
        rest = &rest[figures.max(letters)..];
    }
    Some(parts.join("-"))
}
