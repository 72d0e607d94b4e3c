//! The words around a number, past the rest of a range: `w XVI i XVII w.`, `в 1941–1945 гг.`

use verbalizer::cursor::Cursor;
use verbalizer::number_format::{digits, roman};

/// The word before a number, past its sign.
pub(crate) fn word_before_sign<'a>(cursor: &Cursor<'a>) -> &'a str {
    let before = cursor.before();
    let signed = before.trim_end_matches(['+', '-', '−', '–']);
    Cursor { at: cursor.at - (before.len() - signed.len()), ..*cursor }.previous_word()
}

/// The word before the number here, or before the range that it ends; `joins` stand between the numbers of a range.
pub(crate) fn word_before_range<'a>(cursor: &Cursor<'a>, joins: &[&str]) -> &'a str {
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
    Cursor { at: cursor.at - removed, ..*cursor }.previous_word()
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
