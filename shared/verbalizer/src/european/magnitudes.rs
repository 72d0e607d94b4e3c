//! Millions of money: `€ 2,5 miljoen`, `R$ 2 milhões`.

use super::Grammar;
use crate::cursor::Cursor;
use crate::european::NumberForm;
use crate::number_format::written_number;
use crate::rule::Verbalization;

/// A word for a great number, and what joins money to it.
pub struct Magnitude {
    /// The word: "million".
    pub word: &'static str,
    /// Between it and what is counted.
    pub of: &'static str,
}

impl Grammar {
    /// A sign of money, a number, and a great number: the money is said last.
    pub fn great_money(
        &self,
        cursor: &Cursor<'_>,
        magnitudes: &[Magnitude],
    ) -> Option<Verbalization> {
        let signs = self
            .currencies
            .iter()
            .flat_map(|currency| currency.signs.iter().map(|sign| (*sign, currency.whole.many)));
        let here = signs.filter(|(sign, _)| cursor.rest().starts_with(sign));
        let (sign, money) = here.max_by_key(|(sign, _)| sign.len())?;
        let after = cursor.after(sign.len());
        let start = sign.len() + after.len() - after.trim_start().len();
        let figure = written_number(cursor.after(start), &self.style)?;
        let end = start + figure.length;
        let word = cursor.next_word(end);
        let magnitude = magnitudes.iter().find(|magnitude| magnitude.word == word)?;
        let gap = cursor.after(end).find(word)?;
        let number = self.amount(&figure, NumberForm::Masculine);
        let words = format!("{number} {word} {}{money}", magnitude.of);
        Some(Verbalization::words(end + gap + word.len(), words))
    }
}
