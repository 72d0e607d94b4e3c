//! Money, percentages and measures.

use super::number_words::{cardinal, each_digit};
use super::numbers::{counted, said};
use super::units::{PREFIXED, SPEEDS, UNITS};
use crate::han::{Figure, RANGES, figure, unit};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// Great numbers behind a figure.
const GREAT: [(&str, &str); 6] =
    [("万", "万"), ("萬", "万"), ("亿", "亿"), ("億", "亿"), ("万亿", "万亿"), ("千万", "千万")];

/// `¥5`, `$200万`, `3.50元`.
pub(super) fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(number) = figure(cursor.rest()) {
        let names = ["元", "块", "塊", "美元", "欧元", "歐元", "英镑", "英鎊", "港元", "人民币"];
        let after = cursor.after(number.length);
        let priced = number.decimals.is_some() && names.iter().any(|name| after.starts_with(name));
        return priced.then(|| Verbalization::words(number.length, price(&number)));
    }
    let (start, name) = unit_before(cursor.rest())?;
    let number = figure(cursor.after(start))?;
    let end = start + number.length;
    let (length, great) = unit(cursor.after(end), &GREAT).unwrap_or((0, ""));
    let amount = match number.value() {
        Some(2) => counted(2),
        _ => price(&number),
    };
    Some(Verbalization::words(end + length, format!("{amount}{great}{name}")))
}

/// The sign of money at the start of a text, with the space behind it.
fn unit_before(text: &str) -> Option<(usize, &'static str)> {
    let signs = PREFIXED.iter().filter(|(sign, _)| text.starts_with(sign));
    let (sign, name) = signs.max_by_key(|(sign, _)| sign.len())?;
    let space = usize::from(text[sign.len()..].starts_with(' '));
    Some((sign.len() + space, name))
}

/// A price, whose decimals need no zeros at their end.
fn price(number: &Figure) -> String {
    let decimals = number.decimals.as_deref().map(|decimals| decimals.trim_end_matches('0'));
    let decimals = decimals.filter(|decimals| !decimals.is_empty()).map(str::to_owned);
    said(&Figure { decimals, ..number.clone() })
}

/// `5%`, `5-10%`.
pub(super) fn percent(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let number = figure(cursor.rest())?;
    let after = cursor.after(number.length);
    if let Some((length, of)) = unit(after, &HUNDREDTHS) {
        return Some(Verbalization::words(
            number.length + length,
            format!("{of}{}", said(&number)),
        ));
    }
    let mark = after.chars().next().filter(|mark| RANGES.contains(mark))?;
    let start = number.length + mark.len_utf8();
    let other = figure(cursor.after(start))?;
    let end = start + other.length;
    let (length, of) = unit(cursor.after(end), &HUNDREDTHS)?;
    let words = format!("{of}{}到{}", said(&number), said(&other));
    Some(Verbalization::words(end + length, words))
}

const HUNDREDTHS: [(&str, &str); 3] = [("%", "百分之"), ("％", "百分之"), ("‰", "千分之")];

/// `3km`, `90km/h`, `30℃`.
pub(super) fn measure(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let number = figure(cursor.rest())?;
    let after = cursor.after(number.length);
    let amount = || match number.value() {
        Some(value) if !number.is_code() => counted(value),
        Some(_) => each_digit(&number.whole),
        None => said(&number),
    };
    if let Some((length, (time, name))) = unit(after, &SPEEDS) {
        let told = cursor.before().ends_with(time);
        let time = if told { "" } else { time };
        let words = format!("{time}{}{name}", amount());
        return Some(Verbalization::words(number.length + length, words));
    }
    let (length, name) = unit(after, &UNITS)?;
    let degrees = name == "度";
    let amount =
        if degrees { number.value().map_or_else(|| said(&number), cardinal) } else { amount() };
    Some(Verbalization::words(number.length + length, amount + name))
}
