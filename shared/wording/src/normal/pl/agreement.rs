//! What the words around a number ask of it.

use super::nouns::is_locative;
use super::ordinal_words::PolishForm;
use crate::normal::cursor::Cursor;
use crate::normal::number_format::roman;
use crate::normal::slavic::Case;
use crate::normal::word_list::has;

/// After these, a number is in the genitive.
const GENITIVE: &str = "do od bez około ok. dla powyżej poniżej oprócz spośród wśród zamiast ciągu wieku podczas koło \
    prócz wokół spod";

/// The case that the word before a number asks for, as far as numbers show it here.
pub(super) fn number_case(cursor: &Cursor<'_>) -> Case {
    let before = cursor.before();
    let signed = before.trim_end_matches(['+', '-', '−', '–']);
    let back = Cursor { at: cursor.at - (before.len() - signed.len()), ..*cursor };
    let word = back.previous_word().to_lowercase();
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
    let before = cursor.before();
    let trimmed = before.trim_end();
    let joined = ["–", "—", "-", " i", " lub", " a", " oraz"]
        .iter()
        .find_map(|join| trimmed.strip_suffix(join));
    let start = joined.map(str::trim_end).and_then(|first| {
        let at = first.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
        let at = first.ceil_char_boundary(at);
        let number = &first[at..];
        let numeric = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        (numeric || roman(number).is_some()).then_some(at)
    });
    let removed = start.map_or(0, |start| before.len() - start);
    Cursor { at: cursor.at - removed, ..*cursor }.previous_word()
}

/// The noun after `length` bytes, with its full stop, past the rest of a range: whether it is near, and where it begins.
pub(super) fn noun_after<'a>(cursor: &Cursor<'a>, length: usize) -> (bool, usize, &'a str) {
    let after = cursor.after(length);
    let rest = after.trim_start();
    let joins = ["–", "—", "-", "i ", "lub ", "a ", "do ", "oraz "];
    let joined = joins.iter().find_map(|join| rest.strip_prefix(join)).map(str::trim_start);
    let second = joined.map(|text| {
        let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
        text.split_at(end)
    });
    let numeric = |number: &str| {
        number.starts_with(|digit: char| digit.is_ascii_digit()) || roman(number).is_some()
    };
    let (near, text) = match second {
        Some((number, behind)) if numeric(number) => (false, behind.trim_start()),
        _ => (true, rest),
    };
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let end = end + usize::from(end > 0 && text[end..].starts_with('.'));
    (near, length + after.len() - text.len(), &text[..end])
}
