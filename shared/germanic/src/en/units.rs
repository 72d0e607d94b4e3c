//! Units after numbers.

use crate::en::context::{is_adjective, is_counted, is_one_of};
use crate::en::number_words::is_number_word;
use crate::en::unit_names::{GAPS, UNITS, Unit};
use verbalizer::cursor::Cursor;
use verbalizer::raised::raised;
use verbalizer::rule::Verbalization;

/// `5 km`, from the unit on.
pub(crate) fn unit(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let Some(number) = number_before(cursor) else {
        return spelled_before(cursor).or_else(|| after_magnitude(cursor));
    };
    let attached = cursor.before().ends_with(char::is_numeric);
    if attached && let Some(words) = multiple(cursor) {
        return Some(Verbalization::words(1, words));
    }
    let area = POWERS.into_iter().find(|(area, _)| cursor.rest().starts_with(area));
    let (area, before) = area.unwrap_or_default();
    let (written, one, many) = known(cursor, area.len(), attached)?;
    let (end, times) = powered(cursor, area.len() + written.len(), before);
    let word = if is_one(cursor, number, end) { one } else { many };
    let word = if is_old_mile(cursor, end, area) { "miles" } else { word };
    let stop = cursor.after(end).starts_with('.') && goes_on(cursor, end + 1);
    Some(Verbalization::words(end + usize::from(stop), format!("{times}{word}")))
}

/// Where a unit with its power ends, and what is said before it; `before` where there is no power.
fn powered(cursor: &Cursor<'_>, end: usize, before: &'static str) -> (usize, &'static str) {
    let power = cursor.after(end).chars().next().filter(|power| matches!(power, '²' | '³'));
    let times = match power {
        Some('³') => "cubic ",
        Some(_) => "square ",
        None => before,
    };
    (end + power.map_or(0, char::len_utf8), times)
}

/// `10 million km`: units that can be nothing else.
fn after_magnitude(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const MAGNITUDES: [&str; 4] = ["thousand", "million", "billion", "trillion"];
    const WORDS: [&str; 6] = ["am", "pm", "AM", "PM", "in", "ha"];
    // Asked of every word, so that it looks at a few bytes only.
    let before = cursor.before().strip_suffix(GAPS)?;
    if !MAGNITUDES.iter().any(|magnitude| before.ends_with(magnitude)) {
        return None;
    }
    let (written, _, many) = known(cursor, 0, false)?;
    let (end, times) = powered(cursor, written.len(), "");
    if times.is_empty() && (written.len() < 2 || WORDS.contains(&written)) {
        return None;
    }
    let stop = cursor.after(end).starts_with('.') && goes_on(cursor, end + 1);
    Some(Verbalization::words(end + usize::from(stop), format!("{times}{many}")))
}

/// Before units: "sq. ft.", "cu. in."
const POWERS: [(&str, &str); 4] =
    [("sq. ", "square "), ("sq ", "square "), ("cu. ", "cubic "), ("cu ", "cubic ")];

/// `m.` with a full stop: miles in old books, "20 m. from the coast", "30 sq. m."; metres have none, or a height behind them.
fn is_old_mile(cursor: &Cursor<'_>, end: usize, area: &str) -> bool {
    const BEHIND: [&str; 16] = [
        "from",
        "north",
        "south",
        "east",
        "west",
        "off",
        "distant",
        "inland",
        "of",
        "beyond",
        "by",
        "below",
        "above",
        "up",
        "south-west",
        "N",
    ];
    let dotted = cursor.after(end).starts_with('.') && cursor.after(end - 1).starts_with('m');
    let bare = matches!(&cursor.rest()[area.len()..end], "m");
    dotted && bare && (area == "sq. " || is_one_of(cursor.next_word(end + 1), &BEHIND))
}

/// `five ft. seven in.`: with a full stop behind a number in words.
fn spelled_before(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const DOTTED: [&str; 10] = ["ft", "in", "lb", "lbs", "oz", "yds", "yd", "hrs", "mins", "secs"];
    let word = cursor.word();
    if !cursor.after(word.len()).starts_with('.') || !DOTTED.contains(&word) {
        return None;
    }
    let before = cursor.previous_word();
    let number = before.rsplit('-').next().unwrap_or_default();
    let counts = is_number_word(&number.to_lowercase()) || is_one_of(number, &["several", "few"]);
    if !counts || !goes_on(cursor, word.len() + 1) {
        return None;
    }
    let (one, many) = match word {
        "in" => ("inch", "inches"),
        _ => UNITS.iter().find(|unit| unit.0 == word).map(|unit| (unit.1, unit.2))?,
    };
    let name = if before.eq_ignore_ascii_case("one") { one } else { many };
    Some(Verbalization::words(word.len() + 1, name))
}

/// The multiplier of `1.5m copies`.
fn multiple(cursor: &Cursor<'_>) -> Option<&'static str> {
    let words = match cursor.word() {
        "m" => "million",
        "k" => "thousand",
        _ => return None,
    };
    is_counted(cursor.next_word(1)).then_some(words)
}

/// Whether the sentence goes on after a full stop.
fn goes_on(cursor: &Cursor<'_>, length: usize) -> bool {
    !cursor.ends_after(length) && !cursor.next_word(length).starts_with(char::is_uppercase)
}

/// The longest unit that is written here.
fn known(cursor: &Cursor<'_>, from: usize, attached: bool) -> Option<Unit> {
    let rest = cursor.after(from);
    let ends = |written: &str| {
        let after = rest[written.len()..].trim_start_matches(['²', '³']);
        !after.starts_with(char::is_alphanumeric)
    };
    let fits = |unit: &&Unit| rest.starts_with(unit.0) && ends(unit.0);
    let found = UNITS.iter().filter(fits).max_by_key(|unit| unit.0.len());
    match found {
        // A "p" apart from its number is a page, or no unit at all.
        Some((_, "penny", _)) if !attached => None,
        // In "5 W. 42nd Street" the W is not a unit.
        Some((written @ ("W" | "V" | "L"), ..))
            if rest[written.len()..].starts_with('.') && !cursor.ends_after(from + 2) =>
        {
            None
        }
        Some(unit) => Some(*unit),
        // Without its full stop it is the word "in".
        None if is_inch(rest) && is_behind_feet(cursor) => Some(("in", "inch", "inches")),
        None => (rest.starts_with("in.")
            && (goes_on(cursor, from + 3) || cursor.ends_after(from + 3)))
        .then_some(("in", "inch", "inches")),
    }
}

/// "in" that is no preposition: before a sign, the end, or "tall".
fn is_inch(rest: &str) -> bool {
    let Some(after) = rest.strip_prefix("in") else { return false };
    let next = &after[after.len() - after.trim_start_matches(GAPS).len()..];
    let apart = !after.starts_with(|c: char| c.is_alphanumeric() || c == '.');
    let extent = ["tall", "high", "long", "wide", "deep"].iter().any(|word| next.starts_with(word));
    apart && (extent || !next.starts_with(char::is_alphanumeric) || next.starts_with('x'))
}

/// "6 ft 2", before "in".
fn is_behind_feet(cursor: &Cursor<'_>) -> bool {
    let before = cursor.before().trim_end_matches(GAPS);
    let before = before.trim_end_matches(char::is_numeric).trim_end_matches(GAPS);
    ["ft", "ft.", "feet", "foot"].iter().any(|feet| before.ends_with(feet))
}

/// The number of bytes from the start of the number right before the cursor up to the cursor.
pub(crate) fn number_before(cursor: &Cursor<'_>) -> Option<usize> {
    let before = cursor.before();
    // Most words have no number before them.
    if !before.chars().rev().take(2).any(char::is_numeric) {
        return None;
    }
    let apart = before.strip_suffix(GAPS).or(before.strip_suffix('-')).unwrap_or(before);
    let start =
        apart.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '/' | '⁄'));
    let has_digits = apart[start.len()..].ends_with(char::is_numeric);
    has_digits.then_some(before.len() - start.len())
}

/// Whether the unit is singular after its number: "1 kg", "a 5 km run", "½ km".
fn is_one(cursor: &Cursor<'_>, number: usize, length: usize) -> bool {
    let (earlier, written) = cursor.before().split_at(cursor.before().len() - number);
    let joined = written.ends_with('-');
    let written = written.trim_end_matches(GAPS).trim_end_matches('-');
    let mixed =
        earlier.strip_suffix(GAPS).is_some_and(|earlier| earlier.ends_with(char::is_numeric));
    let power = written.contains(|c| raised(c).is_some());
    let part = written.contains('/') || !written.contains(|c: char| c.is_ascii_digit());
    let part = part && !power;
    let from = Cursor { at: cursor.at - number, hints: &[], ..*cursor };
    written == "1" || joined || (part && !mixed) || is_adjective(&from, number + length)
}
