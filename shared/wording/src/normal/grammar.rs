//! What the rules of French, German, Spanish and Italian share: how numbers, amounts and shortenings lie in a text.
//!
//! A language fills a [`Grammar`] with its words; what is its own stands in its folder.

mod amounts;
mod fractions;
mod numerals;
mod shortenings;
mod signs;

pub(crate) use self::numerals::{Numbered, Numerals, clock, date};
pub(crate) use self::shortenings::{Needs, Short};

use crate::normal::figures::Style;

/// The form a number takes before what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
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
    pub(crate) form: Form,
}

/// A word with a plural.
pub(crate) const fn noun(one: &'static str, many: &'static str, form: Form) -> Noun {
    Noun { one, many, form }
}

/// A masculine (or neuter) word that is the same in the plural.
pub(crate) const fn same(word: &'static str) -> Noun {
    Noun { one: word, many: word, form: Form::Masculine }
}

pub(crate) struct Currency {
    pub(crate) signs: &'static [&'static str],
    pub(crate) whole: Noun,
    pub(crate) cent: Noun,
}

/// The words of a language.
pub(crate) struct Grammar {
    pub(crate) style: Style,
    pub(crate) cardinal: fn(u64, Form) -> String,
    /// Between a number and its decimals.
    pub(crate) point: &'static str,
    /// Decimals are said one by one, however few.
    pub(crate) single_decimals: bool,
    /// Less than two is singular.
    pub(crate) singular_below_two: bool,
    /// The form before a word that follows a number.
    pub(crate) form_before: fn(u64, &str) -> Form,
    pub(crate) minus: &'static str,
    /// Between the ends of a range of numbers.
    pub(crate) range: &'static str,
    /// Between millions and what is counted.
    pub(crate) of: fn(&str) -> String,
    pub(crate) units: &'static [(&'static str, Noun)],
    pub(crate) currencies: &'static [Currency],
    /// Between whole money and cents.
    pub(crate) and_cents: &'static str,
    pub(crate) names_cents: bool,
    pub(crate) shortenings: &'static [Short],
    pub(crate) fractions: &'static [(&'static str, &'static str)],
    /// Before a fraction behind a whole number.
    pub(crate) and_fraction: &'static str,
    pub(crate) signs: &'static [(char, &'static str)],
    pub(crate) numerals: Numerals,
}

#[cfg(test)]
pub(crate) fn check_numbers(words: fn(u64) -> String, table: &[(u64, &str)]) {
    for (number, expected) in table {
        assert_eq!(words(*number), *expected, "{number}");
    }
}
