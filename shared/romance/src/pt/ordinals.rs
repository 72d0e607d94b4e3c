//! Ordinals: `1º`, `século XIX`, `Pedro II`.

use super::genders::is_feminine;
use super::number_words::ordinal as ordinal_words;
use super::words::grammar;
use crate::degree_signs::{DegreeSignWords, degrees, is_ordinal};
use crate::small_numerals;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

static DEGREES: DegreeSignWords = DegreeSignWords {
    articles: "o a do da ao à no na pelo pela um uma seu sua este esta esse essa aquele aquela cada",
    function: "a à ao aos às de do da dos das em no na nos nas com para por sem sobre sob até e ou que mas quando enquanto como \
        mais menos era não se abaixo acima dentro fora durante",
    weather: &[
        "abaixo de zero",
        "acima de zero",
        "negativos",
        "à sombra",
        "ao sol",
        "de febre",
        "de temperatura",
        "de latitude",
        "de longitude",
        "centígrados",
        "norte",
        "sul",
        "leste",
        "este",
        "oeste",
        "de inclinação",
    ],
    rank: "ficou chegou terminou acabou classificou",
};

/// `1º`, `3.ª`, `1.os`, `2° filho`.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(degrees) = degrees(cursor, grammar(cursor), &DEGREES) {
        return Some(degrees);
    }
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let stop = usize::from(cursor.after(length).starts_with('.'));
    let start = length + stop;
    let sign = cursor.after(start).chars().next()?;
    let plain =
        matches!(sign, 'o' | 'a') && matches!(cursor.word_at(start), "os" | "as") && stop == 1;
    let end = start + sign.len_utf8();
    let form = match sign {
        'o' if plain => NumberForm::Masculine,
        'a' if plain => NumberForm::Feminine,
        // `5 ºC` is a temperature.
        'º' if !cursor.after(end).starts_with(['C', 'F']) => NumberForm::Masculine,
        'ª' => NumberForm::Feminine,
        // A degree sign with a noun after it marks an ordinal.
        '°' if is_ordinal(cursor, end, &DEGREES) => NumberForm::Masculine,
        _ => return None,
    };
    let plural = cursor.word_at(end) == "s";
    let words = ordinal_words(number, form)?;
    let words = if plural { words.replace(' ', "s ") + "s" } else { words };
    Some(Verbalization::words(end + usize::from(plural), words))
}

/// `século XIX`, `página xii`, `século xix`.
pub(super) fn any_numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const PAGES: &str = "página páginas pág. págs. p. pp. folha folhas fl. fls. f.";
    small_numerals::any_numeral(cursor, grammar(cursor), PAGES, numeral)
}

/// `século XIX`, `Pedro II`, `capítulos IV-VI`: ordinals up to the tenth, then cardinals.
fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 5] = ["Isabel", "Beatriz", "Inês", "Leonor", "Berenice"];
    const COUNCILS: [&str; 2] = ["Niceia", "Constantinopla"];
    if let Some(found) = before_noun(cursor) {
        return Some(found);
    }
    let grammar = grammar(cursor);
    let (length, value, used) = grammar.numeral(cursor)?;
    let before = cursor.previous_word();
    let queen = before.ends_with('a') && !COUNCILS.contains(&before) || QUEENS.contains(&before);
    let form = match used {
        RomanNumeralUse::Ruler if queen => NumberForm::Feminine,
        RomanNumeralUse::Division if is_feminine(&before.to_lowercase()) => NumberForm::Feminine,
        _ => NumberForm::Masculine,
    };
    let ordered = matches!(used, RomanNumeralUse::Ruler | RomanNumeralUse::Division);
    let say = |value| match ordinal_words(value, form).filter(|_| ordered && value <= 10) {
        Some(words) => words,
        None => (grammar.cardinal)(value, NumberForm::Alone),
    };
    Some(grammar.numeral_range(cursor, length, value, say))
}

/// `II Guerra Mundial`, `III Congresso`.
fn before_noun(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const NOUNS: &str = "guerra república dinastia cruzada bienal edição conferência congresso encontro reich \
        exército concílio simpósio festival império plano governo";
    const ARTICLES: &str = "o a do da no na ao à pelo pela um uma seu sua este esta";
    let word = cursor.word();
    let value = u64::from(roman(word)?);
    let noun = cursor.next_word(word.len()).to_lowercase();
    let form = if is_feminine(&noun) || noun == "bienal" {
        NumberForm::Feminine
    } else {
        NumberForm::Masculine
    };
    let capital = cursor.next_word(word.len()).starts_with(char::is_uppercase);
    let simple = word.len() > 1 && word.chars().all(|letter| "IVX".contains(letter));
    let placed = has(ARTICLES, &cursor.previous_word().to_lowercase()) || cursor.begins();
    let named = capital && simple && placed && noun.chars().count() > 3;
    let words = ordinal_words(value, form).filter(|_| named || has(NOUNS, &noun))?;
    Some(Verbalization::words(word.len(), words))
}
