//! Numbers that say which one: `1º`, `XX secolo`, `Vittorio Emanuele II`.

use super::numbers::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::normal::figures::{digits, roman};
use crate::normal::grammar::{Form, Numbered};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `1º`, `3ª`, `20° secolo`.
pub(crate) fn ordinal(spot: &Spot<'_>) -> Option<Reading> {
    let length = digits(spot.rest());
    let number: u64 = spot.rest()[..length].parse().ok().filter(|number| *number > 0)?;
    let sign = spot.after(length).chars().next()?;
    let behind = length + sign.len_utf8();
    let form = match sign {
        'º' => Form::Masculine,
        'ª' => Form::Feminine,
        // A degree with a noun behind it is an ordinal in disguise.
        '°' if spot.next_word(behind).starts_with(char::is_lowercase) => Form::Masculine,
        _ => return None,
    };
    Some(Reading::words(behind, ordinal_words(number, form)))
}

/// `XX secolo`, `Luigi XIV`, `capitolo IV`: ordinals, but behind other names.
pub(crate) fn numeral(spot: &Spot<'_>) -> Option<Reading> {
    const SHE: [&str; 8] =
        ["parte", "scena", "sezione", "lettera", "tavola", "guerra", "Beatrice", "lettere"];
    if let Some((value, form)) = before_noun(spot) {
        return Some(Reading::words(spot.word().len(), ordinal_words(value, form)));
    }
    let (length, value, numbered) = GRAMMAR.numeral(spot)?;
    let before = spot.previous_word();
    let queen = numbered == Numbered::Ruler
        && before.ends_with('a')
        && !matches!(before, "Andrea" | "Luca" | "Nicola");
    let she = queen || SHE.contains(&before.to_lowercase().as_str());
    let form = if she { Form::Feminine } else { Form::Masculine };
    let words = match numbered {
        Numbered::Division | Numbered::Ruler => ordinal_words(value, form),
        Numbered::Name | Numbered::Alone => cardinal(value, Form::Alone),
    };
    Some(Reading::words(length, words))
}

/// A numeral before what it counts, or before another that is: "XIX e XX secolo", "II guerra mondiale".
fn before_noun(spot: &Spot<'_>) -> Option<(u64, Form)> {
    let value = roman(spot.word())?;
    let mut words = spot.after(spot.word().len()).split_whitespace();
    let next = words.next()?;
    let joined =
        matches!(next, "e" | "o" | "ed") && words.next().is_some_and(|word| roman(word).is_some());
    let noun = if joined { words.next()? } else { next };
    let form = match noun.trim_end_matches(|mark: char| !mark.is_alphanumeric()) {
        "secolo" | "secoli" | "sec" | "reggimento" | "capitolo" | "canto" => Form::Masculine,
        "guerra" | "Guerra" | "Repubblica" | "edizione" | "parte" | "legione" => Form::Feminine,
        _ => return None,
    };
    Some((u64::from(value), form))
}
