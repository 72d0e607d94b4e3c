//! Japanese.
//!
//! Figures become Chinese numerals with the words of their units; how a counter changes them ("一人", "一日") is left to the engine.

mod amounts;
mod calendar;
mod number_words;
mod numbers;
mod units;

use crate::science::ScienceWords;
use verbalizer::rule::{CharClass, Normalizer, Rule};

/// How Japanese is read aloud.
pub static JAPANESE: Normalizer = Normalizer { language: "ja", version: 2, rules: &RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;
/// Full-width digits are signs.
const FIGURE: CharClass = DIGIT.or(SIGN);

static SCIENCE: ScienceWords = ScienceWords {
    cardinal: number_words::cardinal,
    minus: "マイナス",
    power: ("の", "乗"),
    plus_minus: "プラスマイナス",
};

/// Narrower rules come first.
static RULES: [Rule; 16] = [
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: numbers::roman },
    Rule { name: "dates in figures", starts: DIGIT, say: calendar::date },
    Rule { name: "times", starts: FIGURE, say: calendar::time },
    Rule { name: "money", starts: FIGURE.or(CharClass::CAPITAL), say: amounts::money },
    Rule { name: "angles", starts: FIGURE, say: |cursor| SCIENCE.angle(cursor) },
    Rule { name: "powers", starts: DIGIT, say: |cursor| SCIENCE.power(cursor) },
    Rule { name: "measures", starts: FIGURE, say: amounts::measure },
    Rule { name: "fractions", starts: FIGURE, say: numbers::fraction },
    Rule { name: "verses and ratios", starts: FIGURE, say: numbers::ratio },
    Rule { name: "telephone numbers", starts: FIGURE, say: numbers::telephone },
    Rule { name: "versions", starts: FIGURE, say: numbers::version },
    Rule { name: "numbers", starts: FIGURE, say: numbers::number },
    Rule { name: "plus or minus", starts: SIGN, say: |cursor| SCIENCE.plus_minus(cursor) },
    Rule { name: "minus", starts: SIGN, say: numbers::minus },
    Rule { name: "ranges", starts: SIGN, say: numbers::range },
    Rule { name: "signs", starts: SIGN, say: numbers::sign },
];
