//! The names of parts: "un huitième", "cinq sixièmes".

use super::genders::form_before;
use super::number_words::ordinal;
use super::words::GRAMMAR;
use crate::fractions::{self, FractionWords};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::rule::Verbalization;

static WORDS: FractionWords = FractionWords {
    part,
    before_day: "le du au un ce",
    before_parts: "les des aux ces mes ses leurs nos",
    of: &["de ", "des ", "du ", "d’", "d'"],
    music: "mesure rythme valse gigue tempo",
    beats: Some(" "),
};

/// `½ heure`: "une demi heure"; `1/8 de`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = fractions::fraction(cursor, &GRAMMAR, &WORDS)?;
    let noun = cursor.next_word(found.length);
    let feminine = found.words == "un demi" && form_before(1, noun) == NumberForm::Feminine;
    Some(if feminine { Verbalization::words(found.length, "une demi") } else { found })
}

fn part(denominator: u64) -> Option<(String, String)> {
    match denominator {
        2 => Some(("demi".to_owned(), "demis".to_owned())),
        3 => Some(("tiers".to_owned(), "tiers".to_owned())),
        4 => Some(("quart".to_owned(), "quarts".to_owned())),
        5..=16 | 20 | 30 | 32 | 40 | 50 | 64 | 100 | 1000 => {
            let one = ordinal(denominator, NumberForm::Masculine);
            let many = format!("{one}s");
            Some((one, many))
        }
        _ => None,
    }
}
