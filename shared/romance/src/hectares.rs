//! Tells hectares from a verb: `200 ha de viñas`, but `en 1945 ha perdido`.

use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::word_list::has;

/// Words behind the verb in Spanish or Italian, besides its participle.
const OBJECTS: &str = "un una uno unos unas el la los las il lo i gli le già mai sempre anche ancora ya nunca siempre también más \
    non no molto tutto todo solo sólo dei degli delle fatto visto vinto";

/// Whether "ha" behind the number here is the verb, as what follows says.
pub(crate) fn is_verb(cursor: &Cursor<'_>) -> bool {
    let Some(rest) = cursor.after(digits(cursor.rest())).strip_prefix([' ', '\u{a0}']) else {
        return false;
    };
    let Some(next) = rest.strip_prefix("ha ") else { return false };
    let word = next.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    let participle = word.len() > 3 && word.ends_with('o');
    participle || has(OBJECTS, word)
}
