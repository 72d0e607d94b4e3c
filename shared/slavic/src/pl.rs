//! Polish.

mod abbreviations;
mod agreement;
mod case_endings;
mod dates;
mod declension;
mod genders;
mod government;
mod men;
mod nouns;
mod number_case;
mod number_words;
mod numbers;
mod numeral_declension;
mod ordinal_words;
mod places;
mod roman_numerals;
mod saints;
mod times;
mod titles;
mod units;
mod words;
mod years;

use crate::pl::units::COUNTING;
use crate::pl::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::rule::{CharClass, Normalizer, Rule, Verbalization};

/// How Polish is read aloud.
pub static POLISH: Normalizer = Normalizer { language: "pl", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
const LETTER: CharClass = CharClass::LETTER;

/// Narrower rules come first.
static RULES: [Rule; 17] = [
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: roman_numerals::numeral },
    Rule { name: "places", starts: LETTER, say: places::place },
    Rule { name: "titles", starts: LETTER, say: saint_or_title },
    Rule { name: "shortenings", starts: LETTER, say: |cursor| GRAMMAR.shortening(cursor) },
    Rule { name: "dates in figures", starts: DIGIT, say: dates::figures },
    Rule { name: "days", starts: DIGIT, say: dates::day },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "years", starts: DIGIT, say: years::year },
    Rule { name: "ordinals", starts: DIGIT, say: numbers::ordinal },
    Rule { name: "compounds", starts: DIGIT, say: numbers::compound },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |cursor| COUNTING.money(cursor) },
    Rule { name: "measures", starts: DIGIT, say: |cursor| COUNTING.measure(cursor) },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: numbers::fraction },
    Rule { name: "numbers", starts: DIGIT, say: numbers::number },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: numbers::range },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];

fn saint_or_title(cursor: &Cursor<'_>) -> Option<Verbalization> {
    saints::saint(cursor).or_else(|| titles::title(cursor))
}
