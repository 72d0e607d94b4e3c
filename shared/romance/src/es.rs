//! Spanish.

mod abbreviations;
mod bible;
mod by_context;
mod fractions;
mod genders;
mod number_words;
mod ordinals;
mod rulers;
mod times;
mod units;
mod words;

use crate::es::words::{GRAMMAR, MONTHS};
use crate::hectares::is_verb;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::written_number;
use verbalizer::rule::{CharClass, Normalizer, Rule, Verbalization};
use verbalizer::{apostrophes, marks};

/// How Spanish is read aloud.
pub static SPANISH: Normalizer = Normalizer { language: "es", version: 3, rules: RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;

/// Narrower rules come first.
static RULES: &[Rule] = &[
    Rule { name: "typed apostrophes", starts: CharClass::ODD, say: apostrophes::typed },
    Rule {
        name: "books of the Bible",
        starts: CharClass::CAPITAL.or(DIGIT),
        say: |cursor| GRAMMAR.reference(cursor),
    },
    Rule { name: "formulas", starts: CharClass::ODD, say: |cursor| GRAMMAR.formula(cursor) },
    Rule { name: "Roman numerals", starts: CharClass::LETTER, say: ordinals::any_numeral },
    Rule { name: "shortenings", starts: CharClass::LETTER, say: by_context::shortening },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule {
        name: "identifiers",
        starts: DIGIT.or(CharClass::CAPITAL),
        say: |cursor| GRAMMAR.lettered(cursor).or_else(|| GRAMMAR.identifier(cursor)),
    },
    Rule { name: "ratios", starts: DIGIT, say: |cursor| GRAMMAR.ratio(cursor) },
    Rule { name: "angles", starts: DIGIT, say: |cursor| GRAMMAR.angle(cursor) },
    Rule {
        name: "times",
        starts: DIGIT,
        say: |cursor| times::time(cursor).or_else(|| by_context::one_o_clock(cursor)),
    },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule {
        name: "money",
        starts: DIGIT.or(SIGN),
        say: |cursor| words::grammar(cursor).money(cursor),
    },
    Rule { name: "measures", starts: DIGIT, say: measure },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "decades", starts: SIGN, say: times::decade },
    Rule { name: "powers", starts: SIGN.or(CharClass::SMALL), say: |cursor| GRAMMAR.power(cursor) },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "emphasis", starts: SIGN, say: |cursor| GRAMMAR.emphasis(cursor) },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: |cursor| GRAMMAR.range(cursor) },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];

/// `3 km`; "ha" is also a verb.
fn measure(cursor: &Cursor<'_>) -> Option<Verbalization> {
    words::grammar(cursor).measure(cursor).filter(|_| !is_verb(cursor))
}

/// `1.234`; the first of a month is an ordinal in America.
fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let month = cursor.after(1).strip_prefix(" de ");
    let dated = month.is_some_and(|after| MONTHS.iter().any(|month| after.starts_with(month)));
    if cursor.word() == "1" && dated && cursor.language.contains(['-', '_']) && !cursor.is_in("ES")
    {
        return Some(Verbalization::words(1, "primero"));
    }
    let grammar = words::grammar(cursor);
    let figure = written_number(cursor.rest(), &grammar.style)?;
    let form = figure
        .value()
        .map_or(NumberForm::Alone, |value| genders::form_at(value, cursor, figure.length));
    Some(Verbalization::words(figure.length, grammar.amount(&figure, form)))
}
