//! Times of day, decades, and dates in figures.

use super::numbers::cardinal;
use super::words::MONTHS;
use crate::normal::figures::digits;
use crate::normal::grammar::{Form, clock, date as figures};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `17:30`, `17.30 h`.
pub(crate) fn time(spot: &Spot<'_>) -> Option<Reading> {
    let text = spot.rest();
    let (length, hours, minutes) = clock(text, &[':', '.'])?;
    let named = ["h", "hs", "hrs"].into_iter().find(|unit| spot.next_word(length) == *unit);
    let colon = text[..length].contains(':');
    if !colon && named.is_none() && spot.next_word(length) != "horas" {
        return None;
    }
    let space = spot.after(length).len() - spot.after(length).trim_start().len();
    let length = length + named.map_or(0, |unit| space + unit.len());
    let mut words = cardinal(hours, Form::Feminine);
    if minutes > 0 {
        words = format!("{words} {}", cardinal(minutes, Form::Alone));
    }
    if named.is_some() {
        words += " horas";
    }
    Some(Reading::words(length, words))
}

/// `14/07/1789`.
pub(crate) fn date(spot: &Spot<'_>) -> Option<Reading> {
    let (length, day, month, year) = figures(spot.rest(), '/')?;
    let [day, year] = [day, year].map(|number| cardinal(number, Form::Alone));
    Some(Reading::words(length, format!("{day} de {} de {year}", MONTHS[month - 1])))
}

/// `’68`: the apostrophe is not said.
pub(crate) fn decade(spot: &Spot<'_>) -> Option<Reading> {
    let mark = spot.first();
    let after = spot.after(mark.len_utf8());
    let two = digits(after) == 2 && !after[2..].starts_with(char::is_alphanumeric);
    let number = after.get(..2).filter(|_| two && matches!(mark, '’' | '\''))?.parse().ok()?;
    Some(Reading::words(mark.len_utf8() + 2, cardinal(number, Form::Alone)))
}
