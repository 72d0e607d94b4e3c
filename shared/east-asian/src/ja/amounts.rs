//! Money and measures.

use super::number_words::{cardinal, section};
use super::numbers::said;
use super::units::{PREFIXED, SPEEDS, UNITS};
use crate::han::{Figure, figure, unit};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// Great numbers behind a figure.
const GREAT: [(&str, &str); 3] = [("万", "万"), ("億", "億"), ("兆", "兆")];

/// `¥350`, `$3.50`, `￥2,000万`.
pub(super) fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let text = cursor.rest();
    let signs = PREFIXED.iter().filter(|(sign, ..)| text.starts_with(sign));
    let (sign, name, cent) = signs.max_by_key(|(sign, ..)| sign.len())?;
    let start = sign.len() + usize::from(text[sign.len()..].starts_with(' '));
    let number = figure(cursor.after(start))?;
    let end = start + number.length;
    if let Some((length, great)) = unit(cursor.after(end), &GREAT) {
        let amount = match number.value() {
            Some(value) if (1..10_000).contains(&value) => section(value, true),
            _ => said(&number),
        };
        return Some(Verbalization::words(end + length, format!("{amount}{great}{name}")));
    }
    Some(Verbalization::words(end, price(&number, name, cent)))
}

/// "三ドル五十セント".
fn price(number: &Figure, name: &str, cent: &str) -> String {
    let cents = number.decimals.as_ref().filter(|decimals| decimals.len() == 2);
    let cents = cents.and_then(|cents| cents.parse().ok()).filter(|_| !cent.is_empty());
    let whole = Figure { decimals: None, ..number.clone() };
    match cents {
        Some(0) => said(&whole) + name,
        Some(cents) => format!("{}{name}{}{cent}", said(&whole), cardinal(cents)),
        None => said(number) + name,
    }
}

/// `3km`, `5%`, `90km/h`.
pub(super) fn measure(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let number = figure(cursor.rest())?;
    let after = cursor.after(number.length);
    if let Some((length, (time, name))) = unit(after, &SPEEDS) {
        let time = if cursor.before().ends_with(time) { "" } else { time };
        let words = format!("{time}{}{name}", said(&number));
        return Some(Verbalization::words(number.length + length, words));
    }
    let (length, name) = unit(after, &UNITS)?;
    Some(Verbalization::words(number.length + length, said(&number) + name))
}
