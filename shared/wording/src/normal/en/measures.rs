//! Degrees, feet and inches, and dimensions.

use crate::normal::cursor::Cursor;
use crate::normal::en::context::is_adjective;
use crate::normal::en::number_words::cardinal;
use crate::normal::en::numerals::{NUMBER_FORMAT, figure_words};
use crate::normal::en::units::number_before;
use crate::normal::number_format::{digits, written_number};
use crate::normal::rule::Verbalization;

/// `20°C`, from the sign on.
pub(crate) fn degrees(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.rest().strip_prefix(['°', 'º'])?;
    let number = number_before(cursor)?;
    let one = cursor.before()[cursor.before().len() - number..].trim() == "1";
    let name = if one { "degree" } else { "degrees" };
    const SCALES: [(&str, &str); 7] = [
        ("C", " Celsius"),
        ("F", " Fahrenheit"),
        ("K", " Kelvin"),
        ("N", " north"),
        ("S", " south"),
        ("E", " east"),
        ("W", " west"),
    ];
    let gap = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
    let scale = &after[gap..];
    let ends = !scale.get(1..).is_some_and(|next| next.starts_with(char::is_alphanumeric));
    let scale = SCALES.into_iter().find(|(letter, _)| ends && gap < 3 && scale.starts_with(letter));
    let minutes = digits(after);
    if minutes > 0 && after[minutes..].starts_with(['′', '\'', '’']) {
        let quote = after[minutes..].chars().next().map_or(0, char::len_utf8);
        let words = format!(" {name} {} minutes", cardinal(after[..minutes].parse().ok()?));
        return Some(Verbalization::words(2 + minutes + quote, words.trim_start()));
    }
    let (length, scale) = scale.map_or((2, ""), |(letter, words)| (2 + gap + letter.len(), words));
    Some(Verbalization::words(length, format!("{name}{scale}")))
}

/// `6'2"`.
pub(crate) fn feet(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    let feet = digits(rest);
    let mark = rest[feet..].chars().next().filter(|mark| matches!(mark, '\'' | '’' | '′'))?;
    let after = &rest[feet + mark.len_utf8()..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    let inches = digits(&after[gap..]);
    let number = |digits: &str| digits.parse().ok().map(cardinal);
    if inches == 0 || inches > 2 {
        let words = format!("{} feet", number(&rest[..feet])?);
        return (mark == '′').then(|| Verbalization::words(feet + mark.len_utf8(), words));
    }
    let figure = written_number(&after[gap..], &NUMBER_FORMAT)?;
    let end = gap + figure.length;
    let close = after[end..].chars().next().filter(|mark| matches!(mark, '"' | '”' | '″'));
    if close.is_none() && (gap > 0 || mark == '’') {
        return None;
    }
    let length = feet + mark.len_utf8() + end + close.map_or(0, char::len_utf8);
    Some(Verbalization::words(
        length,
        format!("{} foot {}", number(&rest[..feet])?, figure_words(&figure)),
    ))
}

/// `12"`, from the sign on; a straight quotation mark, if none is open.
pub(crate) fn inches(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    if !matches!(mark, '"' | '″') || !cursor.before().ends_with(char::is_numeric) {
        return None;
    }
    let number = number_before(cursor)?;
    let quoted = cursor.before().matches('"').count() % 2 == 1;
    let sure = mark == '″' || (!quoted && !cursor.ends_after(1));
    let words = if cursor.before()[cursor.before().len() - number..].trim() == "1" {
        "inch"
    } else {
        "inches"
    };
    sure.then(|| Verbalization::words(mark.len_utf8(), words))
}

/// `4x4`, `7 x 8`.
pub(crate) fn dimensions(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let first = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    let after = cursor.after(first.length);
    let sum = after.strip_prefix(" x ");
    let rest = after.strip_prefix('x').or(sum)?;
    let second = written_number(rest, &NUMBER_FORMAT)?;
    let length = cursor.rest().len() - rest.len() + second.length;
    let alone = !cursor.after(length).starts_with(char::is_alphabetic);
    let by = if sum.is_some() && !is_adjective(cursor, length) { "times" } else { "by" };
    let words = format!("{} {by} {}", figure_words(&first), figure_words(&second));
    alone.then(|| Verbalization::words(length, words))
}
