//! Italian.

mod numbers;
mod ordinals;
mod shortenings;
mod times;
mod words;

use crate::normal::grammar::{Form, Grammar};
use crate::normal::rule::{Normalizer, Reading, Rule, Starts};
use crate::normal::spot::Spot;
use words::{GRAMMAR, MONTHS};

/// How Italian is read aloud.
pub(crate) static ITALIAN: Normalizer = Normalizer { language: "it", version: 1, rules: &RULES };

const DIGIT: Starts = Starts::DIGIT;
const SIGN: Starts = Starts::SIGN;

/// Narrower rules come first.
static RULES: [Rule; 14] = [
    Rule { name: "behind an apostrophe", starts: Starts::LETTER, say: elided },
    Rule { name: "Roman numerals", starts: Starts::CAPITAL, say: ordinals::numeral },
    Rule { name: "shortenings", starts: Starts::LETTER, say: |spot| GRAMMAR.shortening(spot) },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.money(spot) },
    Rule { name: "measures", starts: DIGIT, say: measure },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: |spot| GRAMMAR.fraction(spot) },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "decades and centuries", starts: SIGN, say: times::decade },
    Rule { name: "minus", starts: SIGN, say: |spot| GRAMMAR.minus(spot) },
    Rule { name: "ranges", starts: SIGN, say: |spot| GRAMMAR.range(spot) },
    Rule { name: "signs", starts: SIGN, say: |spot| GRAMMAR.sign(spot) },
];

/// `1.234`; the first of a month is an ordinal.
fn number(spot: &Spot<'_>) -> Option<Reading> {
    let reading = GRAMMAR.number(spot)?;
    let next = spot.next_word(1);
    if spot.word() == "1" && MONTHS.contains(&next) {
        return Some(Reading::words(1, numbers::ordinal(1, Form::Masculine)));
    }
    let joined = reading.words == "una" && next.starts_with(['a', 'e', 'i', 'o', 'u']);
    Some(if joined { Reading::words(2, "un’") } else { reading })
}

/// `3 km`, `1 h`: "un’ora".
fn measure(spot: &Spot<'_>) -> Option<Reading> {
    let mut reading = GRAMMAR.measure(spot)?;
    if let Some(noun) = reading.words.strip_prefix("una ").filter(|noun| noun.starts_with('o')) {
        reading.words = format!("un’{noun}");
    }
    Some(reading)
}

/// `l’8 maggio`, `dell’11%`.
fn elided(spot: &Spot<'_>) -> Option<Reading> {
    Grammar::elided(
        spot,
        &[
            times::time,
            times::century,
            ordinals::ordinal,
            |spot| GRAMMAR.money(spot),
            measure,
            |spot| GRAMMAR.number(spot),
            |spot| GRAMMAR.shortening(spot),
        ],
    )
}

#[cfg(test)]
mod tests {
    use crate::normal::table;

    #[test]
    fn italian_is_said_as_readers_expect() {
        table::check("it", 100, 95);
    }
}
