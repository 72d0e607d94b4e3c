//! French.

mod abbreviations;
mod bible;
mod fractions;
mod genders;
mod number_words;
mod ordinals;
mod rulers;
mod times;
mod units;
mod words;

use crate::fr::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::{Grammar, NumberForm};
use verbalizer::number_format::written_number;
use verbalizer::rule::{CharClass, Normalizer, Rule, Verbalization};
use verbalizer::{apostrophes, marks};

/// How French is read aloud.
pub static FRENCH: Normalizer = Normalizer { language: "fr", version: 3, rules: RULES };

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
    Rule { name: "behind an apostrophe", starts: CharClass::LETTER, say: elided },
    Rule { name: "ordinals in Roman numerals", starts: CharClass::CAPITAL, say: ordinals::roman },
    Rule { name: "Roman numerals", starts: CharClass::LETTER, say: ordinals::any_numeral },
    Rule { name: "shortenings", starts: CharClass::LETTER, say: shortening },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule {
        name: "identifiers",
        starts: DIGIT.or(CharClass::CAPITAL),
        say: |cursor| GRAMMAR.lettered(cursor).or_else(|| GRAMMAR.identifier(cursor)),
    },
    Rule { name: "ratios", starts: DIGIT, say: |cursor| GRAMMAR.ratio(cursor) },
    Rule { name: "angles", starts: DIGIT, say: |cursor| GRAMMAR.angle(cursor) },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |cursor| GRAMMAR.money(cursor) },
    Rule { name: "measures", starts: DIGIT, say: |cursor| GRAMMAR.measure(cursor) },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "powers", starts: SIGN.or(CharClass::SMALL), say: |cursor| GRAMMAR.power(cursor) },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "emphasis", starts: SIGN, say: |cursor| GRAMMAR.emphasis(cursor) },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: |cursor| GRAMMAR.range(cursor) },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];

/// `M. Duval`, but not the initial of "Charles M. Petit".
fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let before = cursor.previous_word();
    let initial = cursor.word() == "M"
        && (GRAMMAR.numerals.names.contains(&before) || before.len() == 2 && before.ends_with('.'));
    GRAMMAR.shortening(cursor).filter(|_| !initial)
}

/// `1 234`; the first of a month is an ordinal.
fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if cursor.word() == "1" && words::MONTHS.contains(&cursor.next_word(1)) {
        return Some(Verbalization::words(1, number_words::ordinal(1, NumberForm::Masculine)));
    }
    let figure = written_number(cursor.rest(), &GRAMMAR.style)?;
    let form = genders::form_at(cursor, figure.length);
    Some(Verbalization::words(figure.length, GRAMMAR.amount(&figure, form)))
}

/// `d’1,5 km`, `l’art. 5`, `l’U-47`.
fn elided(cursor: &Cursor<'_>) -> Option<Verbalization> {
    Grammar::elided(
        cursor,
        &[
            |cursor| GRAMMAR.formula(cursor),
            |cursor| GRAMMAR.lettered(cursor),
            ordinals::ordinal,
            fractions::fraction,
            |cursor| GRAMMAR.money(cursor),
            |cursor| GRAMMAR.measure(cursor),
            number,
            shortening,
        ],
    )
}
