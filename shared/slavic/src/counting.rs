//! Counted things in languages with three plurals, Russian and Polish: measures and money.

pub(crate) mod case;
pub(crate) mod days;
pub(crate) mod neighbours;

pub(crate) use case::{Case, Gender, of_case};

use verbalizer::cursor::Cursor;
use verbalizer::number_format::{NumberFormat, WrittenNumber, written_number};
use verbalizer::rule::Verbalization;

/// The plural that a number asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plural {
    One,
    /// Two to four.
    Few,
    /// Five and more.
    Many,
}

/// A word for what is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CountedNoun {
    pub(crate) one: &'static str,
    pub(crate) few: &'static str,
    /// The genitive of the plural.
    pub(crate) many: &'static str,
    /// The genitive of the singular: after decimals.
    pub(crate) part: &'static str,
    pub(crate) gender: Gender,
}

impl CountedNoun {
    /// A word with the forms for one, two and five, and after decimals.
    pub(crate) const fn new([one, few, many, part]: [&'static str; 4], gender: Gender) -> Self {
        Self { one, few, many, part, gender }
    }

    /// A word that never changes.
    pub(crate) const fn fixed(word: &'static str, gender: Gender) -> Self {
        Self::new([word; 4], gender)
    }
}

pub(crate) struct Currency {
    pub(crate) signs: &'static [&'static str],
    pub(crate) whole: CountedNoun,
    pub(crate) cent: CountedNoun,
}

/// The words of a language for counted things.
pub(crate) struct SlavicCounting {
    pub(crate) style: NumberFormat,
    pub(crate) cardinal: fn(u64, Gender, Case) -> String,
    /// A number with decimals.
    pub(crate) decimal: fn(&str, &str, Case) -> String,
    pub(crate) plural: fn(u64) -> Plural,
    /// The case that the words around a measure ask for.
    pub(crate) case: fn(&Cursor<'_>, &Measure) -> Case,
    /// A noun in another case than the nominative and the genitive.
    pub(crate) declined: fn(&CountedNoun, Case, Plural) -> String,
    pub(crate) units: &'static [(&'static str, CountedNoun)],
    /// What is measured against, behind a stroke, and how it is said after a measure and after a price: `/ч`, `/kg`.
    pub(crate) rates: &'static [(&'static str, [&'static str; 2])],
    pub(crate) currencies: &'static [Currency],
    /// Thousands and millions, which count things themselves: `тыс.`, `mln`.
    pub(crate) magnitudes: &'static [(&'static str, CountedNoun)],
}

/// What is known of a measure when its case is looked for.
pub(crate) struct Measure {
    /// The number, if it is whole; thousands and millions in letters are in it.
    pub(crate) value: Option<u64>,
    /// The bytes up to the end of the unit.
    pub(crate) end: usize,
    /// Its unit as it is written; empty for money.
    pub(crate) unit: &'static str,
}

/// A number with its magnitude: `2 млн`.
struct Quantity<'a> {
    figure: WrittenNumber<'a>,
    magnitude: Option<&'static CountedNoun>,
    length: usize,
}

impl Quantity<'_> {
    fn measure(&self, unit: &'static str, end: usize) -> Measure {
        let scale = if self.magnitude.is_some() { 1000 } else { 1 };
        let value = self.figure.value().and_then(|value| value.checked_mul(scale));
        Measure { value, end, unit }
    }
}

impl SlavicCounting {
    /// `3 км`, `5 %`, `2 млн человек`, `7,8 г/см³`.
    pub(crate) fn measure(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let quantity = self.quantity(cursor.rest())?;
        let start = quantity.length + gap(cursor.after(quantity.length));
        let Some((sign, noun)) = self.unit(cursor.after(start)) else {
            let noun = quantity.magnitude?;
            let case = (self.case)(cursor, &quantity.measure("", quantity.length));
            let words = self.counted(&quantity.figure, noun, case);
            return Some(Verbalization::words(without_stop(cursor, quantity.length), words));
        };
        let end = start + sign.len();
        let (rate, [per, _]) = self.rate(cursor.after(end));
        let case = (self.case)(cursor, &quantity.measure(sign, end + rate));
        let words = format!("{}{per}", self.many(&quantity, noun, case));
        Some(Verbalization::words(without_stop(cursor, end + rate), words))
    }

    /// `5 руб.`, `$5`, `2 млн zł`.
    pub(crate) fn money(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        if let Some(quantity) = self.quantity(cursor.rest()) {
            let start = quantity.length + gap(cursor.after(quantity.length));
            let (sign, currency) = self.currency(cursor.after(start))?;
            let end = start + sign.len();
            let (rate, [_, per]) = self.rate(cursor.after(end));
            let case = (self.case)(cursor, &quantity.measure("", end + rate));
            let words = format!("{}{per}", self.price(&quantity, currency, case));
            return Some(Verbalization::words(without_stop(cursor, end + rate), words));
        }
        let signs = self.signs().filter(|(sign, _)| cursor.rest().starts_with(sign));
        let (sign, currency) = signs.max_by_key(|(sign, _)| sign.len())?;
        let start = sign.len() + gap(cursor.after(sign.len()));
        let quantity = self.quantity(cursor.after(start))?;
        let end = start + quantity.length;
        let case = (self.case)(cursor, &quantity.measure("", end));
        let words = self.price(&quantity, currency, case);
        Some(Verbalization::words(without_stop(cursor, end), words))
    }

    fn price(&self, quantity: &Quantity<'_>, currency: &Currency, case: Case) -> String {
        let figure = &quantity.figure;
        let cents = figure.decimals.filter(|decimals| decimals.len() == 2);
        let cents = cents.filter(|_| quantity.magnitude.is_none());
        let Some(cents) = cents.and_then(|cents| cents.parse::<u64>().ok()) else {
            return self.many(quantity, &currency.whole, case);
        };
        let whole = WrittenNumber { decimals: None, ..figure.clone() };
        let whole_words = self.counted(&whole, &currency.whole, case);
        if cents == 0 {
            return whole_words;
        }
        let cent_words = self.count(cents, &currency.cent, case);
        if whole.value() == Some(0) { cent_words } else { format!("{whole_words} {cent_words}") }
    }

    /// A number and its noun; behind a magnitude it is always "of many".
    fn many(&self, quantity: &Quantity<'_>, noun: &CountedNoun, case: Case) -> String {
        match quantity.magnitude {
            Some(magnitude) => {
                format!("{} {}", self.counted(&quantity.figure, magnitude, case), noun.many)
            }
            None => self.counted(&quantity.figure, noun, case),
        }
    }

    /// A number, and its noun in the form that it asks for.
    fn counted(&self, figure: &WrittenNumber<'_>, noun: &CountedNoun, case: Case) -> String {
        match (figure.value(), figure.decimals) {
            (_, Some(decimals)) => {
                format!("{} {}", (self.decimal)(&figure.whole, decimals, case), noun.part)
            }
            (Some(value), None) => self.count(value, noun, case),
            (None, None) => format!("{} {}", self.each_digit(&figure.whole), noun.many),
        }
    }

    fn count(&self, value: u64, noun: &CountedNoun, case: Case) -> String {
        let plural = (self.plural)(value);
        // "К тысяче рублей": thousands are nouns themselves.
        let thousands = value > 0 && value.is_multiple_of(1000);
        let name = match (plural, case) {
            (Plural::One, Case::Nominative) => noun.one.to_owned(),
            (Plural::One, Case::Genitive) => noun.part.to_owned(),
            (Plural::Few, Case::Nominative | Case::Accusative) => noun.few.to_owned(),
            (Plural::Many, Case::Nominative | Case::Accusative) => noun.many.to_owned(),
            (Plural::Few | Plural::Many, Case::Genitive) => noun.many.to_owned(),
            _ if thousands => noun.many.to_owned(),
            _ => (self.declined)(noun, case, plural),
        };
        format!("{} {name}", (self.cardinal)(value, noun.gender, case))
    }

    /// A number without a noun of ours.
    pub(crate) fn amount(&self, figure: &WrittenNumber<'_>, gender: Gender, case: Case) -> String {
        let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
        match (figure.value(), figure.decimals) {
            (_, Some(decimals)) => (self.decimal)(&figure.whole, decimals, case),
            (Some(value), None) if !begins_with_zero => (self.cardinal)(value, gender, case),
            _ => self.each_digit(&figure.whole),
        }
    }

    /// Digits, one by one.
    fn each_digit(&self, digits: &str) -> String {
        let values = digits.chars().filter_map(|digit| digit.to_digit(10));
        let said = |value| (self.cardinal)(u64::from(value), Gender::Masculine, Case::Nominative);
        values.map(said).collect::<Vec<_>>().join(" ")
    }

    /// The number at the start of a text, with `тыс.` behind it.
    fn quantity<'a>(&self, text: &'a str) -> Option<Quantity<'a>> {
        let figure = written_number(text, &self.style)?;
        let start = figure.length + gap(&text[figure.length..]);
        let all = self.magnitudes.iter().map(|(sign, noun)| (*sign, noun));
        let (length, magnitude) = match longest(&text[start..], all, false) {
            Some((sign, noun)) => (start + sign.len(), Some(noun)),
            None => (figure.length, None),
        };
        Some(Quantity { figure, magnitude, length })
    }

    /// The rate behind a unit: its bytes and its words, which begin with a space.
    fn rate(&self, text: &str) -> (usize, [&'static str; 2]) {
        let found = text.strip_prefix('/').and_then(|text| {
            longest(text, self.rates.iter().map(|(sign, words)| (*sign, *words)), false)
        });
        found.map_or((0, [""; 2]), |(sign, words)| (1 + sign.len(), words))
    }

    fn unit(&self, text: &str) -> Option<(&'static str, &'static CountedNoun)> {
        let units = || self.units.iter().map(|(sign, noun)| (*sign, noun));
        let rated = || longest(text, units(), true).filter(|(sign, _)| self.is_rated(text, sign));
        longest(text, units(), false).or_else(rated)
    }

    fn currency(&self, text: &str) -> Option<(&'static str, &'static Currency)> {
        let rated =
            || longest(text, self.signs(), true).filter(|(sign, _)| self.is_rated(text, sign));
        longest(text, self.signs(), false).or_else(rated)
    }

    fn is_rated(&self, text: &str, sign: &str) -> bool {
        self.rate(&text[sign.len()..]).0 > 0
    }

    fn signs(&self) -> impl Iterator<Item = (&'static str, &'static Currency)> {
        let signs =
            |currency: &'static Currency| currency.signs.iter().map(move |sign| (*sign, currency));
        self.currencies.iter().flat_map(signs)
    }
}

/// The length without a full stop that also ends the sentence.
fn without_stop(cursor: &Cursor<'_>, length: usize) -> usize {
    let stop = cursor.rest()[..length].ends_with('.') && cursor.ends_after(length);
    length - usize::from(stop)
}

/// The length of the space at the start of a text, if there is one.
fn gap(text: &str) -> usize {
    text.chars().next().filter(|letter| letter.is_whitespace()).map_or(0, char::len_utf8)
}

/// The longest sign at the start of a text, if no word continues after it; a stroke may follow one of a rate.
fn longest<T>(
    text: &str,
    signs: impl Iterator<Item = (&'static str, T)>,
    rated: bool,
) -> Option<(&'static str, T)> {
    let goes_on = |letter: char| {
        letter.is_alphanumeric() || "²³°’'".contains(letter) || letter == '/' && !rated
    };
    let whole = |sign: &str| text.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(goes_on));
    signs.filter(|(sign, _)| whole(sign)).max_by_key(|(sign, _)| sign.len())
}
