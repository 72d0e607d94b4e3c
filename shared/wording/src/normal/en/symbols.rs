//! Signs that are words.

use crate::normal::cursor::Cursor;
use crate::normal::en::context::month;
use crate::normal::number_format::digits;
use crate::normal::rule::Verbalization;

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// `-5`, `−12`, `5 - 3 = 2`.
pub(crate) fn minus(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let sign = cursor.first();
    if !matches!(sign, '-' | '−') {
        return None;
    }
    let length = sign.len_utf8();
    let (before, after) = (cursor.before(), cursor.after(length));
    let begins = before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '(');
    let amount = after.trim_start_matches(['.', '$', '£', '€']).starts_with(is_digit);
    let spaced = after.starts_with(' ')
        && after.trim_start().starts_with(is_digit)
        && before.trim_end().ends_with(is_digit);
    let sums = spaced && (sign == '−' || after.contains('=') || before.contains('='));
    let subtracted = sign == '−' && before.ends_with(char::is_alphanumeric) && amount;
    let known = (begins && amount) || sums || subtracted;
    let words = if sums { "minus" } else { "minus " };
    known.then(|| Verbalization::words(length, words))
}

/// The dash of `1914–18`, `pp. 3–7`, `3–2`.
pub(crate) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let dash = cursor.first();
    if !matches!(dash, '–' | '-' | '—') {
        return None;
    }
    let (before, after) = (cursor.before(), cursor.after(dash.len_utf8()));
    let (left, right) =
        (before.trim_end_matches([' ', '\u{a0}']), after.trim_start_matches([' ', '\u{a0}']));
    let spaced = left.len() < before.len() || right.len() < after.len();
    let is_amount =
        |text: &str| text.trim_start_matches(['$', '£', '€']).starts_with(char::is_numeric);
    let numbers =
        left.ends_with(|c: char| c.is_numeric() || c == '%' || c == '°') && is_amount(right);
    let years = || {
        digits(right) == 4
            && left.len() > 3
            && left.is_char_boundary(left.len() - 4)
            && digits(&left[left.len() - 4..]) == 4
    };
    if !spaced
        && is_day_or_month(left)
        && is_day_or_month(right.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""))
    {
        return Some(Verbalization::words(dash.len_utf8(), " to "));
    }
    let known = numbers && if spaced { years() } else { dash != '—' };
    known.then(|| Verbalization::words(dash.len_utf8(), "to"))
}

/// Whether a text ends with a day of the week or a month, long or short.
fn is_day_or_month(text: &str) -> bool {
    let text = text.strip_suffix('.').unwrap_or(text);
    let start = text
        .rfind(|c: char| !c.is_alphabetic())
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let word = &text[start..];
    month(word).is_some() || DAYS.iter().any(|day| word.len() > 2 && day.starts_with(word))
}

/// `x²`.
pub(crate) fn power(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let words = match cursor.first() {
        '²' => "squared",
        '³' => "cubed",
        _ => return None,
    };
    let of_something = cursor.before().ends_with(char::is_alphanumeric);
    of_something.then(|| Verbalization::words(2, words))
}

/// `and/or`, `he/she`.
pub(crate) fn slash(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.rest().strip_prefix('/')?;
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    let start = cursor.before().trim_end_matches(char::is_alphabetic).len();
    let (left, right) = (&cursor.before()[start..], &after[..end]);
    if left.is_empty() || right.is_empty() {
        return None;
    }
    let pairs = [
        ("he", "she"),
        ("she", "he"),
        ("his", "her"),
        ("him", "her"),
        ("s", "he"),
        ("himself", "herself"),
    ];
    let either = pairs.iter().any(|(one, other)| left.eq_ignore_ascii_case(one) && right == *other);
    let single = matches!(left, "x" | "y" | "z") && matches!(right, "x" | "y" | "z");
    let words = match (either, single) {
        (true, _) => " or ",
        (_, true) => " over ",
        _ => " ",
    };
    Some(Verbalization::words(1, words))
}

/// The signs of `*very*` and `_very_`, which are not said.
pub(crate) fn emphasis(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let sign = cursor.first();
    if !matches!(sign, '*' | '_') {
        return None;
    }
    let length = cursor.rest().find(|c| c != sign).unwrap_or(cursor.rest().len());
    let touches = cursor.before().ends_with(|c: char| !c.is_whitespace())
        || cursor.after(length).starts_with(|c: char| !c.is_whitespace());
    touches.then(|| Verbalization::words(length, ""))
}

/// Signs and their names.
const SIGNS: [(&str, &str); 27] = [
    ("&c.", "et cetera"),
    ("&", "and"),
    ("%", "percent"),
    ("‰", "per mille"),
    ("¢", "cents"),
    ("§§", "sections"),
    ("§", "section"),
    ("¶", "paragraph"),
    ("#", "number"),
    ("№", "number"),
    ("@", "at"),
    ("++", "plus plus"),
    ("+", "plus"),
    ("=", "equals"),
    ("×", "times"),
    ("÷", "divided by"),
    ("±", "plus or minus"),
    ("≈", "about"),
    ("~", "about"),
    ("≠", "does not equal"),
    ("≤", "less than or equal to"),
    ("≥", "greater than or equal to"),
    ("<", "less than"),
    (">", "greater than"),
    ("©", "copyright"),
    ("™", ""),
    ("®", ""),
];

/// `&`, `%`, `§ 5`, `#1`.
pub(crate) fn sign(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    let (written, words) = SIGNS.iter().find(|(written, _)| rest.starts_with(written))?;
    let length = written.len();
    let (before, after) = (cursor.before(), cursor.after(length));
    let number_follows = after.trim_start().starts_with(is_digit);
    let words = match *written {
        "#" if !number_follows && after.starts_with(char::is_alphabetic) => "hashtag",
        "#" if !number_follows => return None,
        "~" | "<" | ">" if !number_follows => return None,
        "¢" if before.trim_end_matches(is_digit).ends_with(char::is_whitespace)
            && is_one(before) =>
        {
            "cent"
        }
        "×" if before.trim_end().ends_with(char::is_alphabetic) => "by",
        "&c." if cursor.ends_after(length) => return Some(Verbalization::words(2, *words)),
        _ => words,
    };
    Some(Verbalization::words(length, words))
}

fn is_one(before: &str) -> bool {
    before.ends_with('1') && !before[..before.len() - 1].ends_with(is_digit)
}
