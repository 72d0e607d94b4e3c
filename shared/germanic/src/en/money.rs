//! Amounts of money.

use crate::en::coins::shillings_and_pence;
use crate::en::context::{is_adjective, is_little, is_one_of};
use crate::en::number_words::cardinal;
use crate::en::numerals::{NUMBER_FORMAT, figure_words};
use crate::en::unit_names::GAPS;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::{WrittenNumber, digits, written_number};
use verbalizer::rule::Verbalization;

/// A currency: its signs, its singular and plural, and those of its hundredth.
struct EnglishCurrency {
    /// Before a number.
    before: &'static [&'static str],
    /// Behind a number.
    behind: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    part: (&'static str, &'static str),
}

const CENT: (&str, &str) = ("cent", "cents");
const PENNY: (&str, &str) = ("penny", "pence");

/// Shortens the table.
const fn currency(
    before: &'static [&'static str],
    behind: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    part: (&'static str, &'static str),
) -> EnglishCurrency {
    EnglishCurrency { before, behind, one, many, part }
}

static CURRENCIES: [EnglishCurrency; 18] = [
    currency(&["$"], &["$"], "dollar", "dollars", CENT),
    currency(&["£"], &["£"], "pound", "pounds", PENNY),
    currency(&["€", "EUR "], &["€", "EUR"], "euro", "euros", CENT),
    currency(&["¥", "JPY "], &["¥", "JPY"], "yen", "yen", ("sen", "sen")),
    currency(
        &["₹", "Rs. ", "Rs.", "Rs ", "INR "],
        &["₹", "INR"],
        "rupee",
        "rupees",
        ("paisa", "paise"),
    ),
    currency(&["₽", "RUB "], &["₽", "RUB"], "rouble", "roubles", ("kopeck", "kopecks")),
    currency(&["₩"], &["₩", "KRW"], "won", "won", ("jeon", "jeon")),
    currency(&["₪"], &["₪"], "shekel", "shekels", ("agora", "agorot")),
    currency(&["₺"], &["₺"], "lira", "lira", ("kurush", "kurush")),
    currency(&["US$", "U.S.$", "USD "], &["US$", "USD"], "U-S dollar", "U-S dollars", CENT),
    currency(&["C$", "CA$", "CAD "], &["CAD"], "Canadian dollar", "Canadian dollars", CENT),
    currency(&["A$", "AU$", "AUD "], &["AUD"], "Australian dollar", "Australian dollars", CENT),
    currency(&["NZ$"], &["NZD"], "New Zealand dollar", "New Zealand dollars", CENT),
    currency(&["HK$"], &["HKD"], "Hong Kong dollar", "Hong Kong dollars", CENT),
    currency(&["S$"], &["SGD"], "Singapore dollar", "Singapore dollars", CENT),
    currency(&["R$"], &["BRL"], "real", "reais", ("centavo", "centavos")),
    currency(&["CHF "], &["CHF"], "Swiss franc", "Swiss francs", ("centime", "centimes")),
    currency(&["GBP "], &["GBP"], "pound", "pounds", PENNY),
];
/// Pounds in old books: "L100,000", "300l. a year".
static LIVRES: EnglishCurrency = currency(&["L"], &["l."], "pound", "pounds", PENNY);
/// Multipliers after the digits of an amount.
const SCALES: [(&str, &str); 12] = [
    ("thousand", "thousand"),
    ("million", "million"),
    ("billion", "billion"),
    ("trillion", "trillion"),
    ("bn", "billion"),
    ("tn", "trillion"),
    ("mn", "million"),
    ("k", "thousand"),
    ("K", "thousand"),
    ("m", "million"),
    ("M", "million"),
    ("B", "billion"),
];
const DASHES: [char; 3] = ['–', '-', '—'];

/// An amount, without its currency.
struct WrittenAmount<'a> {
    figure: WrittenNumber<'a>,
    /// The length of its multiplier, how it is said, and whether it has a hyphen.
    scale: Option<(usize, &'static str, bool)>,
    length: usize,
}

impl WrittenAmount<'_> {
    fn words(&self) -> String {
        let scale = self.scale.map(|(_, word, _)| format!(" {word}")).unwrap_or_default();
        figure_words(&self.figure) + &scale
    }

    fn cents(&self) -> Option<&str> {
        self.figure.decimals.filter(|cents| cents.len() == 2 && self.scale.is_none())
    }
}

/// `$3.50`, `€5m`, `£2 10s. 6d.`, `$5–$10`, `Rs. 500`.
pub(crate) fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    let first = rest.bytes().next()?;
    let signs = |currency: &'static EnglishCurrency| {
        currency.before.iter().map(move |sign| (*sign, currency))
    };
    let fitting = CURRENCIES
        .iter()
        .flat_map(signs)
        .filter(|(sign, _)| sign.bytes().next() == Some(first) && rest.starts_with(sign));
    let (sign, currency) = fitting.max_by_key(|(sign, _)| sign.len()).or_else(|| livres(cursor))?;
    let start = sign.len() + gap(cursor.after(sign.len()));
    let first = amount(cursor.after(start))?;
    let mut length = start + first.length;
    let upper = upper_end(cursor.after(length), sign);
    length += upper.as_ref().map_or(0, |(length, _)| *length);
    let second = upper.map(|(_, amount)| amount);
    let adjective = is_qualifier(cursor, length, second.as_ref().unwrap_or(&first));
    let words = said(&first, second.as_ref(), currency, adjective)?;
    // "€ 100,–".
    let round = [",-", ",–", ",—", ".-", ".–"]
        .into_iter()
        .find(|end| cursor.after(length).starts_with(end));
    let round =
        round.filter(|end| !cursor.after(length + end.len()).starts_with(char::is_alphanumeric));
    length += round.map_or(0, str::len);
    let old = currency.many == "pounds" && first.figure.decimals.is_none();
    let coins = old.then(|| shillings_and_pence(cursor.after(length), true)).flatten();
    if let Some((more, coins)) = coins {
        return Some(Verbalization::words(length + more, format!("{words} {coins}")));
    }
    let last = second.as_ref().unwrap_or(&first);
    let joined = last.scale.is_some_and(|(.., hyphen)| hyphen);
    let hyphens = adjective && (joined || cursor.after(length).starts_with('-'));
    Some(Verbalization::words(length, if hyphens { words.replace(' ', "-") } else { words }))
}

/// `100 €`, `10–15 €`, `1,000 USD`, `300l. a year`.
pub(crate) fn money_behind(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let first = amount(cursor.rest())?;
    let second = upper_end(cursor.after(first.length), "");
    let start = first.length + second.as_ref().map_or(0, |(length, _)| *length);
    let space = gap(cursor.after(start));
    let after = cursor.after(start + space);
    let signs = |currency: &'static EnglishCurrency| {
        currency.behind.iter().map(move |sign| (*sign, currency))
    };
    let ends = |sign: &str| {
        let after = &after[sign.len()..];
        !after.starts_with(char::is_alphanumeric) && (space == 0 || digits(after.trim_start()) == 0)
    };
    let old = after.starts_with("l. ") && space == 0;
    let fits = |(sign, _): &(&str, _)| after.starts_with(sign) && ends(sign);
    let (sign, currency) = CURRENCIES.iter().flat_map(signs).find(fits).or_else(|| {
        let yearly = cursor.next_word(start + 2).starts_with(char::is_lowercase);
        (old && yearly).then_some(("l.", &LIVRES))
    })?;
    let words = said(&first, second.as_ref().map(|(_, amount)| amount), currency, false)?;
    Some(Verbalization::words(start + space + sign.len(), words))
}

/// `L100,000`, `worth L50 a year`.
fn livres(cursor: &Cursor<'_>) -> Option<(&'static str, &'static EnglishCurrency)> {
    const BEFORE: [&str; 22] = [
        "of", "for", "paid", "pay", "cost", "worth", "than", "him", "her", "me", "them", "only",
        "over", "about", "nearly", "another", "some", "with", "received", "owed", "gave", "left",
    ];
    const BEHIND: [&str; 6] = ["a", "per", "sterling", "each", "in", "for"];
    let figure = cursor.rest().strip_prefix('L').and_then(|after| {
        let figure = written_number(after, &NUMBER_FORMAT)?;
        (!after[figure.length..].starts_with(char::is_alphabetic)).then_some(figure)
    })?;
    let paid = is_one_of(cursor.previous_word(), &BEFORE)
        || is_one_of(cursor.next_word(1 + figure.length), &BEHIND);
    (figure.is_grouped || figure.whole.len() > 1 && paid).then_some(("L", &LIVRES))
}

/// An amount at the start of a text: "3.50", ".50", "5m".
fn amount(text: &str) -> Option<WrittenAmount<'_>> {
    let bare = || {
        let decimals = text.strip_prefix('.').filter(|after| digits(after) > 0)?;
        let decimals = &decimals[..digits(decimals)];
        let length = 1 + decimals.len();
        Some(WrittenNumber {
            length,
            whole: "0".to_owned(),
            decimals: Some(decimals),
            is_grouped: false,
        })
    };
    let figure = indian(text).or_else(|| written_number(text, &NUMBER_FORMAT)).or_else(bare)?;
    let scale = scale(&text[figure.length..]);
    let length = figure.length + scale.map_or(0, |(length, ..)| length);
    Some(WrittenAmount { figure, scale, length })
}

/// `1,00,000`: thousands, and then hundreds of them.
fn indian(text: &str) -> Option<WrittenNumber<'_>> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != ',').unwrap_or(text.len());
    let written = text[..end].trim_end_matches(',');
    let groups: Vec<&str> = written.split(',').collect();
    let (last, middle) = (groups.last()?, groups.get(1..groups.len() - 1)?);
    let is_indian = last.len() == 3
        && groups[0].len() < 3
        && !middle.is_empty()
        && middle.iter().all(|group| group.len() == 2);
    is_indian.then(|| WrittenNumber {
        length: written.len(),
        whole: groups.concat(),
        decimals: None,
        is_grouped: true,
    })
}

/// The rest of `$5–10` and `$5–$10`.
fn upper_end<'a>(after: &'a str, sign: &str) -> Option<(usize, WrittenAmount<'a>)> {
    let trimmed = after.trim_start_matches([' ', '\u{a0}']);
    let end = trimmed.strip_prefix(DASHES)?;
    let end = end.trim_start_matches([' ', '\u{a0}', '\u{2060}']);
    let spaced = trimmed.len() < after.len() || after.len() - end.len() > 3;
    let signed = end.strip_prefix(sign).filter(|_| !sign.is_empty());
    if spaced && signed.is_none() {
        return None;
    }
    let number = signed.unwrap_or(end).trim_start_matches([' ', '\u{a0}']);
    let amount = amount(number)?;
    Some((after.len() - number.len() + amount.length, amount))
}

/// The multiplier at the start of a text: its length, how it is said, and whether it has a hyphen.
fn scale(after: &str) -> Option<(usize, &'static str, bool)> {
    let space = gap(after);
    let after = &after[space..];
    let hyphen = space == 0 && after.starts_with('-');
    let word = &after[usize::from(hyphen)..];
    let scales = if space > 0 || hyphen { &SCALES[..4] } else { &SCALES[4..] };
    let ends = |written: &str| !word[written.len()..].starts_with(char::is_alphanumeric);
    let (written, words) =
        scales.iter().find(|(written, _)| word.starts_with(written) && ends(written))?;
    Some((space + usize::from(hyphen) + written.len(), words, hyphen))
}

fn gap(text: &str) -> usize {
    let space = text.chars().next().filter(|c| GAPS.contains(c));
    space.map_or(0, char::len_utf8)
}

/// Whether the amount describes what follows: "a $5 bill", "the $2-million deal".
fn is_qualifier(cursor: &Cursor<'_>, length: usize, last: &WrittenAmount<'_>) -> bool {
    let next = cursor.next_word(length);
    let hyphen = last.scale.is_some_and(|(.., hyphen)| hyphen);
    is_adjective(cursor, length)
        || hyphen && next.starts_with(char::is_lowercase) && !is_little(next)
}

/// One amount, or a range of two, with the name of its currency.
fn said(
    first: &WrittenAmount<'_>,
    second: Option<&WrittenAmount<'_>>,
    currency: &EnglishCurrency,
    adjective: bool,
) -> Option<String> {
    let single = |amount: &WrittenAmount<'_>, adjective| match amount.cents() {
        Some(cents) => parts(&amount.figure, cents, currency, adjective),
        None => {
            let one = amount.figure.value() == Some(1) && amount.scale.is_none();
            let name = if one || adjective { currency.one } else { currency.many };
            Some(format!("{} {name}", amount.words()))
        }
    };
    let Some(second) = second else { return single(first, adjective) };
    if first.cents().or(second.cents()).is_some() {
        return Some(format!("{} to {}", single(first, false)?, single(second, adjective)?));
    }
    let name = if adjective { currency.one } else { currency.many };
    Some(format!("{} to {} {name}", first.words(), second.words()))
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
