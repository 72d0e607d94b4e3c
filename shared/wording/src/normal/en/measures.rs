//! Degrees, feet and inches, and how long and wide.

use crate::normal::en::context::is_adjective;
use crate::normal::en::numbers::cardinal;
use crate::normal::en::plain::{STYLE, figure_words};
use crate::normal::en::units::number_before;
use crate::normal::figures::{digits, figure};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `20°C`, from the sign on.
pub(crate) fn degrees(spot: &Spot<'_>) -> Option<Reading> {
    let after = spot.rest().strip_prefix(['°', 'º'])?;
    let number = number_before(spot)?;
    let one = spot.before()[spot.before().len() - number..].trim() == "1";
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
        return Some(Reading::words(2 + minutes + quote, words.trim_start()));
    }
    let (length, scale) = scale.map_or((2, ""), |(letter, words)| (2 + gap + letter.len(), words));
    Some(Reading::words(length, format!("{name}{scale}")))
}

/// `6'2"`.
pub(crate) fn feet(spot: &Spot<'_>) -> Option<Reading> {
    let rest = spot.rest();
    let feet = digits(rest);
    let mark = rest[feet..].chars().next().filter(|mark| matches!(mark, '\'' | '’' | '′'))?;
    let after = &rest[feet + mark.len_utf8()..];
    let gap = after.len() - after.trim_start_matches(' ').len();
    let inches = digits(&after[gap..]);
    let number = |digits: &str| digits.parse().ok().map(cardinal);
    if inches == 0 || inches > 2 {
        let words = format!("{} feet", number(&rest[..feet])?);
        return (mark == '′').then(|| Reading::words(feet + mark.len_utf8(), words));
    }
    let figure = figure(&after[gap..], &STYLE)?;
    let end = gap + figure.length;
    let close = after[end..].chars().next().filter(|mark| matches!(mark, '"' | '”' | '″'));
    if close.is_none() && (gap > 0 || mark == '’') {
        return None;
    }
    let length = feet + mark.len_utf8() + end + close.map_or(0, char::len_utf8);
    Some(Reading::words(
        length,
        format!("{} foot {}", number(&rest[..feet])?, figure_words(&figure)),
    ))
}

/// `12"`, from the sign on; a straight quotation mark, if none is open.
pub(crate) fn inches(spot: &Spot<'_>) -> Option<Reading> {
    let mark = spot.first();
    if !matches!(mark, '"' | '″') || !spot.before().ends_with(char::is_numeric) {
        return None;
    }
    let number = number_before(spot)?;
    let quoted = spot.before().matches('"').count() % 2 == 1;
    let sure = mark == '″' || (!quoted && !spot.ends_after(1));
    let words =
        if spot.before()[spot.before().len() - number..].trim() == "1" { "inch" } else { "inches" };
    sure.then(|| Reading::words(mark.len_utf8(), words))
}

/// `4x4`, `7 x 8`.
pub(crate) fn dimensions(spot: &Spot<'_>) -> Option<Reading> {
    let first = figure(spot.rest(), &STYLE)?;
    let after = spot.after(first.length);
    let sum = after.strip_prefix(" x ");
    let rest = after.strip_prefix('x').or(sum)?;
    let second = figure(rest, &STYLE)?;
    let length = spot.rest().len() - rest.len() + second.length;
    let alone = !spot.after(length).starts_with(char::is_alphabetic);
    let by = if sum.is_some() && !is_adjective(spot, length) { "times" } else { "by" };
    let words = format!("{} {by} {}", figure_words(&first), figure_words(&second));
    alone.then(|| Reading::words(length, words))
}
