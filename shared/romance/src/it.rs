//! Italian.

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

use crate::hectares::is_verb;
use crate::it::words::{GRAMMAR, MONTHS};
use verbalizer::cursor::Cursor;
use verbalizer::european::{Grammar, NumberForm};
use verbalizer::rule::{CharClass, Normalizer, Rule, Verbalization};
use verbalizer::{apostrophes, marks};

/// How Italian is read aloud.
pub static ITALIAN: Normalizer = Normalizer { language: "it", version: 3, rules: RULES };

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
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN).or(CharClass::CAPITAL), say: money },
    Rule { name: "measures", starts: DIGIT, say: measure },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: fractions::fraction },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "decades and centuries", starts: SIGN, say: times::decade },
    Rule { name: "powers", starts: SIGN.or(CharClass::SMALL), say: |cursor| GRAMMAR.power(cursor) },
    Rule { name: "copyright", starts: SIGN, say: marks::copyright },
    Rule { name: "emphasis", starts: SIGN, say: |cursor| GRAMMAR.emphasis(cursor) },
    Rule { name: "minus", starts: SIGN, say: |cursor| GRAMMAR.minus(cursor) },
    Rule { name: "ranges", starts: SIGN, say: |cursor| GRAMMAR.range(cursor) },
    Rule { name: "signs", starts: SIGN, say: |cursor| GRAMMAR.sign(cursor) },
];

/// `1.234`; the first of a month is an ordinal.
fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let verbalization = GRAMMAR.number(cursor)?;
    let next = cursor.next_word(1);
    if cursor.word() == "1" && MONTHS.contains(&next) {
        return Some(Verbalization::words(1, number_words::ordinal(1, NumberForm::Masculine)));
    }
    // "Uno studente", "uno zio".
    if verbalization.words == "un" && genders::has_hard_start(next) {
        return Some(Verbalization::words(1, "uno"));
    }
    let joined = verbalization.words == "una" && next.starts_with(['a', 'e', 'i', 'o', 'u']);
    Some(if joined { Verbalization::words(2, "un’") } else { verbalization })
}

/// `3,50 €`, `L. 500`; not the law in `L. 633/1941`.
fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    GRAMMAR.money(cursor).filter(|found| !cursor.after(found.length).starts_with('/'))
}

/// `3 km`, `1 h`: "un’ora"; "ha" is also a verb.
fn measure(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mut verbalization = GRAMMAR.measure(cursor).filter(|_| !is_verb(cursor))?;
    if let Some(noun) =
        verbalization.words.strip_prefix("una ").filter(|noun| noun.starts_with('o'))
    {
        verbalization.words = format!("un’{noun}");
    }
    Some(verbalization)
}

/// `l’8 maggio`, `dell’11%`, `l’XI secolo`, `l’U-47`.
fn elided(cursor: &Cursor<'_>) -> Option<Verbalization> {
    Grammar::elided(
        cursor,
        &[
            |cursor| GRAMMAR.formula(cursor),
            |cursor| GRAMMAR.lettered(cursor),
            ordinals::numeral,
            times::time,
            times::century,
            ordinals::ordinal,
            fractions::fraction,
            by_context::one_o_clock,
            |cursor| GRAMMAR.money(cursor),
            measure,
            |cursor| GRAMMAR.number(cursor),
            |cursor| GRAMMAR.shortening(cursor),
        ],
    )
}
