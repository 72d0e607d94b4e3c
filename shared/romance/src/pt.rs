//! Portuguese, of Brazil and of Portugal.

mod abbreviations;
mod fractions;
mod genders;
mod names;
mod number_words;
mod numbers;
mod old_money;
mod ordinals;
mod rulers;
mod times;
mod units;
mod words;

use crate::pt::words::grammar;
use verbalizer::rule::{CharClass, Normalizer, Rule};
use verbalizer::{apostrophes, marks};

/// How Portuguese is read aloud.
pub static PORTUGUESE: Normalizer = Normalizer { language: "pt", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
const CAPITAL: CharClass = CharClass::CAPITAL;

/// Narrower rules come first.
static RULES: [Rule; 21] = [
    Rule { name: "typed apostrophes", starts: CharClass::ODD, say: apostrophes::typed },
    Rule {
        name: "formulas",
        starts: CharClass::ODD,
        say: |cursor| grammar(cursor).formula(cursor),
    },
    Rule { name: "Roman numerals", starts: CharClass::LETTER, say: ordinals::any_numeral },
    Rule { name: "titles", starts: CAPITAL, say: names::title },
    Rule {
        name: "money",
        starts: DIGIT.or(SIGN).or(CAPITAL),
        say: |cursor| {
            old_money::old_money(cursor)
                .or_else(|| numbers::millions(cursor))
                .or_else(|| grammar(cursor).money(cursor))
        },
    },
    Rule { name: "shortenings", starts: CharClass::LETTER, say: names::shortening },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule {
        name: "identifiers",
        starts: DIGIT.or(CAPITAL),
        say: |cursor| {
            grammar(cursor).lettered(cursor).or_else(|| grammar(cursor).identifier(cursor))
        },
    },
    Rule { name: "angles", starts: DIGIT, say: |cursor| grammar(cursor).angle(cursor) },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "measures", starts: DIGIT, say: |cursor| grammar(cursor).measure(cursor) },
    Rule { name: "numbers", starts: DIGIT, say: numbers::number },
    Rule { name: "decades", starts: SIGN, say: times::decade },
    Rule {
        name: "powers",
        starts: SIGN.or(CharClass::SMALL),
        say: |cursor| grammar(cursor).power(cursor),
    },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "emphasis", starts: SIGN, say: |cursor| grammar(cursor).emphasis(cursor) },
    Rule { name: "minus", starts: SIGN, say: |cursor| grammar(cursor).minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: numbers::range },
    Rule { name: "signs", starts: SIGN, say: |cursor| grammar(cursor).sign(cursor) },
];
