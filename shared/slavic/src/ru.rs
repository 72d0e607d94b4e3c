//! Russian.

mod abbreviations;
mod agreement;
mod case_endings;
mod dates;
mod declension;
mod described_places;
mod genders;
mod government;
mod measure_case;
mod name_case;
mod number_case;
mod number_words;
mod numbers;
mod numeral_declension;
mod ordinal_words;
mod ordinals;
mod place_nouns;
mod places;
mod roman_numerals;
mod times;
mod titles;
mod units;
mod words;
mod years;

use crate::ru::units::COUNTING;
use crate::ru::words::GRAMMAR;
use verbalizer::rule::{CharClass, Normalizer, Rule};

/// How Russian is read aloud.
pub static RUSSIAN: Normalizer = Normalizer { language: "ru", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
const LETTER: CharClass = CharClass::LETTER;

/// Narrower rules come first.
static RULES: [Rule; 17] = [
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: roman_numerals::numeral },
    Rule { name: "places", starts: LETTER, say: places::place },
    Rule { name: "titles", starts: LETTER, say: titles::title },
    Rule { name: "shortenings", starts: LETTER.or(SIGN), say: |cursor| GRAMMAR.shortening(cursor) },
    Rule { name: "dates in figures", starts: DIGIT, say: dates::figures },
    Rule { name: "days", starts: DIGIT, say: dates::day },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "years", starts: DIGIT, say: years::year },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "compounds", starts: DIGIT, say: ordinals::compound },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |cursor| COUNTING.money(cursor) },
    Rule { name: "measures", starts: DIGIT, say: |cursor| COUNTING.measure(cursor) },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: numbers::fraction },
    Rule { name: "numbers", starts: DIGIT, say: numbers::number },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: roman_numerals::range },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];
