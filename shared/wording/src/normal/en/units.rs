//! Units after numbers.

use crate::normal::cursor::Cursor;
use crate::normal::en::context::{is_adjective, is_counted};
use crate::normal::rule::Verbalization;

/// A unit: its abbreviation, singular and plural.
type Unit = (&'static str, &'static str, &'static str);

const UNITS: [Unit; 63] = [
    ("am", "A-M", "A-M"),
    ("pm", "P-M", "P-M"),
    ("AM", "A-M", "A-M"),
    ("PM", "P-M", "P-M"),
    ("km", "kilometre", "kilometres"),
    ("m", "metre", "metres"),
    ("cm", "centimetre", "centimetres"),
    ("mm", "millimetre", "millimetres"),
    ("nm", "nanometre", "nanometres"),
    ("ft", "foot", "feet"),
    ("yd", "yard", "yards"),
    ("yds", "yard", "yards"),
    ("mi", "mile", "miles"),
    ("ha", "hectare", "hectares"),
    ("kg", "kilogram", "kilograms"),
    ("g", "gram", "grams"),
    ("mg", "milligram", "milligrams"),
    ("lb", "pound", "pounds"),
    ("lbs", "pound", "pounds"),
    ("oz", "ounce", "ounces"),
    ("cwt", "hundredweight", "hundredweight"),
    ("l", "litre", "litres"),
    ("L", "litre", "litres"),
    ("ml", "millilitre", "millilitres"),
    ("cl", "centilitre", "centilitres"),
    ("gal", "gallon", "gallons"),
    ("pt", "pint", "pints"),
    ("qt", "quart", "quarts"),
    ("tbsp", "tablespoon", "tablespoons"),
    ("tsp", "teaspoon", "teaspoons"),
    ("mph", "mile per hour", "miles per hour"),
    ("kph", "kilometre per hour", "kilometres per hour"),
    ("km/h", "kilometre per hour", "kilometres per hour"),
    ("m/s", "metre per second", "metres per second"),
    ("rpm", "revolution per minute", "revolutions per minute"),
    ("h", "hour", "hours"),
    ("hr", "hour", "hours"),
    ("hrs", "hour", "hours"),
    ("min", "minute", "minutes"),
    ("mins", "minute", "minutes"),
    ("sec", "second", "seconds"),
    ("secs", "second", "seconds"),
    ("ms", "millisecond", "milliseconds"),
    ("W", "watt", "watts"),
    ("kW", "kilowatt", "kilowatts"),
    ("MW", "megawatt", "megawatts"),
    ("kWh", "kilowatt hour", "kilowatt hours"),
    ("V", "volt", "volts"),
    ("kV", "kilovolt", "kilovolts"),
    ("mA", "milliampere", "milliamperes"),
    ("Hz", "hertz", "hertz"),
    ("kHz", "kilohertz", "kilohertz"),
    ("MHz", "megahertz", "megahertz"),
    ("GHz", "gigahertz", "gigahertz"),
    ("KB", "kilobyte", "kilobytes"),
    ("kB", "kilobyte", "kilobytes"),
    ("MB", "megabyte", "megabytes"),
    ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"),
    ("dB", "decibel", "decibels"),
    ("hp", "horsepower", "horsepower"),
    ("cc", "cubic centimetre", "cubic centimetres"),
    ("p", "penny", "pence"),
];
/// Spaces between a number and its unit.
pub(crate) const GAPS: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];

/// Whether a word is a unit, without a full stop.
pub(crate) fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(written, ..)| *written == word)
}

/// `5 km`, from the unit on.
pub(crate) fn unit(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let number = number_before(cursor)?;
    let attached = cursor.before().ends_with(char::is_numeric);
    if attached && let Some(words) = multiple(cursor) {
        return Some(Verbalization::words(1, words));
    }
    let area = ["sq. ", "sq "]
        .into_iter()
        .find(|area| cursor.rest().starts_with(area))
        .unwrap_or_default();
    let (written, one, many) = known(cursor, area.len(), attached)?;
    let end = area.len() + written.len();
    let power = cursor.after(end).chars().next().filter(|power| matches!(power, '²' | '³'));
    let times = match power {
        Some('³') => "cubic ",
        _ if power.is_some() || !area.is_empty() => "square ",
        _ => "",
    };
    let end = end + power.map_or(0, char::len_utf8);
    let word = if is_one(cursor, number, end) { one } else { many };
    let stop = cursor.after(end).starts_with('.') && goes_on(cursor, end + 1);
    Some(Verbalization::words(end + usize::from(stop), format!("{times}{word}")))
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
        None => (rest.starts_with("in.") && goes_on(cursor, from + 3))
            .then_some(("in", "inch", "inches")),
    }
}

/// The number of bytes from the start of the number right before the cursor up to the cursor.
pub(crate) fn number_before(cursor: &Cursor<'_>) -> Option<usize> {
    let before = cursor.before();
    let apart = before.strip_suffix(GAPS).or(before.strip_suffix('-')).unwrap_or(before);
    let start = apart.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '/'));
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
    let part = written.contains('/') || !written.contains(|c: char| c.is_ascii_digit());
    let from = Cursor { at: cursor.at - number, hints: &[], ..*cursor };
    written == "1" || joined || (part && !mixed) || is_adjective(&from, number + length)
}
