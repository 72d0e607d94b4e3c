//! Signs of typing: `*very*`, `_very_`, `max_value`, `2*3`, and the sign of copyright, for every language.

use crate::cursor::Cursor;
use crate::number_format::digits;
use crate::rule::Verbalization;

/// The signs of `*very*` and `_very_`, which are not said; `max_value` is two words, and `2*3` a product.
pub fn emphasis(cursor: &Cursor<'_>, times: &str) -> Option<Verbalization> {
    let sign = cursor.first();
    if !matches!(sign, '*' | '_') {
        return None;
    }
    let length = cursor.rest().find(|c| c != sign).unwrap_or(cursor.rest().len());
    let (before, after) = (cursor.before(), cursor.after(length));
    if length == 1
        && let Some(words) = between(sign, before, after, times)
    {
        return Some(Verbalization::words(1, words));
    }
    let touches = before.ends_with(|c: char| !c.is_whitespace())
        || after.starts_with(|c: char| !c.is_whitespace());
    touches.then(|| Verbalization::words(length, ""))
}

/// What a single sign between words or numbers stands for.
fn between(sign: char, before: &str, after: &str, times: &str) -> Option<String> {
    let inner = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    let left = before.trim_end_matches(' ');
    let right = after.trim_start_matches(' ');
    let spaced = left.len() < before.len() && right.len() < after.len();
    let figures = left.ends_with(|c: char| c.is_ascii_digit())
        && right.starts_with(|c: char| c.is_ascii_digit());
    match sign {
        '_' if inner => Some(" ".to_owned()),
        '*' if figures && spaced => Some(times.to_owned()),
        '*' if figures && inner => Some(format!(" {times} ")),
        _ => None,
    }
}

/// `©`: "copyright", unless the word stands beside it; and the "(c)" of "Copyright (c) 2014".
pub fn copyright(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = ["©", "(c)", "(C)"].into_iter().find(|mark| cursor.rest().starts_with(mark))?;
    let space = usize::from(cursor.after(mark.len()).starts_with(' '));
    let said = |word: &str| word.eq_ignore_ascii_case("copyright");
    if said(cursor.previous_word()) || said(cursor.next_word(mark.len())) {
        return Some(Verbalization::words(mark.len() + space, ""));
    }
    let year = digits(cursor.after(mark.len() + space)) == 4;
    (mark == "©" || year).then(|| Verbalization::words(mark.len(), "copyright"))
}
