//! Units per units: `km/s`, `mg/kg`, `$5/hour`; and units with powers: `per cm³`.

use crate::en::context::is_one_of;
use crate::en::unit_names::{GAPS, UNITS, is_unit};
use verbalizer::cursor::{Cursor, word_end};
use verbalizer::rule::Verbalization;

/// Words after a stroke.
const WORDS: [&str; 30] = [
    "hour",
    "day",
    "week",
    "month",
    "year",
    "minute",
    "second",
    "person",
    "head",
    "night",
    "mile",
    "litre",
    "liter",
    "kilometre",
    "kilometer",
    "metre",
    "meter",
    "acre",
    "tonne",
    "ton",
    "pound",
    "gallon",
    "capita",
    "unit",
    "page",
    "user",
    "inch",
    "foot",
    "yard",
    "ounce",
];
/// `km/s`, `5/hour`, `litres/day`: the stroke, and the unit behind it.
pub(crate) fn per(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.rest().strip_prefix('/')?;
    let end = word_end(after);
    let word = &after[..end];
    let power = after[end..].chars().next().filter(|power| matches!(power, '²' | '³'));
    let before = cursor.before();
    let stem = before.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '²' | '³' | '’'));
    let left = before[stem.len()..].trim_end_matches(['²', '³']);
    let behind = stem.trim_end_matches(GAPS);
    let raised = before.ends_with(['²', '³']) && is_unit(left);
    let measured = raised
        || stem.ends_with('/') && is_unit(left)
        || behind.ends_with(char::is_numeric) && (is_unit(left) || left.is_empty());
    let plural = left.len() > 3 && left.ends_with('s');
    let unit = UNITS.iter().find(|unit| unit.0 == word && measured && !left.is_empty());
    let name = match (unit, word) {
        (_, "s") if measured && !left.is_empty() => "second",
        (Some(unit), _) => unit.1,
        _ if (measured || plural) && WORDS.contains(&word) => word,
        (_, "h" | "hr") if measured || plural => "hour",
        (_, "min") if plural => "minute",
        _ => return None,
    };
    let name = powered(name, power);
    let length = 1 + end + power.map_or(0, char::len_utf8);
    Some(Verbalization::words(length, format!(" per {name}")))
}

fn powered(name: &str, power: Option<char>) -> String {
    match (power, name) {
        (Some('²'), "second") => "second squared".to_owned(),
        (Some('²'), _) => format!("square {name}"),
        (Some(_), _) => format!("cubic {name}"),
        (None, _) => name.to_owned(),
    }
}

/// `per cm³`, `a m²`: a unit with a power, without a number.
pub(crate) fn power_unit(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let power = cursor.after(word.len()).chars().next().filter(|power| !power.is_ascii())?;
    let times = match power {
        '²' => "square",
        '³' => "cubic",
        _ => return None,
    };
    let (_, one, many) = UNITS.iter().find(|unit| unit.0 == word && word.ends_with('m'))?;
    let single = is_one_of(cursor.previous_word(), &["per", "a", "each", "one", "every"]);
    let alone = word.len() > 1
        || cursor.after(word.len() + power.len_utf8()).starts_with('/')
        || single
        || is_one_of(cursor.previous_word(), &["in", "of"]);
    let name = if single { one } else { many };
    alone.then(|| Verbalization::words(word.len() + power.len_utf8(), format!("{times} {name}")))
}
