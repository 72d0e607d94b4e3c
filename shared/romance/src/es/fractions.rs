//! The names of parts: "un octavo", "cinco sextos".

use super::genders::form_before;
use super::number_words::{cardinal, ordinal};
use super::words::GRAMMAR;
use crate::fractions::{self, FractionWords};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::rule::Verbalization;

static WORDS: FractionWords = FractionWords {
    part,
    before_day: "el del al un día este",
    before_parts: "los las esos estos sus",
    of: &["de ", "del "],
    music: "compás compases ritmo",
    beats: Some(" por "),
};

/// `½ litro`, `1/8 de`; "media hora".
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mut found = fractions::fraction(cursor, &GRAMMAR, &WORDS)?;
    let noun = cursor.next_word(found.length);
    let feminine = [1, 2].into_iter().any(|count| form_before(count, noun) == NumberForm::Feminine);
    if feminine && found.words.ends_with("medio") {
        found.words.replace_range(found.words.len() - 1.., "a");
    }
    Some(found)
}

fn part(denominator: u64) -> Option<(String, String)> {
    let one = match denominator {
        2 => "medio".to_owned(),
        3 => "tercio".to_owned(),
        4..=10 | 100 | 1000 => ordinal(denominator, NumberForm::Masculine)?.trim().to_owned(),
        11..=16 | 20 | 30 | 32 | 40 | 50 => {
            let stem = cardinal(denominator, NumberForm::Masculine);
            // "Onceavo", "dieciseisavo", "veinteavo".
            format!("{}avo", stem.replace("éis", "eis"))
        }
        _ => return None,
    };
    let many = format!("{one}s");
    Some((one, many))
}
