//! Degrees, feet and inches, and dimensions.

use crate::en::context::{is_adjective, is_one_of};
use crate::en::number_words::cardinal;
use crate::en::numerals::{NUMBER_FORMAT, figure_words};
use crate::en::unit_names::is_unit;
use crate::en::units::number_before;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;

/// Letters behind degrees: scales of temperature, and directions.
const SCALES: [(&str, &str); 7] = [
    ("C", "Celsius"),
    ("F", "Fahrenheit"),
    ("K", "Kelvin"),
    ("N", "north"),
    ("S", "south"),
    ("E", "east"),
    ("W", "west"),
];
const MINUTES: [char; 3] = ['′', '\'', '’'];
const SECONDS: [char; 3] = ['″', '"', '”'];

/// `20°C`, `51° 30′ 26″ N`, from the sign on.
pub(crate) fn degrees(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let sign = cursor.first();
    let number = number_before(cursor).filter(|_| matches!(sign, '°' | 'º'))?;
    let mut length = sign.len_utf8();
    let minutes = marked_number(cursor.after(length), &MINUTES);
    length += minutes.as_ref().map_or(0, |(length, _)| *length);
    let seconds = minutes.as_ref().and_then(|_| {
        let text = cursor.after(length);
        marked_number(text, &SECONDS)
    });
    length += seconds.as_ref().map_or(0, |(length, _)| *length);
    let scale = scale(cursor, length);
    length += scale.map_or(0, |(length, _)| length);
    let one = cursor.before()[cursor.before().len() - number..].trim() == "1";
    let from = Cursor { at: cursor.at - number, hints: &[], ..*cursor };
    let described = minutes.is_none() && is_adjective(&from, number + length);
    let name = if one || described { "degree" } else { "degrees" };
    let mut words = name.to_owned();
    for (part, name) in [(minutes, "minute"), (seconds, "second")] {
        if let Some((_, number)) = part {
            let plural = if number == "one" { "" } else { "s" };
            words += &format!(" {number} {name}{plural}");
        }
    }
    if let Some((_, scale)) = scale {
        words += &format!(" {scale}");
    }
    Some(Verbalization::words(length, words))
}

/// A number with one of `marks` behind it, after an optional space: its length, and words for it.
fn marked_number(text: &str, marks: &[char]) -> Option<(usize, String)> {
    let trimmed = text.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let figure = written_number(trimmed, &NUMBER_FORMAT).filter(|figure| figure.whole.len() < 3)?;
    let rest = &trimmed[figure.length..];
    let mark = rest.chars().next().filter(|mark| marks.contains(mark))?;
    let length = text.len() - rest.len() + mark.len_utf8();
    Some((length, figure_words(&figure)))
}

/// The scale or the direction behind degrees; its full stop goes if the sentence goes on.
fn scale(cursor: &Cursor<'_>, from: usize) -> Option<(usize, &'static str)> {
    let after = cursor.after(from);
    let text = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '\u{2009}']);
    let gap = after.len() - text.len();
    let (letter, words) = SCALES.into_iter().find(|(letter, _)| text.starts_with(letter))?;
    let rest = &text[letter.len()..];
    if gap > 3 || rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'') {
        return None;
    }
    let goes_on = rest.strip_prefix('.').is_some_and(|rest| {
        rest.starts_with(',')
            || rest.trim_start().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
    });
    // "At 5° F. Smith turned" is rather a name.
    let named = gap > 0 && rest.starts_with(". ") && !goes_on && !cursor.ends_after(from + gap + 2);
    (!named).then_some((gap + letter.len() + usize::from(goes_on), words))
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
        let length = feet + mark.len_utf8();
        let name = if is_adjective(cursor, length) || feet == 1 && rest.starts_with('1') {
            "foot"
        } else {
            "feet"
        };
        let words = format!("{} {name}", number(&rest[..feet])?);
        let sure = mark == '′' || is_one_of(cursor.next_word(length), &EXTENTS);
        return sure.then(|| Verbalization::words(length, words));
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

/// Behind a length: "6' tall".
const EXTENTS: [&str; 18] = [
    "tall", "high", "long", "wide", "deep", "broad", "thick", "away", "above", "below", "across",
    "apart", "ceiling", "ceilings", "ladder", "wall", "walls", "square",
];

/// `12"`, from the sign on; a straight quotation mark, if none is open.
pub(crate) fn inches(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    if !matches!(mark, '"' | '″') || !cursor.before().ends_with(char::is_numeric) {
        return None;
    }
    let number = number_before(cursor)?;
    let quoted = cursor.before().matches('"').count() % 2 == 1;
    let sure = mark == '″' || (!quoted && !cursor.ends_after(1));
    let from = Cursor { at: cursor.at - number, hints: &[], ..*cursor };
    let one = cursor.before()[cursor.before().len() - number..].trim() == "1";
    let described = is_adjective(&from, number + mark.len_utf8());
    let words = if one || described { "inch" } else { "inches" };
    sure.then(|| Verbalization::words(mark.len_utf8(), words))
}

/// One side of a plate or a room.
struct Side {
    length: usize,
    words: String,
    unit: Option<(&'static str, &'static str)>,
}

/// `4x4`, `7 x 8`, `12' x 15'`, `8½ × 11 in.`, `2 x 4 x 8`.
pub(crate) fn dimensions(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mut sides = vec![side(cursor.rest())?];
    let mut length = sides[0].length;
    let mut spaced = false;
    while let Some((gap, is_sum)) = cross(cursor.after(length)) {
        let Some(next) = side(cursor.after(length + gap)) else { break };
        length += gap + next.length;
        spaced |= is_sum;
        sides.push(next);
    }
    if sides.len() < 2 || cursor.after(length).starts_with(char::is_alphabetic) {
        return None;
    }
    let marked = sides.iter().any(|side| side.unit.is_some());
    let measured = marked || is_unit_next(cursor, length);
    // "5 × 3 = 15" is a product.
    let part = cursor.rest()[..length].contains(['½', '¼', '¾']);
    let product = cursor.rest()[..length].contains('×') && !measured && !part;
    let adjective = is_adjective(cursor, length);
    let by = if product || spaced && !adjective && !measured { " times " } else { " by " };
    let words: Vec<String> = sides.iter().map(|side| said(side, adjective)).collect();
    (!product || !spaced).then(|| Verbalization::words(length, words.join(by)))
}

fn said(side: &Side, adjective: bool) -> String {
    match side.unit {
        Some((one, many)) => format!("{} {}", side.words, if adjective { one } else { many }),
        None => side.words.clone(),
    }
}

/// The sign between two sides: its length with its spaces, and whether it has any.
fn cross(text: &str) -> Option<(usize, bool)> {
    let trimmed = text.trim_start_matches([' ', '\u{a0}']);
    let sign = trimmed.chars().next().filter(|sign| matches!(sign, 'x' | '×'))?;
    let rest = trimmed[sign.len_utf8()..].trim_start_matches([' ', '\u{a0}']);
    let before = trimmed.len() < text.len();
    let after = rest.len() + sign.len_utf8() < trimmed.len();
    (before == after).then_some((text.len() - rest.len(), before))
}

fn side(text: &str) -> Option<Side> {
    const HALVES: [(char, &str); 3] =
        [('½', "a half"), ('¼', "a quarter"), ('¾', "three quarters")];
    let figure = written_number(text, &NUMBER_FORMAT)?;
    let mut length = figure.length;
    let mut words = figure_words(&figure);
    if let Some((glyph, part)) =
        HALVES.into_iter().find(|(sign, _)| text[length..].starts_with(*sign))
    {
        words += &format!(" and {part}");
        length += glyph.len_utf8();
    }
    let unit = match text[length..].chars().next() {
        Some('′' | '\'' | '’') => Some(("foot", "feet")),
        Some('″' | '"' | '”') => Some(("inch", "inches")),
        _ => None,
    };
    let mark = text[length..].chars().next().filter(|_| unit.is_some());
    length += mark.map_or(0, char::len_utf8);
    Some(Side { length, words, unit })
}

/// Whether a unit follows: "8 × 10 in."
fn is_unit_next(cursor: &Cursor<'_>, length: usize) -> bool {
    let next = cursor.next_word(length);
    is_unit(next)
        || next == "in" && cursor.after(length + 1 + next.len()).starts_with('.')
        || next == "inches"
        || next == "feet"
}

/// The "x" of `12 ft x 15 ft`.
pub(crate) fn by(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if cursor.first() != 'x' || cursor.word() != "x" {
        return None;
    }
    let measured = is_unit(cursor.previous_word().trim_end_matches('.'));
    let number = cursor.next_word(1).starts_with(|c: char| c.is_ascii_digit());
    (measured && number).then(|| Verbalization::words(1, "by"))
}
