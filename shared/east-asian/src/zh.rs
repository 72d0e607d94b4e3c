//! Chinese.
//!
//! Figures become Chinese numerals, because some engines spell them in English, and none knows which are years.

mod amounts;
mod calendar;
mod number_words;
mod numbers;
mod script;
mod units;

use crate::science::ScienceWords;
use crate::zh::script::in_script;
use verbalizer::rule::{CharClass, Normalizer, Rule};

/// How Chinese is read aloud.
pub static CHINESE: Normalizer = Normalizer { language: "zh", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
const CAPITAL: CharClass = CharClass::CAPITAL;
/// Full-width digits are signs.
const FIGURE: CharClass = DIGIT.or(SIGN);

static SCIENCE: ScienceWords = ScienceWords {
    cardinal: number_words::cardinal,
    minus: "负",
    power: ("的", "次方"),
    plus_minus: "正负",
};

/// Narrower rules come first.
static RULES: [Rule; 18] = [
    Rule {
        name: "Roman numerals",
        starts: CAPITAL,
        say: |cursor| in_script(cursor, numbers::roman),
    },
    Rule {
        name: "dates in figures",
        starts: DIGIT,
        say: |cursor| in_script(cursor, calendar::date),
    },
    Rule { name: "times", starts: FIGURE, say: |cursor| in_script(cursor, calendar::time) },
    Rule { name: "years", starts: FIGURE, say: |cursor| in_script(cursor, calendar::year) },
    Rule {
        name: "money",
        starts: FIGURE.or(CAPITAL),
        say: |cursor| in_script(cursor, amounts::money),
    },
    Rule {
        name: "angles",
        starts: FIGURE,
        say: |cursor| in_script(cursor, |cursor| SCIENCE.angle(cursor)),
    },
    Rule {
        name: "powers",
        starts: DIGIT,
        say: |cursor| in_script(cursor, |cursor| SCIENCE.power(cursor)),
    },
    Rule { name: "percent", starts: FIGURE, say: |cursor| in_script(cursor, amounts::percent) },
    Rule { name: "measures", starts: FIGURE, say: |cursor| in_script(cursor, amounts::measure) },
    Rule { name: "fractions", starts: FIGURE, say: |cursor| in_script(cursor, numbers::fraction) },
    Rule {
        name: "verses and ratios",
        starts: FIGURE,
        say: |cursor| in_script(cursor, numbers::ratio),
    },
    Rule {
        name: "telephone numbers",
        starts: FIGURE,
        say: |cursor| in_script(cursor, numbers::code),
    },
    Rule { name: "versions", starts: FIGURE, say: |cursor| in_script(cursor, numbers::version) },
    Rule { name: "numbers", starts: FIGURE, say: |cursor| in_script(cursor, numbers::number) },
    Rule {
        name: "plus or minus",
        starts: SIGN,
        say: |cursor| in_script(cursor, |cursor| SCIENCE.plus_minus(cursor)),
    },
    Rule { name: "minus", starts: SIGN, say: |cursor| in_script(cursor, numbers::minus) },
    Rule { name: "ranges", starts: SIGN, say: |cursor| in_script(cursor, numbers::range) },
    Rule { name: "signs", starts: SIGN, say: |cursor| in_script(cursor, numbers::sign) },
];
