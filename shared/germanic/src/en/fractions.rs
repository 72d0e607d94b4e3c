//! Fractions.

use crate::en::context::is_little;
use crate::en::number_words::{cardinal, ordinal, plural_of, year};
use crate::en::numerals::NUMBER_FORMAT;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;
use verbalizer::vulgar_fractions::{VulgarFraction, written_fraction};

/// Expressions that look like fractions, but are not.
const SAYINGS: [(&str, &str); 6] = [
    ("50-50", "fifty-fifty"),
    ("24/7", "twenty-four seven"),
    ("9/11", "nine eleven"),
    ("50/50", "fifty fifty"),
    ("20/20", "twenty twenty"),
    ("4/4", "four four"),
];
/// The largest denominator that is said by name.
const FINEST: u64 = 100;

/// `½`, `2½`, `3/4`, `2 1/2`.
pub(crate) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    if !rest.starts_with(char::is_numeric) {
        return None;
    }
    let saying = SAYINGS.iter().find(|(written, _)| written_alone(rest, written));
    if let Some((written, words)) = saying {
        return Some(Verbalization::words(written.len(), *words));
    }
    if let Some(found) = written_fraction(rest) {
        return slashed(cursor, found);
    }
    let whole = written_number(rest, &NUMBER_FORMAT)?;
    let after = cursor.after(whole.length);
    let gap = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
    let VulgarFraction { length, numerator, denominator } =
        written_fraction(&after[gap..]).filter(|found| found.numerator < found.denominator)?;
    if gap > 1 || (gap == 1 && whole.value()? > 999) {
        return None;
    }
    let part = match (numerator, denominator) {
        (1, 2) => "a half".to_owned(),
        (1, 4) => "a quarter".to_owned(),
        (1, 3) => "a third".to_owned(),
        _ => parts(numerator, denominator),
    };
    let words = format!("{} and {part}", cardinal(whole.value()?));
    Some(Verbalization::words(whole.length + gap + length, words))
}

fn written_alone(rest: &str, written: &str) -> bool {
    rest.strip_prefix(written)
        .is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '/'))
}

fn slashed(cursor: &Cursor<'_>, fraction: VulgarFraction) -> Option<Verbalization> {
    let VulgarFraction { length, numerator: above, denominator: below } = fraction;
    let words = match (above, below) {
        (1000..2100, 0..100) => format!("{} {}", year(above), cardinal(below)),
        (1, 2) => half(cursor, length),
        // "A ¾-inch pipe".
        (1 | 3, 4) if cursor.after(length).starts_with('-') => {
            parts(above, below).trim_start_matches("one ").trim_end_matches('s').replace(' ', "-")
        }
        _ if above < below && (2..=FINEST).contains(&below) && above > 0 => parts(above, below),
        _ => format!("{} over {}", cardinal(above), cardinal(below)),
    };
    Some(Verbalization::words(length, words))
}

fn half(cursor: &Cursor<'_>, length: usize) -> String {
    let next = cursor.next_word(length);
    let before = cursor.previous_word();
    let half = match next {
        // "A ½-inch bolt".
        _ if cursor.after(length).starts_with('-') => "half",
        "a" | "an" | "the" | "my" | "his" | "her" => "half",
        _ if matches!(before, "a" | "one" | "the") => "half",
        _ if next.is_empty() || is_little(next) => "one half",
        _ if next == "hour" || next.starts_with(['a', 'e', 'i', 'o', 'u']) => "half an",
        _ => "half a",
    };
    half.to_owned()
}

fn parts(above: u64, below: u64) -> String {
    let name = match below {
        2 => "half".to_owned(),
        4 => "quarter".to_owned(),
        _ => ordinal(below),
    };
    match (above, below) {
        (1, _) => format!("one {name}"),
        (_, 2) => format!("{} halves", cardinal(above)),
        _ => format!("{} {}", cardinal(above), plural_of(&name)),
    }
}
