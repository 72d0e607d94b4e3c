//! Fractions: `1/2`, `½`, `2 ½`.

use super::{Grammar, NumberForm};
use crate::cursor::Cursor;
use crate::number_format::{digits, written_number};
use crate::rule::Verbalization;

impl Grammar {
    /// A fraction, alone or after a whole number.
    pub fn fraction(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        if let Some((length, words)) = self.fraction_in(cursor.rest()) {
            return Some(Verbalization::words(length, words));
        }
        let figure = written_number(cursor.rest(), &self.style)?;
        let whole = figure.value()?;
        let after = cursor.after(figure.length);
        let start = figure.length + after.len() - after.trim_start().len();
        let (length, words) = self.fraction_in(cursor.after(start))?;
        let number = (self.cardinal)(whole, NumberForm::Alone);
        Some(Verbalization::words(
            start + length,
            format!("{number} {} {words}", self.and_fraction),
        ))
    }

    fn fraction_in(&self, text: &str) -> Option<(usize, &'static str)> {
        let goes_on = |rest: &str| {
            rest.starts_with(char::is_alphanumeric)
                || rest.starts_with(['/', ',', '.']) && digits(&rest[1..]) > 0
        };
        let (sign, words) = self
            .fractions
            .iter()
            .find(|(sign, _)| text.strip_prefix(sign).is_some_and(|rest| !goes_on(rest)))?;
        Some((sign.len(), words))
    }
}
