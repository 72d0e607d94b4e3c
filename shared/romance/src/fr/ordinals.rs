//! Ordinals: `1er`, `XIVe`, `Louis XIV`.

use super::number_words::{cardinal, ordinal as ordinal_words};
use super::words::GRAMMAR;
use crate::small_numerals;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, RomanNumeralUse};
use verbalizer::number_format::{digits, roman as roman_value};
use verbalizer::rule::Verbalization;

/// What makes a number an ordinal, and its gender.
const ENDINGS: [(&str, NumberForm); 24] = [
    ("er", NumberForm::Masculine),
    ("ᵉʳ", NumberForm::Masculine),
    ("re", NumberForm::Feminine),
    ("ère", NumberForm::Feminine),
    ("ʳᵉ", NumberForm::Feminine),
    ("e", NumberForm::Masculine),
    ("ᵉ", NumberForm::Masculine),
    ("es", NumberForm::Masculine),
    ("ème", NumberForm::Masculine),
    ("èmes", NumberForm::Masculine),
    ("d", NumberForm::Masculine),
    ("nd", NumberForm::Masculine),
    ("nde", NumberForm::Feminine),
    ("de", NumberForm::Feminine),
    ("ers", NumberForm::Masculine),
    ("res", NumberForm::Feminine),
    ("ères", NumberForm::Feminine),
    ("ième", NumberForm::Masculine),
    ("ièmes", NumberForm::Masculine),
    ("ds", NumberForm::Masculine),
    ("nds", NumberForm::Masculine),
    ("ndes", NumberForm::Feminine),
    ("des", NumberForm::Feminine),
    ("ᵉˢ", NumberForm::Masculine),
];

/// `1er`, `2e`, `3ème`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let ending = cursor.word_at(length);
    Some(Verbalization::words(length + ending.len(), which(number, ending)?))
}

/// `XIVe`, `Ier`, `XVIe-XVIIIe siècles`. Only I, V and X: "Ce" and "De" are words.
pub(crate) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let first = roman_ordinal(cursor.word())?;
    let length = cursor.word().len();
    let upper = || {
        let after = cursor.after(length).strip_prefix(['-', '–'])?;
        let start = cursor.rest().len() - after.len();
        let word = cursor.word_at(start);
        Some((start + word.len(), roman_ordinal(word)?))
    };
    Some(match upper() {
        Some((end, last)) => Verbalization::words(end, format!("{first} {} {last}", GRAMMAR.range)),
        None => Verbalization::words(length, first),
    })
}

fn roman_ordinal(word: &str) -> Option<String> {
    let (numeral, ending) = word.split_at(word.find(|letter| !"IVX".contains(letter))?);
    which(u64::from(roman_value(numeral)?), ending)
}

fn which(number: u64, ending: &str) -> Option<String> {
    let (_, form) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    let plural = if ending.ends_with(['s', 'ˢ']) { "s" } else { "" };
    let one = ending.trim_end_matches('s');
    let only_first = matches!(one, "er" | "ᵉʳ" | "re" | "ère" | "ʳᵉ");
    match (number, one) {
        (2, "d" | "nd") => return Some(format!("second{plural}")),
        (2, "nde" | "de") => return Some(format!("seconde{plural}")),
        (_, "d" | "nd" | "nde" | "de") => return None,
        _ if only_first != (number == 1) => return None,
        _ => {}
    }
    Some(ordinal_words(number, *form) + plural)
}

/// `Louis XIV`, `chapitre IV`, `page xii`, `tome iii`.
pub(crate) fn any_numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const PAGES: &str = "page pages p. pp. pag. folio f. fol.";
    small_numerals::any_numeral(cursor, &GRAMMAR, PAGES, numeral)
}

/// `Louis XIV`, `chapitre IV`, `tomes II-IV`.
fn numeral(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const QUEENS: [&str; 6] = ["Élisabeth", "Elisabeth", "Marie", "Catherine", "Jeanne", "Anne"];
    // "Rugby à XV".
    let team = cursor.previous_word() == "à" && matches!(cursor.word(), "XV" | "XIII" | "VII");
    if team && cursor.before().trim_end().ends_with(" à") {
        let value = u64::from(roman_value(cursor.word())?);
        return Some(Verbalization::words(cursor.word().len(), cardinal(value, NumberForm::Alone)));
    }
    let (length, value, numbered) = GRAMMAR.numeral(cursor)?;
    if numbered == RomanNumeralUse::Ruler && value == 1 {
        let queen = QUEENS.iter().any(|queen| cursor.previous_word().ends_with(queen));
        let form = if queen { NumberForm::Feminine } else { NumberForm::Masculine };
        return Some(Verbalization::words(length, ordinal_words(1, form)));
    }
    let say = |value| cardinal(value, NumberForm::Alone);
    Some(GRAMMAR.numeral_range(cursor, length, value, say))
}
