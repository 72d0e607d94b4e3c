//! Fractions: `1/2`, `½`, `2 ½`.

use super::{Form, Grammar};
use crate::normal::figures::{digits, figure};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

impl Grammar {
    /// A fraction, alone or behind a whole number.
    pub(crate) fn fraction(&self, spot: &Spot<'_>) -> Option<Reading> {
        if let Some((length, words)) = self.fraction_in(spot.rest()) {
            return Some(Reading::words(length, words));
        }
        let figure = figure(spot.rest(), &self.style)?;
        let whole = figure.value()?;
        let after = spot.after(figure.length);
        let start = figure.length + after.len() - after.trim_start().len();
        let (length, words) = self.fraction_in(spot.after(start))?;
        let number = (self.cardinal)(whole, Form::Alone);
        Some(Reading::words(start + length, format!("{number} {} {words}", self.and_fraction)))
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
