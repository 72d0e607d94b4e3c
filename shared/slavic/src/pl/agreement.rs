//! What the words around a number ask of it.

use super::nouns::is_locative;
use super::ordinal_words::PolishForm;
use crate::counting::neighbours;
use verbalizer::cursor::Cursor;

/// The agreement of a masculine ordinal after a preposition; `None` after any other word.
pub(super) fn after_preposition(word: &str) -> Option<PolishForm> {
    Some(match word.to_lowercase().as_str() {
        _ if is_locative(word) => PolishForm::Locative,
        "przed" | "między" | "pomiędzy" | "nad" | "pod" => PolishForm::Locative,
        "od" | "do" | "z" | "ze" | "sprzed" | "około" | "ok." | "bez" | "dla" | "u" => {
            PolishForm::Genitive
        }
        "przez" | "rok" => PolishForm::Masculine,
        "ku" | "dzięki" => PolishForm::Dative,
        _ => return None,
    })
}

/// The agreement of a year or a century whose noun is only abbreviated.
pub(super) fn of_abbreviated(cursor: &Cursor<'_>) -> PolishForm {
    let word = word_before_range(cursor);
    if word.is_empty() {
        return PolishForm::Masculine;
    }
    after_preposition(word).unwrap_or(PolishForm::Genitive)
}

/// The word before the number here, or before the range that it ends: "w XVI i XVII w."
pub(super) fn word_before_range<'a>(cursor: &Cursor<'a>) -> &'a str {
    neighbours::word_before_range(cursor, &["–", "—", "-", " i", " lub", " a", " oraz"])
}

/// Between the numbers of a range.
pub(super) const JOINS: [&str; 8] = ["–", "—", "-", "i ", "lub ", "a ", "do ", "oraz "];

/// The noun after `length` bytes, as [`neighbours::noun_after`] finds it.
pub(super) fn noun_after<'a>(cursor: &Cursor<'a>, length: usize) -> (bool, usize, &'a str) {
    neighbours::noun_after(cursor, length, &JOINS)
}
