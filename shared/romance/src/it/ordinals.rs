//! Ordinals: `1º`, `XX secolo`, `Vittorio Emanuele II`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::{GRAMMAR, form_before};
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;

/// `1º`, `3ª`, `20° secolo`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok().filter(|number| *number > 0)?;
    let sign = cursor.after(length).chars().next()?;
    let behind = length + sign.len_utf8();
    let form = match sign {
        'º' => NumberForm::Masculine,
        'ª' => NumberForm::Feminine,
        // A degree sign with a noun after it marks an ordinal.
        '°' if cursor.next_word(behind).starts_with(char::is_lowercase) => NumberForm::Masculine,
        _ => return None,
    };
    Some(Verbalization::words(behind, ordinal_words(number, form)))
}

/// `XX secolo`, `Luigi XIV`, `capitolo IV`: ordinals, except after other names.
pub(crate) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const SHE: [&str; 8] =
        ["parte", "scena", "sezione", "lettera", "tavola", "guerra", "Beatrice", "lettere"];
    if let Some((value, form)) = before_noun(cursor) {
        let mut words = ordinal_words(value, form);
        if cursor.next_word(cursor.word().len()).starts_with(char::is_uppercase) {
            words = words[..1].to_uppercase() + &words[1..];
        }
        return Some(Verbalization::words(cursor.word().len(), words));
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    let before = cursor.previous_word();
    let queen = numbered == RomanNumeralUse::Ruler
        && before.ends_with('a')
        && !matches!(before, "Andrea" | "Luca" | "Nicola");
    let she = queen || SHE.contains(&before.to_lowercase().as_str());
    let form = if she { NumberForm::Feminine } else { NumberForm::Masculine };
    let words = match numbered {
        RomanNumeralUse::Division | RomanNumeralUse::Ruler => ordinal_words(value, form),
        RomanNumeralUse::Name | RomanNumeralUse::Alone => cardinal(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}

/// A numeral before its noun, or before another such numeral: "XIX e XX secolo", "la II guerra mondiale", "III Congresso".
fn before_noun(cursor: &Cursor<'_>) -> Option<(u64, NumberForm)> {
    const BEFORE: [&str; 20] = [
        "il", "la", "lo", "del", "della", "dello", "al", "alla", "nel", "nella", "dal", "dalla",
        "sul", "sulla", "un", "una", "suo", "sua", "questo", "questa",
    ];
    let value = roman(cursor.word())?;
    let mut words = cursor.after(cursor.word().len()).split_whitespace();
    let next = words.next()?;
    let joined =
        matches!(next, "e" | "o" | "ed") && words.next().is_some_and(|word| roman(word).is_some());
    let noun = if joined { words.next()? } else { next };
    let noun = noun.trim_end_matches(|mark: char| !mark.is_alphanumeric());
    let small = noun.to_lowercase();
    let known = matches!(
        small.as_str(),
        "secolo"
            | "secoli"
            | "sec"
            | "reggimento"
            | "capitolo"
            | "canto"
            | "guerra"
            | "repubblica"
            | "edizione"
            | "parte"
            | "legione"
    );
    let simple = cursor.word().chars().all(|letter| "IVX".contains(letter));
    let placed = BEFORE.contains(&cursor.previous_word().to_lowercase().as_str())
        || cursor.begins() && noun.starts_with(char::is_uppercase);
    let named = simple
        && placed
        && noun.chars().count() > 3
        && noun.chars().skip(1).all(char::is_lowercase);
    if !known && !named {
        return None;
    }
    let form = form_before(1, &small);
    let feminine =
        matches!(small.as_str(), "parte" | "legione" | "edizione") || form == NumberForm::Feminine;
    let form = if feminine { NumberForm::Feminine } else { NumberForm::Masculine };
    Some((u64::from(value), form))
}
