//! Numbers, and the nouns that they count.

use super::{Grammar, Noun, NumberForm};
use crate::normal::cursor::Cursor;
use crate::normal::number_format::{WrittenNumber, written_number};
use crate::normal::rule::Verbalization;

impl Grammar {
    /// `1 234,5`.
    pub(crate) fn number(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let value = figure.value().unwrap_or_default();
        let form = (self.form_before)(value, cursor.next_word(figure.length));
        Some(Verbalization::words(figure.length, self.amount(&figure, form)))
    }

    /// `3 km`, `5 %`.
    pub(crate) fn measure(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let start = figure.length + gap(cursor.after(figure.length));
        let (sign, noun) =
            longest(cursor.after(start), self.units.iter().map(|(sign, noun)| (*sign, noun)))?;
        Some(Verbalization::words(start + sign.len(), self.counted(&figure, noun)))
    }

    /// `3,50 €`, `€ 3,50`.
    pub(crate) fn money(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let all = || {
            let signs = |currency: &'static super::CurrencyNames| {
                currency.signs.iter().map(move |sign| (*sign, currency))
            };
            self.currencies.iter().flat_map(signs)
        };
        if let Some(figure) = written_number(cursor.rest(), &self.style) {
            let start = figure.length + gap(cursor.after(figure.length));
            let (sign, currency) = longest(cursor.after(start), all())?;
            return Some(Verbalization::words(start + sign.len(), self.price(&figure, currency)));
        }
        let signs = all().filter(|(sign, _)| cursor.rest().starts_with(sign));
        let (sign, currency) = signs.max_by_key(|(sign, _)| sign.len())?;
        let start = sign.len() + gap(cursor.after(sign.len()));
        let figure = written_number(cursor.after(start), &self.style)?;
        Some(Verbalization::words(start + figure.length, self.price(&figure, currency)))
    }

    fn price(&self, figure: &WrittenNumber<'_>, currency: &super::CurrencyNames) -> String {
        let cents = figure.decimals.filter(|decimals| decimals.len() == 2);
        let Some(cents) = cents.and_then(|cents| cents.parse::<u64>().ok()) else {
            return self.counted(figure, &currency.whole);
        };
        let whole = WrittenNumber { decimals: None, ..figure.clone() };
        let name = if cents == 1 { currency.cent.one } else { currency.cent.many };
        let of_cents = |form| (self.cardinal)(cents, form);
        if cents == 0 {
            return self.counted(&whole, &currency.whole);
        }
        if whole.value() == Some(0) {
            return format!("{} {name}", of_cents(currency.cent.form));
        }
        let mut parts = vec![self.counted(&whole, &currency.whole), self.and_cents.to_owned()];
        if self.names_cents {
            parts.extend([of_cents(currency.cent.form), name.to_owned()]);
        } else {
            parts.push(of_cents(NumberForm::Alone));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// A number, and its noun in singular or plural.
    pub(crate) fn counted(&self, figure: &WrittenNumber<'_>, noun: &Noun) -> String {
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
    pub(crate) fn amount(&self, figure: &WrittenNumber<'_>, form: NumberForm) -> String {
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
    pub(crate) fn each_digit(&self, digits: &str) -> String {
        let values = digits.chars().filter_map(|digit| digit.to_digit(10));
        let words = values.map(|value| (self.cardinal)(u64::from(value), NumberForm::Alone));
        words.collect::<Vec<_>>().join(" ")
    }
}

/// The length of the space at the start of a text, if there is one.
fn gap(text: &str) -> usize {
    let space = text.chars().next().filter(|letter| letter.is_whitespace());
    space.map_or(0, char::len_utf8)
}

/// The longest sign at the start of a text, if no word continues after it.
fn longest<T>(
    text: &str,
    signs: impl Iterator<Item = (&'static str, T)>,
) -> Option<(&'static str, T)> {
    let goes_on = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, '²' | '³' | '/' | '°' | '’' | '\'')
    };
    let whole = |sign: &str| text.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(goes_on));
    signs.filter(|(sign, _)| whole(sign)).max_by_key(|(sign, _)| sign.len())
}
