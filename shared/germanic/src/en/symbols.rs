//! Signs that are words.

use crate::en::context::{is_one_of, month};
use verbalizer::cursor::Cursor;
use verbalizer::marks;
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// A sign that keeps a line together and is not seen.
const JOINER: char = '\u{2060}';

/// `-5`, `−12`, `5 - 3 = 2`.
pub(crate) fn minus(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let sign = cursor.first();
    if !(matches!(sign, '-' | '−') || sign == '–' && is_below_zero(cursor)) {
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

/// `–5°C`, `–3%`: a dash in the place of a minus.
fn is_below_zero(cursor: &Cursor<'_>) -> bool {
    let after = cursor.after('–'.len_utf8());
    let number = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let measured = number.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(['°', '%']);
    let before = cursor.previous_word();
    let placed = ["to", "at", "below", "was", "is", "between", "than", "about", "of", "by"];
    digits(after) > 0 && (measured || cursor.before().is_empty() || is_one_of(before, &placed))
}

/// The dash of `1914–18`, `pp. 3–7`, `3–2`.
pub(crate) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let dash = cursor.first();
    if !matches!(dash, '–' | '-' | '—') {
        return None;
    }
    let (before, after) = (cursor.before(), cursor.after(dash.len_utf8()));
    let (left, right) = (
        before.trim_end_matches([' ', '\u{a0}', JOINER]),
        after.trim_start_matches([' ', '\u{a0}', JOINER]),
    );
    let spaced = before.ends_with([' ', '\u{a0}']) || after.starts_with([' ', '\u{a0}']);
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
    if is_era_or_half(left)
        && (is_amount(right)
            || ["AD", "A.D.", "noon", "midnight"].iter().any(|word| right.starts_with(word)))
        && dash != '—'
    {
        return Some(Verbalization::words(dash.len_utf8(), if spaced { "to" } else { " to " }));
    }
    if !spaced
        && is_decade(left)
        && right.trim_start_matches(['’', '\'', '‘']).starts_with(is_digit)
    {
        return Some(Verbalization::words(dash.len_utf8(), " to "));
    }
    if dash == '-' && numbers && !spaced && is_label(left) {
        return Some(Verbalization::words(1, " dash "));
    }
    if dash != '—' && !spaced && is_roman_range(left, right) {
        return Some(Verbalization::words(dash.len_utf8(), " to "));
    }
    let known = numbers && if spaced { years() } else { dash != '—' };
    let joined = before.ends_with([JOINER, '%', '°']) || after.starts_with(JOINER);
    let words = if joined { " to " } else { "to" };
    known.then(|| Verbalization::words(dash.len_utf8(), words))
}

/// "xiv" and "xvii": numerals that rise, one of which is longer than a letter.
fn is_roman_range(left: &str, right: &str) -> bool {
    let first = left.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let last = right.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    // Asked of every hyphen: most words have other letters.
    let is_numeral = |word: &str| word.bytes().all(|letter| b"IVXLCDMivxlcdm".contains(&letter));
    if !is_numeral(first) || !is_numeral(last) {
        return false;
    }
    let is_small = |numeral: &str| numeral.starts_with(char::is_lowercase);
    let values = roman(&first.to_uppercase()).zip(roman(&last.to_uppercase()));
    first.len() + last.len() > 2
        && is_small(first) == is_small(last)
        && values.is_some_and(|(first, last)| first < last)
}

/// "The 1960s", "’14": before another decade or short year.
fn is_decade(text: &str) -> bool {
    let figures = text.strip_suffix('s').unwrap_or(text);
    let stem = figures.trim_end_matches(is_digit);
    let count = figures.len() - stem.len();
    let short = count == 2 && stem.ends_with(['’', '\'']);
    short || (count == 2 || count == 4) && figures.len() < text.len()
}

/// "Figure 3", "Table 2": one thing, whose number may have a hyphen.
fn is_label(text: &str) -> bool {
    let stem = text.trim_end_matches(is_digit);
    let word = stem.trim_end().rsplit([' ', '(']).next().unwrap_or_default().trim_end_matches('.');
    stem.ends_with([' ', '\u{a0}'])
        && is_one_of(word, &["figure", "fig", "table", "exhibit", "equation", "box", "form"])
}

/// Whether a text ends with an era or a half of the day: "500 BC", "10 a.m."
fn is_era_or_half(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "BC", "BCE", "CE", "AD", "B.C.", "B.C.E.", "C.E.", "A.D.", "a.m.", "p.m.", "am", "pm",
        "AM", "PM",
    ];
    let word = WORDS.iter().find(|word| text.ends_with(*word));
    word.is_some_and(|word| {
        let before = text[..text.len() - word.len()].trim_end();
        before.ends_with(is_digit)
    })
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

/// `*very*`, `max_value`, `2*3`.
pub(crate) fn emphasis(cursor: &Cursor<'_>) -> Option<Verbalization> {
    marks::emphasis(cursor, "times")
}

/// Signs and their names.
const SIGNS: [(&str, &str); 26] = [
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
