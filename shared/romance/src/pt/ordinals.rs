//! Ordinals: `1º`, `século XIX`, `Pedro II`.

use super::genders::is_feminine;
use super::number_words::ordinal as ordinal_words;
use super::words::grammar;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

/// `1º`, `3.ª`, `2° filho`.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    let sign = cursor.after(length + stop).chars().next()?;
    let end = length + stop + sign.len_utf8();
    let form = match sign {
        // `5 ºC` is a temperature.
        'º' if !cursor.after(end).starts_with(['C', 'F']) => NumberForm::Masculine,
        'ª' => NumberForm::Feminine,
        // A degree sign with a noun after it marks an ordinal.
        '°' if cursor.next_word(end).starts_with(char::is_lowercase) => NumberForm::Masculine,
        _ => return None,
    };
    let plural = cursor.after(end).starts_with('s') && cursor.word_at(end) == "s";
    let words = ordinal_words(number, form)?;
    let words = if plural { words.replace(' ', "s ") + "s" } else { words };
    Some(Verbalization::words(end + usize::from(plural), words))
}

/// `século XIX`, `Pedro II`, `capítulo IV`: ordinals up to the tenth, then cardinals.
pub(super) fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 4] = ["Isabel", "Beatriz", "Inês", "Leonor"];
    if let Some(found) = before_noun(cursor) {
        return Some(found);
    }
    let grammar = grammar(cursor);
    let (length, value, used) = grammar.numeral(cursor)?;
    let before = cursor.previous_word();
    let queen = before.ends_with('a') || QUEENS.contains(&before);
    let form = match used {
        RomanNumeralUse::Ruler if queen => NumberForm::Feminine,
        RomanNumeralUse::Division if is_feminine(&before.to_lowercase()) => NumberForm::Feminine,
        _ => NumberForm::Masculine,
    };
    let ordered = matches!(used, RomanNumeralUse::Ruler | RomanNumeralUse::Division);
    let words = match ordinal_words(value, form).filter(|_| ordered && value <= 10) {
        Some(words) => words,
        None => (grammar.cardinal)(value, NumberForm::Alone),
    };
    Some(Verbalization::words(length, words))
}

/// `II Guerra Mundial`, `III Congresso`.
fn before_noun(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const NOUNS: &str = "guerra república dinastia cruzada bienal edição conferência congresso encontro reich \
        exército concílio simpósio festival império plano governo";
    let word = cursor.word();
    let value = u64::from(roman(word)?);
    let noun = cursor.next_word(word.len()).to_lowercase();
    let form = if is_feminine(&noun) || noun == "bienal" {
        NumberForm::Feminine
    } else {
        NumberForm::Masculine
    };
    let words = ordinal_words(value, form).filter(|_| has(NOUNS, &noun))?;
    Some(Verbalization::words(word.len(), words))
}
