//! English.

mod abbreviations;
mod addresses;
mod all_caps;
mod codes;
mod coins;
mod context;
mod dates;
mod divisions;
mod fractions;
mod identifiers;
mod initialisms;
mod measures;
mod money;
mod names;
mod number_words;
mod numerals;
mod raised;
mod rates;
mod regnal;
mod roman_numerals;
mod scripture;
mod symbols;
mod times;
mod unit_names;
mod units;
mod years;

use verbalizer::rule::{CharClass, Normalizer, Rule};
use verbalizer::{apostrophes, marks};

/// How English is read aloud.
pub static ENGLISH: Normalizer = Normalizer { language: "en", version: 3, rules: RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const CAPITAL: CharClass = CharClass::CAPITAL;
const LETTER: CharClass = CharClass::LETTER;
const SIGN: CharClass = CharClass::SIGN;

/// Narrower rules come first.
static RULES: &[Rule] = &[
    Rule { name: "typed apostrophes", starts: CharClass::ODD, say: apostrophes::typed },
    Rule { name: "formulas", starts: CharClass::ODD, say: raised::formula },
    Rule { name: "products", starts: CharClass::ODD, say: raised::product },
    Rule { name: "marked letters", starts: LETTER, say: initialisms::marked },
    Rule { name: "addresses", starts: LETTER, say: addresses::address },
    Rule { name: "books of the Bible", starts: CAPITAL.or(DIGIT), say: scripture::reference },
    Rule { name: "Roman numerals", starts: LETTER, say: roman_numerals::roman },
    Rule { name: "money", starts: SIGN.or(CAPITAL), say: money::money },
    Rule { name: "titles", starts: CAPITAL, say: names::title },
    Rule { name: "places", starts: CAPITAL, say: names::place },
    Rule { name: "shortenings", starts: LETTER, say: abbreviations::shortening },
    Rule { name: "units", starts: LETTER, say: units::unit },
    Rule { name: "units with powers", starts: CharClass::ODD, say: rates::power_unit },
    Rule { name: "sides", starts: CharClass::SMALL, say: measures::by },
    Rule { name: "initials", starts: LETTER, say: initialisms::initials },
    Rule { name: "letters and figures", starts: CAPITAL, say: codes::code },
    Rule { name: "acronyms and capitals", starts: CAPITAL, say: all_caps::capitals },
    Rule { name: "telephone numbers", starts: DIGIT.or(SIGN), say: codes::telephone },
    Rule { name: "dates in figures", starts: DIGIT, say: dates::figures },
    Rule { name: "identifiers", starts: DIGIT, say: identifiers::identifier },
    Rule { name: "spaced thousands", starts: DIGIT, say: numerals::spaced },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "verses and ratios", starts: DIGIT, say: scripture::verse },
    Rule { name: "shillings and pence", starts: DIGIT.or(SIGN), say: coins::shillings },
    Rule { name: "shillings around a stroke", starts: DIGIT, say: coins::stroked },
    Rule { name: "money behind numbers", starts: DIGIT, say: money::money_behind },
    Rule { name: "feet and inches", starts: DIGIT, say: measures::feet },
    Rule { name: "dimensions", starts: DIGIT, say: measures::dimensions },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "days", starts: DIGIT, say: dates::day },
    Rule { name: "versions", starts: DIGIT, say: codes::version },
    Rule { name: "decades and plurals", starts: DIGIT.or(SIGN), say: years::decade },
    Rule { name: "years", starts: DIGIT, say: years::year },
    Rule { name: "ordinals", starts: DIGIT, say: numerals::ordinal },
    Rule { name: "pence", starts: DIGIT, say: coins::bare_pence },
    Rule { name: "figures and letters", starts: DIGIT, say: codes::figures_first },
    Rule { name: "numbers of rooms", starts: DIGIT, say: codes::room },
    Rule { name: "numbers", starts: DIGIT, say: numerals::number },
    Rule { name: "decimals", starts: SIGN, say: numerals::decimals },
    Rule { name: "minus", starts: SIGN, say: symbols::minus },
    Rule { name: "ranges and scores", starts: SIGN, say: symbols::range },
    Rule { name: "degrees", starts: SIGN, say: measures::degrees },
    Rule { name: "inches", starts: SIGN, say: measures::inches },
    Rule { name: "powers", starts: SIGN.or(CharClass::ODD), say: raised::power },
    Rule { name: "rates", starts: SIGN, say: rates::per },
    Rule { name: "slashes", starts: SIGN, say: symbols::slash },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "emphasis", starts: SIGN, say: symbols::emphasis },
    Rule { name: "signs", starts: SIGN, say: symbols::sign },
];
