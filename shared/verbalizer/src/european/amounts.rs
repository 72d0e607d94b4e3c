//! Numbers, and the nouns that they count.

use super::{Grammar, Noun, NumberForm};
use crate::cursor::Cursor;
use crate::number_format::{WrittenNumber, written_number};
use crate::rule::Verbalization;

impl Grammar {
    /// `1 234,5`.
    pub fn number(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let value = figure.value().unwrap_or_default();
        let form = (self.form_before)(value, cursor.next_word(figure.length));
        Some(Verbalization::words(figure.length, self.amount(&figure, form)))
    }

    /// `3 km`, `5 %`.
    pub fn measure(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let start = figure.length + gap(cursor.after(figure.length));
        let units = || self.units.iter().map(|(sign, noun)| (*sign, noun));
        if let Some((sign, noun)) = longest(cursor.after(start), units()) {
            return Some(Verbalization::words(start + sign.len(), self.counted(&figure, noun)));
        }
        // "5 mg/kg", and not the Dutch "1 t/m 3".
        let rest = cursor.after(start);
        let mut shortened = self.shortenings.iter().filter(|known| known.written.contains('/'));
        if shortened.any(|known| rest.starts_with(known.written)) {
            return None;
        }
        let (above, below) = rest.split_once('/')?;
        let (_, noun) = units().find(|(sign, _)| *sign == above)?;
        let (sign, unit) = longest(below, units())?;
        let words = format!("{} {}", self.counted(&figure, noun), (self.per)(unit.one));
        Some(Verbalization::words(start + above.len() + 1 + sign.len(), words))
    }

    /// A number, and its noun in singular or plural.
    pub fn counted(&self, figure: &WrittenNumber<'_>, noun: &Noun) -> String {
        let number = self.amount(figure, noun.form);
        let singular = match (figure.whole.as_str(), figure.decimals) {
            ("1", None) => true,
            ("0" | "1", _) => self.singular_below_two,
            _ => false,
        };
        let name = if singular { noun.one } else { noun.many };
        let millions =
            figure.value().is_some_and(|value| value > 0 && value.is_multiple_of(1_000_000));
        if millions { format!("{number} {}", (self.of)(name)) } else { format!("{number} {name}") }
    }

    /// A number in words.
    pub fn amount(&self, figure: &WrittenNumber<'_>, form: NumberForm) -> String {
        let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
        let whole = match figure.whole.parse() {
            Ok(number) if !begins_with_zero && figure.decimals.is_none() => {
                (self.cardinal)(number, form)
            }
            // "Eins Komma fünf", "uno coma cinco".
            Ok(number) if !begins_with_zero => (self.cardinal)(number, NumberForm::Alone),
            _ => self.each_digit(&figure.whole),
        };
        match figure.decimals {
            Some(decimals) => format!("{whole} {} {}", self.point, self.decimals(decimals)),
            None => whole,
        }
    }

    fn decimals(&self, decimals: &str) -> String {
        let zeros = decimals.len() - decimals.trim_start_matches('0').len();
        match decimals.parse::<u64>() {
            Ok(number) if !self.single_decimals && decimals.len() <= 2 && number > 0 => {
                let zeros = (self.cardinal)(0, NumberForm::Alone).repeat(zeros);
                let words = [zeros, (self.cardinal)(number, NumberForm::Alone)];
                words.join(" ").trim().to_owned()
            }
            _ => self.each_digit(decimals),
        }
    }

    /// Digits, one by one.
    pub fn each_digit(&self, digits: &str) -> String {
        let values = digits.chars().filter_map(|digit| digit.to_digit(10));
        let words = values.map(|value| (self.cardinal)(u64::from(value), NumberForm::Alone));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The length of the space at the start of a text, if there is one.
pub(crate) fn gap(text: &str) -> usize {
    let space = text.chars().next().filter(|letter| letter.is_whitespace());
    space.map_or(0, char::len_utf8)
}

/// The longest sign at the start of a text, if no word continues after it.
pub(crate) fn longest<T>(
    text: &str,
    signs: impl Iterator<Item = (&'static str, T)>,
) -> Option<(&'static str, T)> {
    let goes_on = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '²' | '³' | '/' | '°' | '’' | '\'')
    };
    let whole = |sign: &str| text.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(goes_on));
    signs.filter(|(sign, _)| whole(sign)).max_by_key(|(sign, _)| sign.len())
}
