//! Units behind numbers.

use crate::text::normal::en::context::is_adjective;
use crate::text::normal::en::numbers::cardinal;
use crate::text::normal::en::plain::{STYLE, figure_words};
use crate::text::normal::figures::{digits, figure};
use crate::text::normal::rule::Reading;
use crate::text::normal::spot::Spot;

/// A unit as it is written, and for one and for many.
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
/// Whether a word is a unit, with or without a full stop.
pub(crate) fn is_unit(word: &str) -> bool {
    UNITS.iter().any(|(written, ..)| *written == word)
}

/// `5 km`, from the unit on.
pub(crate) fn unit(spot: &Spot<'_>) -> Option<Reading> {
    let start = number_before(spot)?;
    let (square, area) = match spot.rest().strip_prefix("sq. ").or(spot.rest().strip_prefix("sq "))
    {
        Some(after) => (spot.rest().len() - after.len(), "square "),
        None => (0, ""),
    };
    let (written, one, many) = known(spot, square)?;
    let end = square + written.len();
    let (power, times) = [("²", "square "), ("³", "cubic "), ("2 ", "square ")]
        .into_iter()
        .find(|(sign, _)| spot.after(end).starts_with(sign) && *sign != "2 ")
        .unwrap_or(("", area));
    let end = end + power.len();
    let word = if is_one(spot, start) { one } else { many };
    let stop = spot.after(end).starts_with('.')
        && !spot.ends_after(end + 1)
        && written != "p"
        && !starts_sentence(spot, end + 1);
    Some(Reading::words(end + usize::from(stop), format!("{times}{word}")))
}

fn starts_sentence(spot: &Spot<'_>, length: usize) -> bool {
    spot.next_word(length).starts_with(char::is_uppercase)
}

fn known(spot: &Spot<'_>, from: usize) -> Option<Unit> {
    let rest = spot.after(from);
    let ends = |written: &str| {
        !rest[written.len()..]
            .starts_with(|next: char| next.is_alphanumeric() && !"²³".contains(next))
    };
    let fits = |unit: &&Unit| rest.starts_with(unit.0) && ends(unit.0);
    let found = UNITS.iter().filter(fits).max_by_key(|unit| unit.0.len());
    let stands_alone = spot.before().ends_with(char::is_whitespace);
    let inches = ("in.", "inch", "inches");
    let is_inches = rest.starts_with(inches.0)
        && !spot.ends_after(from + 3)
        && !starts_sentence(spot, from + 3);
    match found {
        // A "p" apart from its number is a page, or no unit at all.
        Some((_, "penny", _)) if stands_alone => None,
        Some(unit) => Some(*unit),
        None => is_inches.then_some(("in", inches.1, inches.2)),
    }
}

/// Where the number before a unit begins, if there is one right before it.
fn number_before(spot: &Spot<'_>) -> Option<usize> {
    let before = spot.before();
    let apart = before.strip_suffix([' ', '\u{a0}', '\u{202f}', '\u{2009}', '-']).unwrap_or(before);
    let number = apart.trim_end_matches(|c: char| c.is_numeric() || matches!(c, '.' | ',' | '/'));
    let has_digits = apart[number.len()..].ends_with(char::is_numeric);
    has_digits.then_some(spot.at - (before.len() - number.len()))
}

/// Whether the number from `start` on makes its unit a single one: "1 kg", "a 5 km run", "½ km".
fn is_one(spot: &Spot<'_>, start: usize) -> bool {
    let number = spot.text[start..spot.at].trim_end_matches(['-', ' ', '\u{a0}']);
    let from = Spot { at: start, hints: &[], ..*spot };
    let fraction = number.chars().all(|c| !c.is_ascii_digit());
    number == "1" || fraction || spot.text[..spot.at].ends_with('-') || {
        let unit = spot.word().len();
        is_adjective(&from, spot.at - start + unit)
    }
}

/// `20°C`, from the sign on.
pub(crate) fn degrees(spot: &Spot<'_>) -> Option<Reading> {
    let after = spot.rest().strip_prefix(['°', 'º'])?;
    let start = number_before(spot)?;
    let one = spot.text[start..spot.at].trim() == "1";
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
    let start = number_before(spot)?;
    let quoted = spot.before().matches('"').count() % 2 == 1;
    let sure = mark == '″' || mark == '"' && !quoted && !spot.ends_after(1);
    let words = if spot.text[start..spot.at].trim() == "1" { "inch" } else { "inches" };
    (sure && spot.before().ends_with(char::is_numeric))
        .then(|| Reading::words(mark.len_utf8(), words))
}

/// `4x4`, `4 x 6`.
pub(crate) fn dimensions(spot: &Spot<'_>) -> Option<Reading> {
    let first = figure(spot.rest(), &STYLE)?;
    let after = spot.after(first.length);
    let by = after.strip_prefix('x').or_else(|| after.strip_prefix(" x "))?;
    let second = figure(by, &STYLE)?;
    let length = spot.rest().len() - by.len() + second.length;
    let alone = !spot.after(length).starts_with(char::is_alphabetic);
    alone.then(|| {
        Reading::words(length, format!("{} by {}", figure_words(&first), figure_words(&second)))
    })
}
