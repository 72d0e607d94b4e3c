//! Raised and lowered figures: powers (`10⁶`), note marks (`word²`) and formulas (`H₂O`).

use crate::en::context::is_little;
use crate::en::initialisms::spelled_out;
use crate::en::number_words::{cardinal, ordinal};
use verbalizer::cursor::Cursor;
use verbalizer::raised::{lowered_run, raised_run};
use verbalizer::rule::Verbalization;

/// `10⁶`, `x²`, `10⁻³`, `2ⁿ`, `10^6`: powers; behind a word or a stop, a raised figure is the mark of a note and not said.
pub(crate) fn power(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if cursor.first().is_ascii() && cursor.first() != '^' {
        return None;
    }
    let caret = cursor.first() == '^';
    let (length, exponent) = if caret { typed_exponent(cursor) } else { raised_run(cursor.rest()) };
    if length == 0 {
        return None;
    }
    let before = cursor.before();
    let stem = before.trim_end_matches(char::is_alphabetic);
    let word = &before[stem.len()..];
    let variable = word.chars().count() == 1
        || word.chars().count() == 2 && !word.is_ascii()
        || word.len() == 2 && !is_little(word) && has_sums(cursor);
    let raised = before.ends_with(|c: char| c.is_ascii_digit() || c == ')') || variable || caret;
    let charge =
        exponent.ends_with(['+', '-']) && word.len() < 3 && word.starts_with(char::is_uppercase);
    let figures = exponent.chars().all(|c| c.is_ascii_digit());
    if let Some(isotope) = isotope(cursor, length, &exponent) {
        return Some(isotope);
    }
    if !raised && !charge {
        let marks = !before.is_empty() || cursor.rest().len() > length;
        return (figures && marks).then(|| Verbalization::words(length, ""));
    }
    if figures && exponent.len() > 1 && word.len() == 1 && word.starts_with(char::is_uppercase) {
        return Some(Verbalization::words(length, cardinal(exponent.parse().ok()?)));
    }
    let words = match exponent.as_str() {
        "2" => "squared".to_owned(),
        "3" => "cubed".to_owned(),
        "+" => "plus".to_owned(),
        "-" => "minus".to_owned(),
        _ => exponent_words(&exponent)?,
    };
    Some(Verbalization::words(length, words))
}

/// `mc²`: variables that are multiplied are letters, where no unit has that name.
pub(crate) fn product(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const UNITS: [&str; 7] = ["km", "hm", "dm", "cm", "mm", "nm", "ft"];
    let word = cursor.word_at(0);
    let letters =
        word.bytes().all(|letter| letter.is_ascii_lowercase() && !b"aeiouy".contains(&letter));
    let is_product = (2..=3).contains(&word.len()) && letters && !UNITS.contains(&word);
    let (length, exponent) = raised_run(cursor.after(word.len()));
    let is_power = length > 0 && exponent.bytes().all(|figure| figure.is_ascii_digit());
    let words: Vec<String> = word.chars().map(String::from).collect();
    (is_product && is_power && has_sums(cursor))
        .then(|| Verbalization::words(word.len(), words.join(" ")))
}

/// `¹⁴C`, `²³⁵U`: the number of an isotope stands behind its element.
fn isotope(cursor: &Cursor<'_>, length: usize, number: &str) -> Option<Verbalization> {
    const ELEMENTS: [&str; 20] = [
        "H", "He", "Li", "B", "C", "N", "O", "K", "Fe", "Co", "Kr", "Sr", "Tc", "Cs", "Rn", "Ra",
        "Th", "U", "Pu", "Po",
    ];
    let symbol = cursor.word_at(length);
    let alone = !cursor.before().ends_with(char::is_alphanumeric) && ELEMENTS.contains(&symbol);
    let number: u64 = number.parse().ok().filter(|number| alone && *number > 1)?;
    let words = format!("{} {}", spelled_out(symbol), cardinal(number));
    Some(Verbalization::words(length + symbol.len(), words))
}

/// "To the sixth", "to the minus three", "to the n"; the charge of "Fe³⁺".
fn exponent_words(exponent: &str) -> Option<String> {
    if let Some(charge) = exponent.strip_suffix(['+', '-']) {
        let sign = if exponent.ends_with('+') { "plus" } else { "minus" };
        return Some(format!("{} {sign}", cardinal(charge.parse().ok()?)));
    }
    let (sign, size) = match exponent.strip_prefix('-') {
        Some(size) => ("minus ", size),
        None => ("", exponent.trim_start_matches('+')),
    };
    let size = match size.parse() {
        Ok(number) if sign.is_empty() => ordinal(number),
        Ok(number) => cardinal(number),
        Err(_) => size.to_owned(),
    };
    Some(format!("to the {sign}{size}"))
}

/// The exponent of "10^-3".
fn typed_exponent(cursor: &Cursor<'_>) -> (usize, String) {
    let after = cursor.after(1);
    let sign = usize::from(after.starts_with('-'));
    let end = after[sign..].find(|c: char| !c.is_ascii_alphanumeric());
    let end = sign + end.unwrap_or(after.len() - sign);
    let apart = cursor.before().ends_with(|c: char| c.is_alphanumeric() || c == ')');
    if end == sign || !apart { (0, String::new()) } else { (1 + end, after[..end].to_owned()) }
}

/// Whether the sentence has an equation.
fn has_sums(cursor: &Cursor<'_>) -> bool {
    [cursor.before(), cursor.rest()].iter().any(|text| text.contains(['=', '+', '−', '×']))
}

/// `H₂O`, `C₆H₁₂O₆`, `x₁`: letters, and the figures below them.
pub(crate) fn formula(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let letters = cursor.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
    if cursor.after(letters).starts_with(|next: char| next.is_ascii()) {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    let mut length = 0;
    let mut is_formula = false;
    loop {
        let rest = cursor.after(length);
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if end > 0 {
            let variable = rest[..end].starts_with(char::is_lowercase);
            parts.push(if variable { rest[..end].to_owned() } else { spelled_out(&rest[..end]) });
        }
        let (lowered, figures) = lowered_run(&rest[end..]);
        is_formula |= lowered > 0;
        if lowered > 0 {
            parts.push(figures.parse().map_or(figures.clone(), cardinal));
        }
        if end + lowered == 0 || end > 4 {
            break;
        }
        length += end + lowered;
    }
    is_formula.then(|| Verbalization::words(length, parts.join(" ")))
}
