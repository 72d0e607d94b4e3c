//! What the words around a number ask of it.

use super::nouns::is_locative;
use super::ordinal_words::PolishForm;
use crate::counting::{Case, neighbours};
use verbalizer::cursor::Cursor;
use verbalizer::word_list::has;

/// After these, a number is in the genitive.
const GENITIVE: &str = "do od bez około ok. dla powyżej poniżej oprócz spośród wśród zamiast ciągu wieku podczas koło \
    prócz wokół spod";

/// The case that the word before a number asks for, as far as numbers show it here.
pub(super) fn number_case(cursor: &Cursor<'_>) -> Case {
    let word = neighbours::word_before_sign(cursor).to_lowercase();
    // "Z dwoma kolegami" is another case.
    let with = cursor.after(0).split_whitespace().nth(1).is_some_and(|noun| noun.ends_with("mi"));
    let from = matches!(word.as_str(), "z" | "ze") && !with;
    if from || has(GENITIVE, &word) { Case::Genitive } else { Case::Nominative }
}

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

/// The noun after `length` bytes, as [`neighbours::noun_after`] finds it.
pub(super) fn noun_after<'a>(cursor: &Cursor<'a>, length: usize) -> (bool, usize, &'a str) {
    neighbours::noun_after(cursor, length, &["–", "—", "-", "i ", "lub ", "a ", "do ", "oraz "])
}
