//! Fractions: `½ hora`, `2½ anos`, `5/6 da vila`.

use super::genders::is_feminine;
use super::number_words::ordinal;
use super::words::grammar;
use crate::fractions::{self, FractionWords};
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;

static WORDS: FractionWords = FractionWords {
    part,
    before_day: "o do de ao a no em um dia este",
    before_parts: "os as aos dos nos pelos",
    of: &["de ", "do ", "da ", "dos ", "das ", "deste ", "desta "],
    music: "compasso compassos ritmo",
    beats: Some(" por "),
};

/// A fraction; a half follows the noun: "dois anos e meio".
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let grammar = grammar(cursor);
    let found = fractions::fraction(cursor, grammar, &WORDS)?;
    if !found.words.ends_with("meio") {
        return Some(found);
    }
    let noun = cursor.next_word(found.length);
    let half = if is_feminine(noun) { "meia" } else { "meio" };
    if found.words == "meio" {
        return Some(Verbalization::words(found.length, half));
    }
    if !noun.ends_with('s') || !noun.starts_with(char::is_lowercase) {
        return Some(found);
    }
    let figure = written_number(cursor.rest(), &grammar.style)?;
    let form = if is_feminine(noun) { NumberForm::Feminine } else { NumberForm::Masculine };
    let gap = cursor.after(found.length).find(noun)?;
    let words = format!("{} {noun} e {half}", grammar.amount(&figure, form));
    Some(Verbalization::words(found.length + gap + noun.len(), words))
}

/// "Sexto", "sextos"; "doze avos".
fn part(denominator: u64) -> Option<(String, String)> {
    const AVOS: [(u64, &str); 7] = [
        (11, "onze avos"),
        (12, "doze avos"),
        (15, "quinze avos"),
        (20, "vinte avos"),
        (24, "vinte e quatro avos"),
        (30, "trinta avos"),
        (50, "cinquenta avos"),
    ];
    let one = match denominator {
        3 => "terço".to_owned(),
        4..=10 | 100 | 1000 => ordinal(denominator, NumberForm::Masculine)?,
        _ => {
            let (_, avos) = AVOS.iter().find(|(number, _)| *number == denominator)?;
            return Some(((*avos).to_owned(), (*avos).to_owned()));
        }
    };
    let many = format!("{one}s");
    Some((one, many))
}
