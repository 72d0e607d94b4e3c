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

pub use crate::european::magnitudes::Magnitude;
pub use crate::european::numerals::{RomanNumeralUse, clock, date};

use crate::number_format::NumberFormat;

/// The form of a number before the noun that it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberForm {
    /// Nothing is counted: "eins", "uno".
    Alone,
    /// A masculine noun.
    Masculine,
    /// A feminine noun.
    Feminine,
}

/// A word for what is counted.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// The singular.
    pub one: &'static str,
    /// The plural.
    pub many: &'static str,
    /// The form of the number before it.
    pub form: NumberForm,
}

/// A word with a plural.
pub const fn noun(one: &'static str, many: &'static str, form: NumberForm) -> Noun {
    Noun { one, many, form }
}

/// A masculine (or neuter) word with the same plural.
pub const fn same(word: &'static str) -> Noun {
    Noun { one: word, many: word, form: NumberForm::Masculine }
}

/// The names of a currency.
pub struct CurrencyNames {
    /// What is written before or behind a sum.
    pub signs: &'static [&'static str],
    /// The unit: "euro".
    pub whole: Noun,
    /// Its hundredth part.
    pub cent: Noun,
}

/// Words next to Roman numerals.
pub struct RomanNumeralContext {
    /// Parts of books, in lower case.
    pub divisions: &'static [&'static str],
    /// Names of rulers and popes.
    pub names: &'static [&'static str],
    /// Words that begin sentences, and are no surnames: articles and pronouns.
    pub little: &'static [&'static str],
}

/// What is said of raised figures.
pub struct PowerWords {
    /// Of a two.
    pub squared: &'static str,
    /// Of a three.
    pub cubed: &'static str,
    /// Before another exponent.
    pub to_the: &'static str,
    /// The words of another exponent.
    pub exponent: fn(u64) -> String,
}

/// A multiplier of money: "Mio.", "M".
pub struct Scale {
    /// As it is written.
    pub written: &'static str,
    /// The singular.
    pub one: &'static str,
    /// The plural.
    pub many: &'static str,
    /// The form of the number before it.
    pub form: NumberForm,
}

/// What is said of `48° 51′ 12″ N`.
pub struct AngleWords {
    /// The word for `°`.
    pub degree: Noun,
    /// The word for `′`.
    pub minute: Noun,
    /// The word for `″`.
    pub second: Noun,
    /// Points of the compass, as written and as said.
    pub directions: &'static [(&'static str, &'static str)],
}

/// Books of the Bible: their names, and how they are shortened.
pub struct BibleBooks {
    /// Each name, with its abbreviations.
    pub books: &'static [(&'static str, &'static [&'static str])],
    /// Before those that are numbered: "First".
    pub ordinals: [&'static str; 3],
}

impl BibleBooks {
    /// Of a language whose books of the Bible are left to the voice.
    pub const NONE: Self = Self { books: &[], ordinals: [""; 3] };
}

/// The context that an abbreviation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AbbreviationContext {
    /// None.
    Nothing,
    /// A capital after it.
    Name,
    /// A number after it.
    Number,
    /// A capital that begins no sentence after it: "le col. Chabert", but not "le col. La neige".
    Rank,
    /// No capital after it: "V. M. sabe", but not "V. M. Molotov".
    Address,
    /// A capital, or what joins a name and its place, after it: "de", "l’abbé".
    Title,
    /// A number before it.
    Counted,
}

/// An abbreviation. The spaces in it are optional.
pub struct Abbreviation {
    /// As it is written.
    pub written: &'static str,
    /// As it is said.
    pub said: &'static str,
    /// Where it is one.
    pub needs: AbbreviationContext,
}

impl Abbreviation {
    /// An abbreviation that is said in full where its context is there.
    pub const fn new(
        written: &'static str,
        said: &'static str,
        needs: AbbreviationContext,
    ) -> Self {
        Self { written, said, needs }
    }
}

/// The words of a language.
pub struct Grammar {
    /// How numbers are written.
    pub style: NumberFormat,
    /// A number in words.
    pub cardinal: fn(u64, NumberForm) -> String,
    /// Between a number and its decimals.
    pub point: &'static str,
    /// Whether decimals are always said digit by digit.
    pub single_decimals: bool,
    /// Whether everything below two is singular.
    pub singular_below_two: bool,
    /// The form before a word that follows a number.
    pub form_before: fn(u64, &str) -> NumberForm,
    /// The word for the sign of a negative number.
    pub minus: &'static str,
    /// Between the ends of a range of numbers.
    pub range: &'static str,
    /// Between millions and what is counted.
    pub of: fn(&str) -> String,
    /// Signs of units, and their names.
    pub units: &'static [(&'static str, Noun)],
    /// Currencies, and their signs.
    pub currencies: &'static [CurrencyNames],
    /// Between whole money and cents.
    pub and_cents: &'static str,
    /// Whether the word for cents is said.
    pub names_cents: bool,
    /// Abbreviations.
    pub shortenings: &'static [Abbreviation],
    /// Fractions as they are written, and in words.
    pub fractions: &'static [(&'static str, &'static str)],
    /// Before a fraction after a whole number.
    pub and_fraction: &'static str,
    /// Signs, and what is said of them.
    pub signs: &'static [(char, &'static str)],
    /// Words next to Roman numerals.
    pub numerals: RomanNumeralContext,
    /// Between the numbers of a ratio.
    pub ratio: &'static str,
    /// Before the unit behind a stroke: "per second".
    pub per: fn(&str) -> String,
    /// What is said of raised figures.
    pub powers: PowerWords,
    /// Multipliers of money.
    pub scales: &'static [Scale],
    /// What is said of angles.
    pub angles: AngleWords,
    /// Books of the Bible.
    pub bible: &'static BibleBooks,
}
