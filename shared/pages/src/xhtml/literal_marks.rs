//! Marks of notes that are characters by themselves: raised figures of Unicode, daggers and asterisks.

use std::ops::Range;

use crate::xhtml::shift::fate::Fate;
use crate::xhtml::shift::{Shift, fate};

/// How many characters on either side of a raised figure say what it is.
const AROUND: usize = 80;

/// The marks of notes in the text of a block, in order.
pub(super) fn literal_marks(text: &str, language: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_mark).map(|next| at + next) {
        let first = text[start..].chars().next().unwrap_or_default();
        if first == '[' {
            at = start + 1;
            if let Some(range) = bracketed(text, start) {
                at = range.end;
                found.push(range);
            }
            continue;
        }
        let length = text[start..].find(|c| !is_same(first, c)).unwrap_or(text.len() - start);
        let range = start..start + length;
        at = range.end;
        let is_note = match figure(first) {
            Some(_) => is_raised_note(text, range.clone(), language),
            None => is_sign_of_note(text, range.clone()),
        };
        if is_note {
            found.push(range);
        }
    }
    found
}

fn is_mark(letter: char) -> bool {
    match letter {
        '*' | '[' | '†' | '‡' => true,
        // Nearly all letters are these.
        '\0'..='\u{7f}' | '‘'..='”' => false,
        _ => figure(letter).is_some(),
    }
}

/// Whether two characters may be of one mark.
fn is_same(first: char, other: char) -> bool {
    match figure(first) {
        Some(_) => figure(other).is_some() || matches!(other, '⁺' | '⁻' | 'ⁿ' | '⁄' | '/'),
        None => first == other,
    }
}

fn is_raised_note(text: &str, range: Range<usize>, language: &str) -> bool {
    let Some(plain) = text[range.clone()].chars().map(figure).collect::<Option<String>>() else {
        return false;
    };
    // Part of a longer exponent.
    if text[..range.start].ends_with(['⁺', '⁻', '⁽', 'ⁿ', 'ⁱ', '⁼', '⁄']) {
        return false;
    }
    // What is far away does not matter.
    let before = text[..range.start].char_indices().rev().nth(AROUND).map_or(0, |(at, _)| at);
    let behind = &text[range.end..];
    let after = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
    let (before, after) = (&text[before..range.start], &behind[..after]);
    let written = format!("{before}{plain}{after}");
    let of_plain = before.len()..before.len() + plain.len();
    matches!(fate(&written, of_plain, Shift::Raised, language), Fate::Drop(_))
}

/// A sign right behind a word or stop, and before a space, a stop or the end.
fn is_sign_of_note(text: &str, range: Range<usize>) -> bool {
    let sign = &text[range.clone()];
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    let is_behind = before.is_some_and(|c| c.is_alphabetic() || ".,;:!?…”’\"»)]".contains(c));
    let is_before = after.is_none_or(|c| c.is_whitespace() || ".,;:!?…”’\"»)]—–".contains(c));
    // Asterisks in pairs are stress, or stand for letters.
    let is_pair = || sign.starts_with('*') && text.matches('*').count() > sign.len();
    sign.chars().count() <= 3 && is_behind && is_before && !is_pair()
}

/// Numbers in brackets right behind a word or stop: `[12]`, `[3, 4]`.
fn bracketed(text: &str, start: usize) -> Option<Range<usize>> {
    /// Most characters between the brackets.
    const LONGEST: usize = 9;
    let mut near = text[start..].char_indices().take(LONGEST + 2);
    let end = start + near.find(|&(_, letter)| letter == ']')?.0 + 1;
    let inside = &text[start + 1..end - 1];
    let numbers = || inside.split([',', '–', '-', ' ', ';']).filter(|number| !number.is_empty());
    let is_number = |number: &str| number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit());
    let word = text[..start].len() - text[..start].trim_end_matches(char::is_alphabetic).len();
    let is_behind_stop =
        text[..start].ends_with(['.', ',', ';', ':', '!', '?', '…', '”', '’', '"', '»', ')']);
    let is_before = !text[end..].starts_with(|c: char| c.is_alphanumeric() || "_=(".contains(c));
    (inside.len() <= LONGEST
        && numbers().next().is_some()
        && numbers().all(is_number)
        && (word > 1 || is_behind_stop)
        && is_before)
        .then_some(start..end)
}

/// The plain figure of a raised one.
fn figure(letter: char) -> Option<char> {
    match letter {
        '¹' => Some('1'),
        '²' => Some('2'),
        '³' => Some('3'),
        '⁰' | '⁴'..='⁹' => char::from_digit(letter as u32 - '⁰' as u32, 10),
        _ => None,
    }
}
