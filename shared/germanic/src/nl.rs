//! Dutch.

mod abbreviations;
mod number_words;
mod numbers;
mod ordinals;
mod times;
mod words;

use crate::nl::words::GRAMMAR;
use verbalizer::rule::{CharClass, Normalizer, Rule};

/// How Dutch is read aloud.
pub static DUTCH: Normalizer = Normalizer { language: "nl", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
const LETTER: CharClass = CharClass::LETTER;

/// Narrower rules come first.
static RULES: [Rule; 14] = [
    Rule { name: "ordinals in Roman numerals", starts: CharClass::CAPITAL, say: ordinals::roman },
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: ordinals::numeral },
    Rule { name: "money", starts: DIGIT.or(SIGN).or(LETTER), say: numbers::money },
    Rule { name: "shortenings", starts: LETTER, say: |cursor| GRAMMAR.shortening(cursor) },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: numbers::fraction },
    Rule { name: "measures", starts: DIGIT, say: |cursor| GRAMMAR.measure(cursor) },
    Rule { name: "numbers", starts: DIGIT, say: |cursor| GRAMMAR.number(cursor) },
    Rule { name: "decades", starts: SIGN, say: times::decade },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: numbers::range },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];
