//! The words around a number, past the rest of a range: `w XVI i XVII w.`, `в 1941–1945 гг.`

use verbalizer::cursor::Cursor;
use verbalizer::number_format::{digits, roman};
use verbalizer::word_list::has;

/// What stands between a number and the word that governs it.
pub(crate) struct Between {
    /// Between the numbers of a range.
    pub(crate) joins: &'static [&'static str],
    /// Words that leave the case to the one before them: "в этих 3 домах", "до ещё 5".
    pub(crate) words: &'static str,
    /// Units of a measure that goes on: "1 ч 41 мин".
    pub(crate) units: &'static str,
}

/// The word that governs the number here, in small letters: before its sign, the range that it ends, and what is `between`.
pub(crate) fn governor(cursor: &Cursor<'_>, between: &Between) -> String {
    /// As many words stand between at most.
    const WORDS: usize = 4;
    let before = cursor.before();
    let signed = before.trim_end_matches(['+', '-', '−', '–']);
    let unsigned = Cursor { at: cursor.at - (before.len() - signed.len()), ..*cursor };
    let is_sign = signed.is_empty() || signed.ends_with(char::is_whitespace);
    let mut here = before_range(if is_sign { &unsigned } else { cursor }, between.joins);
    for _ in 0..WORDS {
        let written = here.previous_word();
        let word = written.to_lowercase();
        let earlier = past(&here, written.len());
        let measured = has(between.units, &word)
            && earlier.previous_word().ends_with(|digit: char| digit.is_ascii_digit());
        if !has(between.words, &word) && !measured {
            break;
        }
        here = if measured { past(&earlier, earlier.previous_word().len()) } else { earlier };
    }
    let word = here.previous_word();
    let text = here.before().trim_end();
    // "Из-за пяти рублей".
    let start = text[..text.len() - word.len()].strip_suffix('-').map_or("", |text| {
        let at = text.rfind(|letter: char| !letter.is_alphabetic());
        &text[at.map_or(0, |at| text.ceil_char_boundary(at + 1))..]
    });
    if start.is_empty() { word.to_lowercase() } else { format!("{start}-{word}").to_lowercase() }
}

/// The cursor at the start of the word before, which takes `length` bytes.
fn past<'a>(cursor: &Cursor<'a>, length: usize) -> Cursor<'a> {
    let before = cursor.before();
    let start = before.trim_end().len().saturating_sub(length);
    Cursor { at: cursor.at - (before.len() - before.floor_char_boundary(start)), ..*cursor }
}

/// The word before the number here, or before the range that it ends; `joins` stand between the numbers of a range.
pub(crate) fn word_before_range<'a>(cursor: &Cursor<'a>, joins: &[&str]) -> &'a str {
    before_range(cursor, joins).previous_word()
}

/// The cursor before the range that the number here ends.
pub(crate) fn before_range<'a>(cursor: &Cursor<'a>, joins: &[&str]) -> Cursor<'a> {
    let before = cursor.before();
    let trimmed = before.trim_end();
    let joined = joins.iter().find_map(|join| trimmed.strip_suffix(join));
    let start = joined.map(str::trim_end).and_then(|first| {
        let at = first.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
        let at = first.ceil_char_boundary(at);
        let number = &first[at..];
        let numeric = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        (numeric || roman(number).is_some()).then_some(at)
    });
    let removed = start.map_or(0, |start| before.len() - start);
    Cursor { at: cursor.at - removed, ..*cursor }
}

/// The noun after `length` bytes, with its full stop, past the rest of a range: whether it is near, and where it begins.
pub(crate) fn noun_after<'a>(
    cursor: &Cursor<'a>,
    length: usize,
    joins: &[&str],
) -> (bool, usize, &'a str) {
    let after = cursor.after(length);
    let rest = after.trim_start();
    let joined = joins.iter().find_map(|join| rest.strip_prefix(join)).map(str::trim_start);
    let second = joined.map(|text| {
        let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
        text.split_at(end)
    });
    let numeric = |number: &str| {
        number.starts_with(|digit: char| digit.is_ascii_digit()) || roman(number).is_some()
    };
    let (near, text) = match second {
        Some((number, behind)) if numeric(number) => (false, behind.trim_start()),
        _ => (true, rest),
    };
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let end = end + usize::from(end > 0 && text[end..].starts_with('.'));
    (near, length + after.len() - text.len(), &text[..end])
}

/// The words behind a number, past the rest of its range, as far as no mark is between; at most three.
pub(crate) fn words_behind<'a>(cursor: &Cursor<'a>, length: usize, joins: &[&str]) -> Vec<&'a str> {
    let (near, start, _) = noun_after(cursor, length, joins);
    if near && !cursor.after(length).starts_with(char::is_whitespace) {
        return Vec::new();
    }
    let mut words = Vec::new();
    for written in cursor.after(start).split_whitespace().take(3) {
        let word = written.trim_end_matches(|mark: char| !mark.is_alphabetic());
        if word.is_empty() || !word.chars().all(char::is_alphabetic) {
            break;
        }
        words.push(word);
        if word.len() < written.len() {
            break;
        }
    }
    words
}

/// A fraction below one: its bytes, its numerator and its denominator.
pub(crate) fn proper_fraction(text: &str) -> Option<(usize, u64, u64)> {
    let first = digits(text);
    let after = text[first..].strip_prefix('/')?;
    let second = digits(after);
    let goes_on =
        after[second..].starts_with(|letter: char| letter.is_alphanumeric() || letter == '/');
    let (top, bottom): (u64, u64) = (text[..first].parse().ok()?, after[..second].parse().ok()?);
    let proper = top > 0 && top < bottom && bottom <= 100;
    (proper && !goes_on).then_some((first + 1 + second, top, bottom))
}
