//! Italian.

mod abbreviations;
mod number_words;
mod ordinals;
mod times;
mod words;

use crate::normal::cursor::Cursor;
use crate::normal::grammar::{Grammar, NumberForm};
use crate::normal::it::words::{GRAMMAR, MONTHS};
use crate::normal::rule::{CharClass, Normalizer, Rule, Verbalization};

/// How Italian is read aloud.
pub(crate) static ITALIAN: Normalizer = Normalizer { language: "it", version: 1, rules: RULES };

const DIGIT: CharClass = CharClass::DIGIT;
const SIGN: CharClass = CharClass::SIGN;

/// Narrower rules come first.
static RULES: &[Rule] = &[
    Rule { name: "behind an apostrophe", starts: CharClass::LETTER, say: elided },
    Rule { name: "Roman numerals", starts: CharClass::CAPITAL, say: ordinals::numeral },
    Rule {
        name: "shortenings",
        starts: CharClass::LETTER,
        say: |cursor| GRAMMAR.shortening(cursor),
    },
    Rule { name: "dates in figures", starts: DIGIT, say: times::date },
    Rule { name: "times", starts: DIGIT, say: times::time },
    Rule { name: "ordinals", starts: DIGIT, say: ordinals::ordinal },
    Rule { name: "money", starts: DIGIT.or(SIGN), say: |cursor| GRAMMAR.money(cursor) },
    Rule { name: "measures", starts: DIGIT, say: measure },
    Rule { name: "fractions", starts: DIGIT.or(SIGN), say: |cursor| GRAMMAR.fraction(cursor) },
    Rule { name: "numbers", starts: DIGIT, say: number },
    Rule { name: "decades and centuries", starts: SIGN, say: times::decade },
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
    let joined = verbalization.words == "una" && next.starts_with(['a', 'e', 'i', 'o', 'u']);
    Some(if joined { Verbalization::words(2, "un’") } else { verbalization })
}

/// `3 km`, `1 h`: "un’ora".
fn measure(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mut verbalization = GRAMMAR.measure(cursor)?;
    if let Some(noun) =
        verbalization.words.strip_prefix("una ").filter(|noun| noun.starts_with('o'))
    {
        verbalization.words = format!("un’{noun}");
    }
    Some(verbalization)
}

/// `l’8 maggio`, `dell’11%`.
fn elided(cursor: &Cursor<'_>) -> Option<Verbalization> {
    Grammar::elided(
        cursor,
        &[
            times::time,
            times::century,
            ordinals::ordinal,
            |cursor| GRAMMAR.money(cursor),
            measure,
            |cursor| GRAMMAR.number(cursor),
            |cursor| GRAMMAR.shortening(cursor),
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
