//! Shillings and pence: `10s. 6d.`, `4½d.`, `2/6`, `5/-`.

use crate::en::context::{is_one_of, plural};
use crate::en::number_words::cardinal;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// Farthings behind pence.
const FARTHINGS: [(char, &str); 3] =
    [('¼', "farthing"), ('½', "halfpenny"), ('¾', "three farthings")];
/// Before an age or a decade: "his 20s.", "the 80s."
const AGES: [&str; 11] =
    ["his", "her", "their", "my", "our", "your", "the", "late", "early", "mid", "low"];
/// Before an amount: "It cost 20s.", "for 2/6".
const PAID: [&str; 34] = [
    "cost",
    "costs",
    "costing",
    "paid",
    "pay",
    "pays",
    "paying",
    "gave",
    "give",
    "gives",
    "him",
    "me",
    "them",
    "us",
    "for",
    "worth",
    "charged",
    "charge",
    "charges",
    "fined",
    "owed",
    "owe",
    "lent",
    "lend",
    "received",
    "earned",
    "price",
    "priced",
    "sold",
    "exceeding",
    "only",
    "at",
    "net",
    "another",
];

/// `10s. 6d.`, `40s. a year`.
pub(crate) fn shillings(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let begins = cursor.first().is_ascii_digit()
        || FARTHINGS.iter().any(|(sign, _)| *sign == cursor.first());
    if !begins || cursor.before().ends_with(['-', '–', '.', ',', '/']) {
        return None;
    }
    let before = cursor.previous_word();
    let (length, words) = shillings_and_pence(cursor.rest(), false)?;
    // "The low 80s", "in his 20s".
    let figures = digits(cursor.rest());
    let decade = figures == 2 && cursor.rest()[1..].starts_with("0s");
    let alone = decade && !words.contains("pen");
    let goes_on = cursor.after(figures + 2).trim_start().starts_with(char::is_lowercase);
    if is_one_of(before, &AGES) || alone && !goes_on && !is_one_of(before, &PAID) {
        return None;
    }
    Some(Verbalization::words(length, words))
}

/// `a 2d stamp`: pence without a full stop.
pub(crate) fn bare_pence(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok().filter(|_| length < 3)?;
    let bare = cursor.word().len() == length + 1 && cursor.word().ends_with('d');
    (bare && number > 0).then(|| Verbalization::words(length + 1, pence_words(number)))
}

/// `2/6`, `10/6`, `5/-`: shillings and pence around a stroke.
pub(crate) fn stroked(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let shillings = digits(cursor.rest());
    let after = cursor.after(shillings).strip_prefix('/')?;
    let number: u64 = cursor.rest()[..shillings].parse().ok().filter(|_| shillings < 4)?;
    if let Some(rest) = after.strip_prefix(['-', '–', '—']) {
        let whole = !rest.starts_with(char::is_alphanumeric);
        let dash = after.len() - rest.len();
        let words = format!("{} {}", cardinal(number), plural("shilling", Some(number)));
        return whole.then(|| Verbalization::words(shillings + 1 + dash, words));
    }
    let pence = digits(after);
    let written: u64 = after[..pence].parse().ok().filter(|pence| *pence < 12)?;
    let rest = &after[pence..];
    let alone = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '/');
    let paid =
        is_one_of(cursor.previous_word(), &PAID) && cursor.next_word(shillings + 1 + pence) != "of";
    let words = format!("{} and {}", cardinal(number), cardinal(written));
    (alone && paid && written > 0).then(|| Verbalization::words(shillings + 1 + pence, words))
}

/// Shillings, pence, or both; after a space if pounds precede.
pub(crate) fn shillings_and_pence(text: &str, after_pounds: bool) -> Option<(usize, String)> {
    let start = usize::from(after_pounds);
    if after_pounds && !text.starts_with(' ') {
        return None;
    }
    let Some((length, shillings)) = shilling(&text[start..], after_pounds) else {
        let (length, words) = pence(&text[start..], after_pounds)?;
        return Some((start + length, words));
    };
    let words = format!("{} {}", cardinal(shillings), plural("shilling", Some(shillings)));
    let end = start + length;
    let gap = usize::from(text[end..].starts_with(' '));
    match pence(&text[end + gap..], true) {
        Some((length, pence)) => Some((end + gap + length, format!("{words} and {pence}"))),
        None => Some((end, words)),
    }
}

fn shilling(text: &str, stop_is_optional: bool) -> Option<(usize, u64)> {
    let length = digits(text);
    let number = text[..length].parse().ok().filter(|_| length < 4)?;
    Some((length + coin(&text[length..], 's', stop_is_optional)?, number))
}

/// `6d.`, `11¾d.`, `½d.`.
fn pence(text: &str, stop_is_optional: bool) -> Option<(usize, String)> {
    let length = digits(text);
    let number: u64 =
        if length == 0 { 0 } else { text[..length].parse().ok().filter(|_| length < 4)? };
    let glyph = text[length..].chars().next();
    let farthings = FARTHINGS.into_iter().find(|(sign, _)| glyph == Some(*sign));
    let end = length + farthings.map_or(0, |(sign, _)| sign.len_utf8());
    if end == 0 {
        return None;
    }
    let end = end + coin(&text[end..], 'd', stop_is_optional || farthings.is_some())?;
    let words = match (number, farthings) {
        (0, Some((_, "three farthings"))) => "three farthings".to_owned(),
        (0, Some((_, part))) => format!("a {part}"),
        (1, Some((_, part))) => format!("a penny {part}"),
        (_, Some((_, part))) => format!("{} {part}", pence_words(number)),
        (_, None) => pence_words(number),
    };
    Some((end, words))
}

/// The length of the letter of a coin, with a full stop that does not end a sentence.
fn coin(text: &str, letter: char, stop_is_optional: bool) -> Option<usize> {
    let after = text.strip_prefix(letter)?;
    let stop = after.starts_with('.');
    if !stop && (!stop_is_optional || after.starts_with(char::is_alphanumeric)) {
        return None;
    }
    let goes_on = after.get(1..).is_some_and(|rest| rest.contains(char::is_alphanumeric));
    Some(1 + usize::from(stop && goes_on))
}

pub(crate) fn pence_words(pence: u64) -> String {
    match pence {
        1 => "one penny".to_owned(),
        2 => "twopence".to_owned(),
        3..12 => format!("{}pence", cardinal(pence)),
        _ => format!("{} pence", cardinal(pence)),
    }
}
