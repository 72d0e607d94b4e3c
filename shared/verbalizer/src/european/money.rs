//! Amounts of money: `3,50 €`, `$10–$15`, `3,5 Mrd. €`.

use super::amounts::{gap, longest};
use super::{CurrencyNames, Grammar, Noun, NumberForm, Scale};
use crate::cursor::Cursor;
use crate::number_format::{WrittenNumber, written_number};
use crate::rule::Verbalization;

const DASHES: [char; 3] = ['-', '–', '—'];

impl Grammar {
    /// `3,50 €`, `€ 3,50`, `5 €–10 €`, `3 M€`.
    pub fn money(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        if let Some(scaled) = self.scaled(cursor) {
            return Some(scaled);
        }
        if let Some(figure) = written_number(cursor.rest(), &self.style) {
            let start = figure.length + gap(cursor.after(figure.length));
            let (sign, currency) = longest(cursor.after(start), self.signs_of_money())?;
            let end = start + sign.len();
            let upper = || {
                let second = self.upper_end(cursor.after(end), "")?;
                let (number, length) = second;
                let start = end + length + gap(cursor.after(end + length));
                let (sign, _) = longest(cursor.after(start), [(sign, ())].into_iter())?;
                Some((number, start + sign.len()))
            };
            return Some(match upper() {
                Some((second, end)) => {
                    Verbalization::words(end, self.price_range(&figure, &second, currency))
                }
                None => Verbalization::words(end, self.price(&figure, currency)),
            });
        }
        let signs = self.signs_of_money().filter(|(sign, _)| cursor.rest().starts_with(sign));
        let (sign, currency) = signs.max_by_key(|(sign, _)| sign.len())?;
        let start = sign.len() + gap(cursor.after(sign.len()));
        let figure = written_number(cursor.after(start), &self.style)?;
        let end = start + figure.length;
        Some(match self.upper_end(cursor.after(end), sign) {
            Some((second, length)) => {
                Verbalization::words(end + length, self.price_range(&figure, &second, currency))
            }
            None => Verbalization::words(end, self.price(&figure, currency)),
        })
    }

    fn signs_of_money(&self) -> impl Iterator<Item = (&'static str, &'static CurrencyNames)> {
        self.currencies
            .iter()
            .flat_map(|currency| currency.signs.iter().map(move |sign| (*sign, currency)))
    }

    /// The dash, the sign if there is one, and the number of "–$15": the number, and the length of all.
    fn upper_end<'a>(&self, after: &'a str, sign: &str) -> Option<(WrittenNumber<'a>, usize)> {
        let rest = after.strip_prefix(DASHES)?;
        let rest = rest.strip_prefix(sign).unwrap_or(rest);
        let figure = written_number(rest, &self.style)?;
        let length = after.len() - rest.len() + figure.length;
        Some((figure, length))
    }

    fn price_range(
        &self,
        first: &WrittenNumber<'_>,
        second: &WrittenNumber<'_>,
        currency: &CurrencyNames,
    ) -> String {
        let number = if first.decimals.is_some() {
            self.price(first, currency)
        } else {
            self.amount(first, currency.whole.form)
        };
        format!("{number} {} {}", self.range, self.price(second, currency))
    }

    /// `3,5 Mrd. €`, `3 M€`, `5 Mio.`: with or without the sign of a currency.
    fn scaled(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let start = figure.length + gap(cursor.after(figure.length));
        let written = cursor.after(start);
        let known = self.scales.iter().filter(|scale| written.starts_with(scale.written));
        let scale = known.max_by_key(|scale| scale.written.len())?;
        let end = start + scale.written.len();
        let space = gap(cursor.after(end));
        let currency = longest(cursor.after(end + space), self.signs_of_money());
        let number = self.scale_words(&figure, scale);
        let Some((sign, currency)) = currency else {
            let goes_on = cursor.after(end).starts_with(char::is_alphanumeric);
            let sure = scale.written.len() > 2 && !scale.written.ends_with([' ', '’']) && !goes_on;
            let stop = scale.written.ends_with('.') && cursor.ends_after(end);
            return sure.then(|| Verbalization::words(end - usize::from(stop), number));
        };
        let name = (self.of)(currency.whole.many);
        Some(Verbalization::words(end + space + sign.len(), format!("{number} {name}")))
    }

    fn scale_words(&self, figure: &WrittenNumber<'_>, scale: &Scale) -> String {
        let noun = Noun { one: scale.one, many: scale.many, form: scale.form };
        let number = self.amount(figure, scale.form);
        let single = figure.whole == "1" && (figure.decimals.is_none() || self.singular_below_two);
        format!("{number} {}", if single { noun.one } else { noun.many })
    }

    fn price(&self, figure: &WrittenNumber<'_>, currency: &CurrencyNames) -> String {
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
}
