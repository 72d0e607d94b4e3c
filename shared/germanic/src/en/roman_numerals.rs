//! Roman numerals.

use crate::en::context::is_one_of;
use crate::en::divisions::{is_first, is_long, is_numbered, is_of_letters};
use crate::en::initialisms::spelled_out;
use crate::en::number_words::{cardinal, ordinal, year};
use crate::en::regnal::is_regnal;
use verbalizer::HintKind;
use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::number_format::roman as value_of;
use verbalizer::rule::Verbalization;

/// What is counted with ordinals: "the XIX Olympiad".
const COUNTED_IN_ORDER: [&str; 8] =
    ["century", "centuries", "olympiad", "congress", "legion", "dynasty", "amendment", "symposium"];

/// Most numerals of a list that are looked back at.
const LONGEST_LIST: usize = 8;

/// `Chapter IV`, `Henry VIII`, `XII`.
pub(crate) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const LETTERS: &[u8] = b"IVXLCDMivxlc";
    if !cursor.text.as_bytes().get(cursor.at).is_some_and(|first| LETTERS.contains(first)) {
        return None;
    }
    let word = cursor.word();
    let at = word.find(is_apostrophe).unwrap_or(word.len());
    let numeral =
        ["th", "st", "nd", "rd"].iter().find_map(|ending| word[..at].strip_suffix(ending));
    let numeral = numeral.filter(|numeral| numeral.starts_with(char::is_uppercase));
    let stem = numeral.unwrap_or(&word[..at]);
    if let Some(words) = lettered(cursor, word) {
        return Some(Verbalization::words(word.len(), words));
    }
    if !stem.bytes().all(|letter| LETTERS.contains(&letter)) {
        return None;
    }
    let small = stem.starts_with(char::is_lowercase);
    let value = u64::from(value_of(&if small { stem.to_uppercase() } else { stem.to_owned() })?);
    if small && stem != stem.to_lowercase() {
        return None;
    }
    let ordinal_ending = stem.len() < at;
    let counts = stem.len() > 1 && is_one_of(cursor.next_word(stem.len()), &COUNTED_IN_ORDER);
    if ordinal_ending || counts && !is_numbered(cursor) {
        return Some(Verbalization::words(at, ordinal(value)));
    }
    let first = head_of_list(cursor);
    let regnal = match &first {
        Some(first) => stem.len() > 1 && is_regnal(first, first.word()),
        None => is_regnal(cursor, stem),
    };
    let listed = first.is_some_and(|first| is_numbered(&first) && !is_of_letters(&first));
    if !small && regnal {
        let next = cursor.after(stem.len());
        let stop = next.starts_with(". ")
            && cursor.next_word(stem.len() + 1).starts_with(char::is_lowercase);
        return Some(Verbalization::words(
            stem.len() + usize::from(stop),
            format!("the {}", ordinal(value)),
        ));
    }
    if !is_cardinal(cursor, stem, small, listed) {
        let drip = stem == "IV" && is_one_of(cursor.previous_word(), &["an", "the", "his", "her"]);
        return drip.then(|| Verbalization::words(stem.len(), spelled_out(stem)));
    }
    let words = if stem.starts_with('M') && (1100..2100).contains(&value) {
        year(value)
    } else {
        cardinal(value)
    };
    let (more, parts) = subdivisions(cursor.after(stem.len()));
    Some(Verbalization::words(stem.len() + more, words + &parts))
}

/// Whether a numeral is a number, or the name of a part; `listed` if it is in a list of numerals.
fn is_cardinal(cursor: &Cursor<'_>, stem: &str, small: bool, listed: bool) -> bool {
    let hinted =
        cursor.hinted(&HintKind::Roman).is_some() || cursor.hinted(&HintKind::Ordinal).is_some();
    let numbered = is_numbered(cursor);
    let letter = stem.len() == 1 && is_of_letters(cursor);
    let ends = !cursor.after(stem.len()).starts_with(char::is_alphanumeric);
    let behind = cursor.after(stem.len());
    let alone = cursor.begins() && (cursor.ends_after(stem.len()) || behind.starts_with(". "));
    let titled = alone && cursor.is_heading && !begins_initials(behind);
    let simple = stem.chars().all(|letter| "IVX".contains(letter));
    match (stem, stem.len()) {
        _ if !ends => false,
        _ if hinted => true,
        _ if letter => false,
        ("I", _) => (numbered && is_first(cursor)) || titled,
        ("i", _) => numbered && cursor.next_word(1).is_empty(),
        ("c" | "l" | "d" | "m", _) => is_long(cursor),
        _ if small => (numbered || listed) && stem != "mix",
        ("V" | "X", 1) => numbered || listed || titled,
        (_, 1) => is_long(cursor),
        _ if numbered || listed => true,
        ("IV", _) => alone || !is_one_of(cursor.previous_word(), &["an", "the", "his", "her"]),
        _ if stem == "MIX" => false,
        _ => simple || alone && stem.len() > 2 || stem.len() > 3,
    }
}

/// `Section IIA`: a numeral, and a letter.
fn lettered(cursor: &Cursor<'_>, word: &str) -> Option<String> {
    let letter =
        word.chars().next_back().filter(|letter| matches!(letter, 'A' | 'B' | 'E'..='H'))?;
    let value = value_of(&word[..word.len() - 1])?;
    let behind = cursor.before().trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let behind = behind.strip_suffix(" and").unwrap_or(behind);
    let listed = behind.ends_with(['A', 'B', 'E', 'F', 'G', 'H'])
        && behind.trim_end_matches(|c| "ABEFGHIVX".contains(c)).ends_with(' ')
        && before_letter(behind);
    (is_numbered(cursor) || listed).then(|| format!("{} {letter}", cardinal(u64::from(value))))
}

/// Whether a text ends with a numeral and a letter.
fn before_letter(text: &str) -> bool {
    let word = text.rsplit(' ').next().unwrap_or_default();
    word.len() > 1 && value_of(&word[..word.len() - 1]).is_some()
}

/// Whether another initial follows: "V. S. Naipaul".
fn begins_initials(behind: &str) -> bool {
    let mut letters = behind.trim_start_matches(['.', ' ']).chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
}

/// What follows a numeral in "II.3" and "III.ii.45": its length, and words for it.
fn subdivisions(behind: &str) -> (usize, String) {
    let mut length = 0;
    let mut words = String::new();
    while let Some(part) = behind[length..].strip_prefix('.') {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(part.len());
        let part = &part[..end];
        let small = part.chars().all(|c| c.is_ascii_lowercase());
        let roman = small.then(|| value_of(&part.to_uppercase())).flatten();
        let point = if words.is_empty() { " point " } else { " " };
        match (part.parse::<u64>(), roman) {
            (Ok(number), _) => words += &format!("{point}{}", cardinal(number)),
            (_, Some(value)) => words += &format!(" {}", cardinal(u64::from(value))),
            _ => break,
        }
        length += 1 + end;
    }
    (length, words)
}

/// The first numeral of the list before it: `chapters IX,` before `X`.
fn head_of_list<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut first = None;
    let mut here = *cursor;
    for _ in 0..LONGEST_LIST {
        let Some(earlier) = listed_before(&here) else { break };
        first = Some(earlier);
        here = earlier;
    }
    first
}

/// The numeral before this one, if only "and" or the like is between.
fn listed_before<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let before = cursor.before();
    let trimmed =
        before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '–' | '-' | '&'));
    let joined = [" and", " or", " to"].into_iter().find_map(|word| trimmed.strip_suffix(word));
    let trimmed =
        joined.unwrap_or(trimmed).trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let stem = trimmed.trim_end_matches(char::is_alphabetic);
    let numeral = &trimmed[stem.len()..];
    if joined.is_none() && !before[trimmed.len()..].contains([',', '–', '-', '&']) {
        return None;
    }
    value_of(&numeral.to_uppercase())?;
    Some(Cursor { at: cursor.at - (before.len() - stem.len()), hints: &[], ..*cursor })
}
