//! German.

mod endings;
mod numbers;
mod ordinals;
mod shortenings;
mod times;
mod words;
mod years;

use crate::normal::rule::{Normalizer, Rule, Starts};
use words::GRAMMAR;

/// How German is read aloud.
pub(crate) static GERMAN: Normalizer = Normalizer { language: "de", version: 1, rules: &RULES };

const DIGIT: Starts = Starts::DIGIT;
const SIGN: Starts = Starts::SIGN;

/// Narrower rules come first.
static RULES: [Rule; 17] = [
    Rule { name: "rulers", starts: Starts::CAPITAL, say: ordinals::ruler },
    Rule { name: "ordinals in Roman numerals", starts: Starts::CAPITAL, say: ordinals::roman },
    Rule { name: "Roman numerals", starts: Starts::CAPITAL, say: ordinals::numeral },
    Rule { name: "shortenings", starts: Starts::LETTER, say: |spot| GRAMMAR.shortening(spot) },
    Rule { name: "centuries", starts: Starts::CAPITAL, say: words::century },
    Rule { name: "streets", starts: Starts::CAPITAL, say: words::street },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.money(spot) },
    Rule { name: "measures", starts: DIGIT, say: |spot| GRAMMAR.measure(spot) },
    Rule { name: "halves", starts: DIGIT, say: words::half },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.fraction(spot) },
    Rule { name: "years and numbers", starts: DIGIT, say: years::number },
    Rule { name: "minus", starts: SIGN, say: |spot| GRAMMAR.minus(spot) },
    Rule { name: "ranges", starts: SIGN, say: |spot| GRAMMAR.range(spot) },
    Rule { name: "signs", starts: SIGN, say: |spot| GRAMMAR.sign(spot) },
];

#[cfg(test)]
mod tests {
    use crate::normal::table;

    #[test]
    fn german_is_said_as_readers_expect() {
        table::check("de", 100, 95);
    }
}
