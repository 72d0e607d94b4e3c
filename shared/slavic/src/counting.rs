//! Counted things in languages with three plurals, Russian and Polish: measures and money.

pub(crate) mod neighbours;

use verbalizer::cursor::Cursor;
use verbalizer::number_format::{NumberFormat, WrittenNumber, written_number};
use verbalizer::rule::Verbalization;

/// The gender of what is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    Masculine,
    Feminine,
    Neuter,
    /// A feminine object: "одну книгу", "jedną książkę".
    FeminineObject,
    /// Men, for whom Polish has numbers of their own.
    Men,
}

/// The case of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Nominative,
    Genitive,
}

/// The word at a place of a table that has nominatives and genitives.
pub(crate) fn of_case(words: &[[&'static str; 2]], at: u64, case: Case) -> &'static str {
    let pair = usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default();
    match case {
        Case::Nominative => pair[0],
        Case::Genitive => pair[1],
    }
}

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
    pub(crate) decimal: fn(&str, &str) -> String,
    pub(crate) plural: fn(u64) -> Plural,
    /// The case that the words before a number ask for.
    pub(crate) case: fn(&Cursor<'_>) -> Case,
    pub(crate) units: &'static [(&'static str, CountedNoun)],
    pub(crate) currencies: &'static [Currency],
    /// Thousands and millions, which count things themselves: `тыс.`, `mln`.
    pub(crate) magnitudes: &'static [(&'static str, CountedNoun)],
}

impl SlavicCounting {
    /// `3 км`, `5 %`, `2 млн человек`.
    pub(crate) fn measure(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let figure = written_number(cursor.rest(), &self.style)?;
        let case = (self.case)(cursor);
        if let Some((length, words)) = self.magnitude(cursor, &figure, case) {
            let start = length + gap(cursor.after(length));
            let (length, words) = match self.unit(cursor.after(start)) {
                Some((sign, noun)) => (start + sign.len(), format!("{words} {}", noun.many)),
                None => (length, words),
            };
            return Some(Verbalization::words(without_stop(cursor, length), words));
        }
        let start = figure.length + gap(cursor.after(figure.length));
        let (sign, noun) = self.unit(cursor.after(start))?;
        let length = without_stop(cursor, start + sign.len());
        Some(Verbalization::words(length, self.counted(&figure, noun, case)))
    }

    /// `5 руб.`, `$5`, `2 млн zł`.
    pub(crate) fn money(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let case = (self.case)(cursor);
        if let Some(figure) = written_number(cursor.rest(), &self.style) {
            let magnitude = self.magnitude(cursor, &figure, case);
            let length = magnitude.as_ref().map_or(figure.length, |(length, _)| *length);
            let start = length + gap(cursor.after(length));
            let (sign, currency) = self.currency(cursor.after(start))?;
            let words = match magnitude {
                Some((_, words)) => format!("{words} {}", currency.whole.many),
                None => self.price(&figure, currency, case),
            };
            return Some(Verbalization::words(without_stop(cursor, start + sign.len()), words));
        }
        let signs = self.signs().filter(|(sign, _)| cursor.rest().starts_with(sign));
        let (sign, currency) = signs.max_by_key(|(sign, _)| sign.len())?;
        let start = sign.len() + gap(cursor.after(sign.len()));
        let figure = written_number(cursor.after(start), &self.style)?;
        let (length, words) = match self.magnitude(&cursor.ahead(start), &figure, case) {
            Some((length, words)) => (length, format!("{words} {}", currency.whole.many)),
            None => (figure.length, self.price(&figure, currency, case)),
        };
        Some(Verbalization::words(without_stop(cursor, start + length), words))
    }

    fn price(&self, figure: &WrittenNumber<'_>, currency: &Currency, case: Case) -> String {
        let cents = figure.decimals.filter(|decimals| decimals.len() == 2);
        let Some(cents) = cents.and_then(|cents| cents.parse::<u64>().ok()) else {
            return self.counted(figure, &currency.whole, case);
        };
        let whole = WrittenNumber { decimals: None, ..figure.clone() };
        let whole_words = self.counted(&whole, &currency.whole, case);
        if cents == 0 {
            return whole_words;
        }
        let cent_words = self.count(cents, &currency.cent, case);
        if whole.value() == Some(0) { cent_words } else { format!("{whole_words} {cent_words}") }
    }

    /// A number, and its noun in the form that it asks for.
    pub(crate) fn counted(
        &self,
        figure: &WrittenNumber<'_>,
        noun: &CountedNoun,
        case: Case,
    ) -> String {
        match (figure.value(), figure.decimals) {
            (_, Some(decimals)) => {
                format!("{} {}", (self.decimal)(&figure.whole, decimals), noun.part)
            }
            (Some(value), None) => self.count(value, noun, case),
            (None, None) => format!("{} {}", self.each_digit(&figure.whole), noun.many),
        }
    }

    fn count(&self, value: u64, noun: &CountedNoun, case: Case) -> String {
        let name = match ((self.plural)(value), case) {
            (Plural::One, Case::Nominative) => noun.one,
            (Plural::One, Case::Genitive) => noun.part,
            (Plural::Few, Case::Nominative) => noun.few,
            (Plural::Few, Case::Genitive) | (Plural::Many, _) => noun.many,
        };
        format!("{} {name}", (self.cardinal)(value, noun.gender, case))
    }

    /// A number without a noun of ours.
    pub(crate) fn amount(&self, figure: &WrittenNumber<'_>, gender: Gender, case: Case) -> String {
        let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
        match (figure.value(), figure.decimals) {
            (_, Some(decimals)) => (self.decimal)(&figure.whole, decimals),
            (Some(value), None) if !begins_with_zero => (self.cardinal)(value, gender, case),
            _ => self.each_digit(&figure.whole),
        }
    }

    /// Digits, one by one.
    pub(crate) fn each_digit(&self, digits: &str) -> String {
        let values = digits.chars().filter_map(|digit| digit.to_digit(10));
        let said = |value| (self.cardinal)(u64::from(value), Gender::Masculine, Case::Nominative);
        values.map(said).collect::<Vec<_>>().join(" ")
    }

    /// `тыс.` behind a figure: the bytes of both, and their words.
    fn magnitude(
        &self,
        cursor: &Cursor<'_>,
        figure: &WrittenNumber<'_>,
        case: Case,
    ) -> Option<(usize, String)> {
        let start = figure.length + gap(cursor.after(figure.length));
        let all = self.magnitudes.iter().map(|(sign, noun)| (*sign, noun));
        let (sign, noun) = longest(cursor.after(start), all)?;
        Some((start + sign.len(), self.counted(figure, noun, case)))
    }

    fn unit(&self, text: &str) -> Option<(&'static str, &'static CountedNoun)> {
        longest(text, self.units.iter().map(|(sign, noun)| (*sign, noun)))
    }

    fn currency(&self, text: &str) -> Option<(&'static str, &'static Currency)> {
        longest(text, self.signs())
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

/// The longest sign at the start of a text, if no word continues after it.
fn longest<T>(
    text: &str,
    signs: impl Iterator<Item = (&'static str, T)>,
) -> Option<(&'static str, T)> {
    let goes_on = |letter: char| letter.is_alphanumeric() || "²³/°’'".contains(letter);
    let whole = |sign: &str| text.strip_prefix(sign).is_some_and(|rest| !rest.starts_with(goes_on));
    signs.filter(|(sign, _)| whole(sign)).max_by_key(|(sign, _)| sign.len())
}
