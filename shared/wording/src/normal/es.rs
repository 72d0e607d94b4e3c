//! Spanish.

mod numbers;
mod ordinals;
mod shortenings;
mod times;
mod words;

use crate::normal::grammar::Form;
use crate::normal::rule::{Normalizer, Reading, Rule, Starts};
use crate::normal::spot::Spot;
use words::{GRAMMAR, MONTHS};

/// How Spanish is read aloud.
pub(crate) static SPANISH: Normalizer = Normalizer { language: "es", version: 1, rules: &RULES };

const DIGIT: Starts = Starts::DIGIT;
const SIGN: Starts = Starts::SIGN;

/// Narrower rules come first.
static RULES: [Rule; 13] = [
    Rule { name: "Roman numerals", starts: Starts::CAPITAL, say: ordinals::numeral },
    Rule { name: "shortenings", starts: Starts::LETTER, say: |spot| GRAMMAR.shortening(spot) },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |spot| words::grammar(spot).money(spot) },
    Rule { name: "measures", starts: DIGIT, say: |spot| words::grammar(spot).measure(spot) },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fraction },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "decades", starts: SIGN, say: times::decade },
    Rule { name: "minus", starts: SIGN, say: |spot| GRAMMAR.minus(spot) },
    Rule { name: "ranges", starts: SIGN, say: |spot| GRAMMAR.range(spot) },
    Rule { name: "signs", starts: SIGN, say: |spot| GRAMMAR.sign(spot) },
];

/// `1.234`; the first of a month is an ordinal in America.
fn number(spot: &Spot<'_>) -> Option<Reading> {
    let month = spot.after(1).strip_prefix(" de ");
    let dated = month.is_some_and(|after| MONTHS.iter().any(|month| after.starts_with(month)));
    if spot.word() == "1" && dated && spot.language.contains(['-', '_']) && !spot.is_in("ES") {
        return Some(Reading::words(1, "primero"));
    }
    words::grammar(spot).number(spot)
}

/// `½ litro`; "media hora".
fn fraction(spot: &Spot<'_>) -> Option<Reading> {
    let mut reading = GRAMMAR.fraction(spot)?;
    let noun = spot.next_word(reading.length);
    let feminine =
        [1, 2].into_iter().any(|count| words::form_before(count, noun) == Form::Feminine);
    if feminine && reading.words.ends_with("medio") {
        reading.words.replace_range(reading.words.len() - 1.., "a");
    }
    Some(reading)
}

#[cfg(test)]
mod tests {
    use crate::normal::table;

    #[test]
    fn spanish_is_said_as_readers_expect() {
        table::check("es", 100, 95);
    }
}
