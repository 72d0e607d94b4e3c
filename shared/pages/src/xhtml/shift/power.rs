//! Decides whether a raised number is a power.

use crate::xhtml::shift::around::{Around, tail};

/// Units that are raised to powers.
const UNITS: &[&str] = &[
    "nm", "µm", "μm", "mm", "cm", "dm", "m", "dam", "hm", "km", "ft", "yd", "in", "mi", "s", "ms",
    "sec", "min", "h", "hr", "kg", "g", "l", "L", "K", "N", "Pa", "J", "V", "A", "mol", "cd", "pc",
    "Mpc", "м", "см", "км", "мм",
];
/// Units that are also words of a language, which are units only behind a figure or a stroke.
const WORDS: &[&str] = &["in", "min", "h", "a", "l", "m", "s", "mi"];
/// Functions whose power stands behind their name.
const FUNCTIONS: &[&str] =
    &["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "log", "ln", "tg", "sen"];
/// Bases of this many figures are numbers of other things: years.
const YEAR: usize = 4;

/// Whether the number `exponent` is raised behind something that has powers.
pub(super) fn is_power(around: Around<'_>, exponent: &str) -> bool {
    match around.last() {
        Some(last) if last.is_ascii_digit() => {
            let base = around.number();
            let is_year = base.len() == YEAR && (base.starts_with('1') || base.starts_with('2'));
            !is_year || around.is_arithmetic()
        }
        Some(last) if last.is_alphabetic() => is_power_of_word(around, exponent),
        Some(')' | ']' | '|' | '}') => closes_expression(around),
        Some('∂' | '∇' | '√' | '∆' | 'ℝ') => true,
        _ => false,
    }
}

fn is_power_of_word(around: Around<'_>, exponent: &str) -> bool {
    let word = around.word();
    let before = &around.before[..around.before.len() - word.len()];
    let behind_figure = before.ends_with('/')
        || before.trim_end().ends_with(|last: char| last.is_ascii_digit() || "½¼¾·".contains(last));
    let is_small = matches!(exponent, "2" | "3" | "4");
    if UNITS.contains(&word) && is_small && (behind_figure || !WORDS.contains(&word)) {
        return true;
    }
    if before.ends_with(['’', '\'', '-', '.']) {
        return false;
    }
    let mut letters = word.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    match (first, second, third) {
        (Some(only), None, None) if only.is_lowercase() => {
            exponent != "1" || around.is_arithmetic()
        }
        (Some(_), None, None) => is_small || around.is_arithmetic(),
        (Some(_), Some(_), None) if around.is_arithmetic() => true,
        (Some(first), Some(second), None) => {
            let is_greek = |c: char| matches!(c, 'Α'..='ω');
            let is_vowel = |c: char| "aeiouyAEIOUY".contains(c) || !(c.is_ascii() || is_greek(c));
            is_small && first.is_lowercase() && !is_vowel(first) && !is_vowel(second)
        }
        _ => FUNCTIONS.contains(&word),
    }
}

/// Whether the bracket that closes before the place holds an expression, not words.
fn closes_expression(around: Around<'_>) -> bool {
    let opening = around.before.rfind(['(', '[', '{']);
    let bars = || around.before[..around.before.len() - 1].rfind('|');
    let Some(start) = opening.or_else(bars) else { return false };
    let inside = &around.before[start + 1..around.before.len() - 1];
    !inside.is_empty()
        && inside.chars().count() <= 30
        && inside.split(|c: char| !c.is_alphabetic()).all(|word| word.chars().count() <= 3)
        && (inside.contains(|c: char| !c.is_alphanumeric() && c != ' ')
            || !tail(&around.before[..start], char::is_alphabetic).is_empty()
            || around.is_arithmetic())
}
