//! German.

mod abbreviations;
mod adjectives;
mod bible;
mod by_context;
mod endings;
mod fractions;
mod life_dates;
mod number_words;
mod one;
mod ordinals;
mod rulers;
mod times;
mod units;
mod words;
mod years;

use crate::de::words::GRAMMAR;
use verbalizer::rule::{CharClass, Normalizer, Rule};
use verbalizer::{apostrophes, marks};

/// How German is read aloud.
pub static GERMAN: Normalizer = Normalizer { language: "de", version: 3, rules: RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;

/// Narrower rules come first.
static RULES: &[Rule] = &[
    Rule { name: "typed apostrophes", starts: CharClass::ODD, say: apostrophes::typed },
    Rule {
        name: "books of the Bible",
        starts: CharClass::CAPITAL.or(DIGIT),
        say: |cursor| GRAMMAR.reference(cursor),
    },
    Rule { name: "formulas", starts: CharClass::ODD, say: |cursor| GRAMMAR.formula(cursor) },
    Rule { name: "rulers", starts: CharClass::CAPITAL, say: rulers::ruler },
    Rule { name: "ordinals in Roman numerals", starts: CharClass::CAPITAL, say: ordinals::roman },
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: ordinals::numeral },
    Rule { name: "shortened adjectives", starts: CharClass::SMALL, say: adjectives::adjective },
    Rule { name: "shortenings by context", starts: CharClass::LETTER, say: by_context::shortening },
    Rule {
        name: "shortenings",
        starts: CharClass::LETTER,
        say: |cursor| GRAMMAR.shortening(cursor),
    },
    Rule { name: "centuries", starts: CharClass::CAPITAL, say: words::century },
    Rule { name: "streets", starts: CharClass::CAPITAL, say: words::street },
    Rule { name: "identifiers", starts: DIGIT, say: |cursor| GRAMMAR.identifier(cursor) },
    Rule { name: "ratios", starts: DIGIT, say: |cursor| GRAMMAR.ratio(cursor) },
    Rule { name: "angles", starts: DIGIT, say: |cursor| GRAMMAR.angle(cursor) },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "one of something", starts: DIGIT, say: one::one },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |cursor| GRAMMAR.money(cursor) },
    Rule { name: "measures", starts: DIGIT, say: |cursor| GRAMMAR.measure(cursor) },
    Rule { name: "halves", starts: DIGIT, say: words::half },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "years and numbers", starts: DIGIT, say: years::number },
    Rule { name: "powers", starts: SIGN.or(CharClass::SMALL), say: |cursor| GRAMMAR.power(cursor) },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "dates of a life", starts: SIGN, say: life_dates::sign },
    Rule { name: "emphasis", starts: SIGN, say: |cursor| GRAMMAR.emphasis(cursor) },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: |cursor| GRAMMAR.range(cursor) },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];
