//! Money with its Dutch dashes, and halves.

use super::number_words::with_and;
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::Magnitude;
use verbalizer::figures::{amount_dash, is_scale};
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

/// `€ 3,50`, `€ 15,-`, `€ 2 miljoen`.
pub(super) fn money(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const MILLIONS: [Magnitude; 4] = [
        Magnitude { word: "duizend", of: "" },
        Magnitude { word: "miljoen", of: "" },
        Magnitude { word: "miljard", of: "" },
        Magnitude { word: "biljoen", of: "" },
    ];
    if let Some(found) = GRAMMAR.great_money(cursor, &MILLIONS) {
        return Some(found);
    }
    let found = GRAMMAR.money(cursor)?;
    let dashes = [",--", ",-", ",–", ",—"];
    let after = cursor.after(found.length);
    let dash = dashes.into_iter().find(|dash| after.starts_with(dash)).map_or(0, str::len);
    Some(Verbalization { length: found.length + dash, ..found })
}

/// `½ uur`, `2½ uur`, `1½ jaar`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let found = GRAMMAR.fraction(cursor)?;
    let Some(whole) = found.words.strip_suffix("half") else { return Some(found) };
    let noun = cursor.next_word(found.length);
    let words = match whole.trim() {
        "" if noun.starts_with(char::is_lowercase) && !is_neuter(noun) => "een halve".to_owned(),
        "" => "een half".to_owned(),
        "één" => "anderhalf".to_owned(),
        number => with_and(number) + "half",
    };
    Some(Verbalization::words(found.length, words))
}

/// Nouns with "het", as far as they are halved; before them "half" has no ending.
fn is_neuter(noun: &str) -> bool {
    const NEUTER: &str = "uur jaar pond brood ei glas dozijn miljoen miljard kilo huis boek leven vel blik bord \
        procent percent kwartier etmaal ons vat";
    has(NEUTER, noun) || noun.ends_with("je")
}

/// `12-14`, `$10–$15`, `5%–10%`, `1:50.000`.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let amounts = || amount_dash(cursor).map(|length| Verbalization::words(length, " tot "));
    if is_scale(cursor) {
        return Some(Verbalization::words(1, " op "));
    }
    GRAMMAR.range(cursor).or_else(amounts)
}
