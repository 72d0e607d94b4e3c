//! The names of parts: "un ottavo", "cinque sesti", "mezz’ora".

use super::genders::form_before;
use super::number_words::ordinal;
use super::words::GRAMMAR;
use crate::fractions::{self, FractionWords};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::rule::Verbalization;

static WORDS: FractionWords = FractionWords {
    part,
    before_day: "il del al dal un giorno lo",
    before_parts: "i gli ai dei nei coi sui",
    of: &[
        "di ", "del ", "dello ", "della ", "dell’", "dell'", "dei ", "degli ", "delle ", "d’", "d'",
    ],
    // "Sei ottavi": a time is said like a fraction.
    music: "tempo ritmo",
    beats: None,
};

/// `½ litro`, `1/8 del`, `½ bottiglia`: "mezza", and "mezz’ora".
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = fractions::fraction(cursor, &GRAMMAR, &WORDS)?;
    let noun = cursor.next_word(found.length);
    if found.words != "mezzo" || form_before(1, noun) != NumberForm::Feminine {
        return Some(found);
    }
    if noun == "ora" {
        let gap = cursor.after(found.length).find(noun)?;
        return Some(Verbalization::words(found.length + gap + noun.len(), "mezz’ora"));
    }
    Some(Verbalization::words(found.length, "mezza"))
}

fn part(denominator: u64) -> Option<(String, String)> {
    let one = match denominator {
        2 => "mezzo".to_owned(),
        3..=16 | 20 | 30 | 32 | 40 | 50 | 64 | 100 | 1000 => {
            ordinal(denominator, NumberForm::Masculine)
        }
        _ => return None,
    };
    let many = format!("{}i", one.strip_suffix('o')?);
    Some((one, many))
}
