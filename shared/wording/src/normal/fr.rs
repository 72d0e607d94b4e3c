//! French.

mod numbers;
mod ordinals;
mod shortenings;
mod times;
mod words;

use crate::normal::grammar::{Form, Grammar};
use crate::normal::rule::{Normalizer, Reading, Rule, Starts};
use crate::normal::spot::Spot;
use words::GRAMMAR;

/// How French is read aloud.
pub(crate) static FRENCH: Normalizer = Normalizer { language: "fr", version: 1, rules: &RULES };

const DIGIT: Starts = Starts::DIGIT;
const SIGN: Starts = Starts::SIGN;

/// Narrower rules come first.
static RULES: [Rule; 14] = [
    Rule { name: "behind an apostrophe", starts: Starts::LETTER, say: elided },
    Rule { name: "ordinals in Roman numerals", starts: Starts::CAPITAL, say: ordinals::roman },
    Rule { name: "Roman numerals", starts: Starts::CAPITAL, say: ordinals::numeral },
    Rule { name: "shortenings", starts: Starts::LETTER, say: |spot| GRAMMAR.shortening(spot) },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.money(spot) },
    Rule { name: "measures", starts: DIGIT, say: |spot| GRAMMAR.measure(spot) },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.fraction(spot) },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "minus", starts: SIGN, say: |spot| GRAMMAR.minus(spot) },
    Rule { name: "ranges", starts: SIGN, say: |spot| GRAMMAR.range(spot) },
    Rule { name: "signs", starts: SIGN, say: |spot| GRAMMAR.sign(spot) },
];

/// `1 234`; the first of a month is an ordinal.
fn number(spot: &Spot<'_>) -> Option<Reading> {
    let reading = GRAMMAR.number(spot)?;
    let first = spot.word() == "1" && words::MONTHS.contains(&spot.next_word(1));
    Some(if first { Reading::words(1, numbers::ordinal(1, Form::Masculine)) } else { reading })
}

/// `l’an`, `d’1,5 km`.
fn elided(spot: &Spot<'_>) -> Option<Reading> {
    Grammar::elided(
        spot,
        &[ordinals::ordinal, |spot| GRAMMAR.money(spot), |spot| GRAMMAR.measure(spot), number],
    )
}

#[cfg(test)]
mod tests {
    use crate::normal::table;

    #[test]
    fn french_is_said_as_readers_expect() {
        table::check("fr", 100, 95);
    }
}
