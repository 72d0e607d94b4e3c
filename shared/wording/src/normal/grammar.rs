//! The common rules of French, German, Spanish, Italian, Portuguese and Dutch: numbers, amounts and abbreviations in a text.
//!
//! A language fills a [`Grammar`] with its words; rules of its own are in its folder.

mod abbreviations;
mod amounts;
mod degrees;
mod fractions;
mod identifiers;
mod magnitudes;
mod money;
mod numerals;
mod raised;
mod scripture;
mod symbols;

pub(crate) use crate::normal::grammar::magnitudes::Magnitude;
pub(crate) use crate::normal::grammar::numerals::{RomanNumeralUse, clock, date};

use crate::normal::number_format::NumberFormat;

/// The form of a number before the noun that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NumberForm {
    /// Nothing is counted: "eins", "uno".
    Alone,
    Masculine,
    Feminine,
}

/// A word for what is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noun {
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    pub(crate) form: NumberForm,
}

/// A word with a plural.
pub(crate) const fn noun(one: &'static str, many: &'static str, form: NumberForm) -> Noun {
    Noun { one, many, form }
}

/// A masculine (or neuter) word with the same plural.
pub(crate) const fn same(word: &'static str) -> Noun {
    Noun { one: word, many: word, form: NumberForm::Masculine }
}

pub(crate) struct CurrencyNames {
    pub(crate) signs: &'static [&'static str],
    pub(crate) whole: Noun,
    pub(crate) cent: Noun,
}

/// Words next to Roman numerals.
pub(crate) struct RomanNumeralContext {
    /// Parts of books, in lower case.
    pub(crate) divisions: &'static [&'static str],
    /// Names of rulers and popes.
    pub(crate) names: &'static [&'static str],
    /// Words that begin sentences, and are no surnames: articles and pronouns.
    pub(crate) little: &'static [&'static str],
}

/// What is said of raised figures.
pub(crate) struct PowerWords {
    pub(crate) squared: &'static str,
    pub(crate) cubed: &'static str,
    /// Before another exponent.
    pub(crate) to_the: &'static str,
    pub(crate) exponent: fn(u64) -> String,
}

/// A multiplier of money: "Mio.", "M".
pub(crate) struct Scale {
    pub(crate) written: &'static str,
    pub(crate) one: &'static str,
    pub(crate) many: &'static str,
    pub(crate) form: NumberForm,
}

/// What is said of `48° 51′ 12″ N`.
pub(crate) struct AngleWords {
    pub(crate) degree: Noun,
    pub(crate) minute: Noun,
    pub(crate) second: Noun,
    pub(crate) directions: &'static [(&'static str, &'static str)],
}

/// Books of the Bible: their names, and how they are shortened.
pub(crate) struct BibleBooks {
    pub(crate) books: &'static [(&'static str, &'static [&'static str])],
    /// Before those that are numbered: "First".
    pub(crate) ordinals: [&'static str; 3],
}

impl BibleBooks {
    /// Of a language whose books of the Bible are left to the voice.
    pub(crate) const NONE: Self = Self { books: &[], ordinals: [""; 3] };
}

/// The context that an abbreviation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AbbreviationContext {
    Nothing,
    /// A capital after it.
    Name,
    /// A number after it.
    Number,
    /// A capital, or what joins a name and its place, after it: "de", "l’abbé".
    Title,
    /// A number before it.
    Counted,
}

/// An abbreviation. The spaces in it are optional.
pub(crate) struct Abbreviation {
    /// As it is written.
    pub(crate) written: &'static str,
    /// As it is said.
    pub(crate) said: &'static str,
    pub(crate) needs: AbbreviationContext,
}

impl Abbreviation {
    pub(crate) const fn new(
        written: &'static str,
        said: &'static str,
        needs: AbbreviationContext,
    ) -> Self {
        Self { written, said, needs }
    }
}

/// The words of a language.
pub(crate) struct Grammar {
    pub(crate) style: NumberFormat,
    pub(crate) cardinal: fn(u64, NumberForm) -> String,
    /// Between a number and its decimals.
    pub(crate) point: &'static str,
    /// Whether decimals are always said digit by digit.
    pub(crate) single_decimals: bool,
    /// Whether everything below two is singular.
    pub(crate) singular_below_two: bool,
    /// The form before a word that follows a number.
    pub(crate) form_before: fn(u64, &str) -> NumberForm,
    pub(crate) minus: &'static str,
    /// Between the ends of a range of numbers.
    pub(crate) range: &'static str,
    /// Between millions and what is counted.
    pub(crate) of: fn(&str) -> String,
    pub(crate) units: &'static [(&'static str, Noun)],
    pub(crate) currencies: &'static [CurrencyNames],
    /// Between whole money and cents.
    pub(crate) and_cents: &'static str,
    pub(crate) names_cents: bool,
    pub(crate) shortenings: &'static [Abbreviation],
    pub(crate) fractions: &'static [(&'static str, &'static str)],
    /// Before a fraction after a whole number.
    pub(crate) and_fraction: &'static str,
    pub(crate) signs: &'static [(char, &'static str)],
    pub(crate) numerals: RomanNumeralContext,
    /// Between the numbers of a ratio.
    pub(crate) ratio: &'static str,
    /// Before the unit behind a stroke: "per second".
    pub(crate) per: fn(&str) -> String,
    pub(crate) powers: PowerWords,
    pub(crate) scales: &'static [Scale],
    pub(crate) angles: AngleWords,
    pub(crate) bible: &'static BibleBooks,
}

#[cfg(test)]
pub(crate) fn check_numbers(words: fn(u64) -> String, table: &[(u64, &str)]) {
    for (number, expected) in table {
        assert_eq!(words(*number), *expected, "{number}");
    }
}
