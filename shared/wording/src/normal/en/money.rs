//! Amounts of money.

use crate::normal::cursor::Cursor;
use crate::normal::en::context::{is_adjective, plural};
use crate::normal::en::number_words::cardinal;
use crate::normal::en::numerals::{NUMBER_FORMAT, figure_words};
use crate::normal::number_format::{WrittenNumber, digits, written_number};
use crate::normal::rule::Verbalization;

/// A currency: its sign, its singular and plural, and those of its hundredth.
struct EnglishCurrency {
    sign: &'static str,
    one: &'static str,
    many: &'static str,
    part: (&'static str, &'static str),
}

const CURRENCIES: [EnglishCurrency; 10] = [
    EnglishCurrency { sign: "$", one: "dollar", many: "dollars", part: ("cent", "cents") },
    EnglishCurrency { sign: "£", one: "pound", many: "pounds", part: ("penny", "pence") },
    EnglishCurrency { sign: "€", one: "euro", many: "euros", part: ("cent", "cents") },
    EnglishCurrency { sign: "¥", one: "yen", many: "yen", part: ("sen", "sen") },
    EnglishCurrency { sign: "₹", one: "rupee", many: "rupees", part: ("paisa", "paise") },
    EnglishCurrency { sign: "₽", one: "rouble", many: "roubles", part: ("kopeck", "kopecks") },
    EnglishCurrency {
        sign: "US$",
        one: "U-S dollar",
        many: "U-S dollars",
        part: ("cent", "cents"),
    },
    EnglishCurrency {
        sign: "C$",
        one: "Canadian dollar",
        many: "Canadian dollars",
        part: ("cent", "cents"),
    },
    EnglishCurrency {
        sign: "A$",
        one: "Australian dollar",
        many: "Australian dollars",
        part: ("cent", "cents"),
    },
    EnglishCurrency {
        sign: "HK$",
        one: "Hong Kong dollar",
        many: "Hong Kong dollars",
        part: ("cent", "cents"),
    },
];
/// Multipliers after the digits of an amount.
const SCALES: [(&str, &str); 12] = [
    (" thousand", "thousand"),
    (" million", "million"),
    (" billion", "billion"),
    (" trillion", "trillion"),
    ("bn", "billion"),
    ("tn", "trillion"),
    ("mn", "million"),
    ("k", "thousand"),
    ("K", "thousand"),
    ("m", "million"),
    ("M", "million"),
    ("B", "billion"),
];

/// `$3.50`, `€5m`, `£2 10s. 6d.`, `$5–10`.
pub(crate) fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    let currency = CURRENCIES.iter().find(|currency| rest.starts_with(currency.sign))?;
    let start = currency.sign.len();
    let gap = usize::from(cursor.after(start).starts_with(' '));
    let figure = written_number(cursor.after(start + gap), &NUMBER_FORMAT)?;
    let mut length = start + gap + figure.length;
    let upper = upper_end(cursor.after(length));
    let bounds = upper.as_ref().map(|(_, words)| format!(" to {words}")).unwrap_or_default();
    length += upper.as_ref().map_or(0, |(length, _)| *length);
    let scale = scale(cursor.after(length));
    length += scale.map_or(0, |(written, _)| written.len());
    let adjective = is_adjective(cursor, length);
    let words = match (scale, &figure.decimals) {
        (None, Some(cents)) if cents.len() == 2 && upper.is_none() => {
            parts(&figure, cents, currency, adjective)?
        }
        _ => {
            let one = figure.value() == Some(1) && scale.is_none() && upper.is_none();
            let name = if one || adjective { currency.one } else { currency.many };
            let scale = scale.map(|(_, word)| format!(" {word}")).unwrap_or_default();
            format!("{}{bounds}{scale} {name}", figure_words(&figure))
        }
    };
    let old = currency.sign == "£" && figure.decimals.is_none();
    let coins = old.then(|| shillings_and_pence(cursor.after(length), true)).flatten();
    if let Some((more, coins)) = coins {
        return Some(Verbalization::words(length + more, format!("{words} {coins}")));
    }
    let hyphens = adjective && cursor.after(length).starts_with('-');
    Some(Verbalization::words(length, if hyphens { words.replace(' ', "-") } else { words }))
}

/// The rest of `$5–10`.
fn upper_end(after: &str) -> Option<(usize, String)> {
    let dash = after.chars().next().filter(|dash| matches!(dash, '–' | '-'))?;
    let figure = written_number(&after[dash.len_utf8()..], &NUMBER_FORMAT)?;
    Some((dash.len_utf8() + figure.length, figure_words(&figure)))
}

fn scale(after: &str) -> Option<(&'static str, &'static str)> {
    let ends = |written: &str| !after[written.len()..].starts_with(char::is_alphanumeric);
    SCALES.into_iter().find(|(written, _)| after.starts_with(written) && ends(written))
}

/// "Three dollars and fifty cents".
fn parts(
    figure: &WrittenNumber<'_>,
    cents: &str,
    currency: &EnglishCurrency,
    adjective: bool,
) -> Option<String> {
    let whole: u64 = figure.whole.parse().ok()?;
    let cents: u64 = cents.parse().ok()?;
    let name = if whole == 1 || adjective { currency.one } else { currency.many };
    let part = if cents == 1 { currency.part.0 } else { currency.part.1 };
    Some(match (whole, cents) {
        (_, 0) => format!("{} {name}", cardinal(whole)),
        (0, _) => format!("{} {part}", cardinal(cents)),
        (_, _) if adjective => format!("{} {name} {}", cardinal(whole), cardinal(cents)),
        _ => format!("{} {name} and {} {part}", cardinal(whole), cardinal(cents)),
    })
}

/// `10s. 6d.`
pub(crate) fn shillings(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let before = cursor.previous_word().to_lowercase();
    let is_age = ["his", "her", "their", "my", "our", "your", "the", "late", "early", "mid"];
    if is_age.contains(&before.as_str()) || cursor.before().ends_with('-') {
        return None;
    }
    let (length, words) = shillings_and_pence(cursor.rest(), false)?;
    // "The low 80s."
    let decade = digits(cursor.rest()) == 2
        && cursor.rest()[1..].starts_with("0s")
        && !cursor.rest().starts_with('1');
    if decade && !words.contains("pence") {
        return None;
    }
    Some(Verbalization::words(length, words))
}

/// Shillings, pence, or both; after a space if pounds precede.
fn shillings_and_pence(text: &str, after_pounds: bool) -> Option<(usize, String)> {
    let start = usize::from(after_pounds);
    if after_pounds && !text.starts_with(' ') {
        return None;
    }
    let first = amount(&text[start..], 's', after_pounds);
    let Some((length, shillings)) = first else {
        let (length, pence) = amount(&text[start..], 'd', after_pounds)?;
        return Some((start + length, pence_words(pence)));
    };
    let words = format!("{} {}", cardinal(shillings), plural("shilling", Some(shillings)));
    let end = start + length;
    let gap = usize::from(text[end..].starts_with(' '));
    match amount(&text[end + gap..], 'd', true) {
        Some((length, pence)) => {
            Some((end + gap + length, format!("{words} and {}", pence_words(pence))))
        }
        None => Some((end, words)),
    }
}

/// A number and the letter of its coin, with a full stop that does not end a sentence.
fn amount(text: &str, coin: char, stop_is_optional: bool) -> Option<(usize, u64)> {
    let length = digits(text);
    let number = text[..length].parse().ok().filter(|_| length < 4)?;
    let after = text[length..].strip_prefix(coin)?;
    let stop = after.starts_with('.');
    if !stop && (!stop_is_optional || after.starts_with(char::is_alphanumeric)) {
        return None;
    }
    let goes_on = after.get(1..).is_some_and(|rest| rest.contains(char::is_alphanumeric));
    Some((length + 1 + usize::from(stop && goes_on), number))
}

fn pence_words(pence: u64) -> String {
    match pence {
        1 => "one penny".to_owned(),
        2 => "twopence".to_owned(),
        3..12 => format!("{}pence", cardinal(pence)),
        _ => format!("{} pence", cardinal(pence)),
    }
}
