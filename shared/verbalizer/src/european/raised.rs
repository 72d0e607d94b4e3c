//! Raised and lowered figures: powers (`10⁶`, `x²`), note marks (`mot²`), formulas (`H₂O`, `CO2`).

use super::{Grammar, NumberForm};
use crate::cursor::Cursor;
use crate::number_format::digits;
use crate::raised::{lowered_run, raised_run};
use crate::rule::Verbalization;

impl Grammar {
    /// A power behind a number or a variable; behind a word or a stop, the mark of a note, which is not said.
    pub fn power(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        if cursor.first().is_ascii() {
            return None;
        }
        let (length, exponent) = raised_run(cursor.rest());
        if length == 0 {
            return None;
        }
        let before = cursor.before();
        let stem = before.trim_end_matches(char::is_alphabetic);
        let word = &before[stem.len()..];
        let sums = before.contains('=') || cursor.rest().contains(['=', '+']);
        let variable = word.chars().count() == 1 || word.len() == 2 && sums;
        let figures = exponent.chars().all(|c| c.is_ascii_digit());
        if !variable && !before.ends_with(|c: char| c.is_ascii_digit() || c == ')') {
            let marks = !before.is_empty() || cursor.rest().len() > length;
            return (figures && marks).then(|| Verbalization::words(length, ""));
        }
        Some(Verbalization::words(length, self.exponent(&exponent)))
    }

    fn exponent(&self, exponent: &str) -> String {
        let powers = &self.powers;
        match (exponent, exponent.strip_prefix('-')) {
            ("2", _) => powers.squared.to_owned(),
            ("3", _) => powers.cubed.to_owned(),
            (_, Some(size)) => {
                let size = size.parse().map_or_else(
                    |_| size.to_owned(),
                    |size| (self.cardinal)(size, NumberForm::Alone),
                );
                format!("{} {} {size}", powers.to_the, self.minus)
            }
            _ => {
                let size = exponent
                    .parse()
                    .map_or_else(|_| exponent.to_owned(), |size| (powers.exponent)(size));
                format!("{} {size}", powers.to_the)
            }
        }
    }

    /// `H₂O`, `CO₂`, `CO2`, `x₁`: letters, and the figures behind them.
    pub fn formula(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let letters = cursor.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let figure = |next: char| next.is_ascii_digit() || !next.is_ascii();
        if !cursor.after(letters).starts_with(figure) {
            return None;
        }
        let typed = is_typed_formula(cursor.word());
        let mut parts: Vec<String> = Vec::new();
        let mut length = 0;
        let mut lowered_any = false;
        loop {
            let rest = cursor.after(length);
            let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let (lowered, figures) = lowered_run(&rest[end..]);
            let plain = if typed { digits(&rest[end..]) } else { 0 };
            if end > 4 || end + lowered + plain == 0 {
                break;
            }
            lowered_any |= lowered > 0;
            let figures = if plain > 0 { rest[end..end + plain].to_owned() } else { figures };
            let number = figures.parse().map(|number| (self.cardinal)(number, NumberForm::Alone));
            parts.extend([rest[..end].to_owned(), number.unwrap_or(figures)]);
            length += end + lowered + plain;
        }
        parts.retain(|part| !part.is_empty());
        (lowered_any || typed && length > 0).then(|| Verbalization::words(length, parts.join(" ")))
    }
}

/// Capitals and figures, such as "CO2" and "H2SO4".
fn is_typed_formula(word: &str) -> bool {
    let capitals = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let known = word.bytes().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    let figures = digits(&word[capitals..]);
    (1..5).contains(&capitals) && known && (1..4).contains(&figures) && word.len() < 9
}
