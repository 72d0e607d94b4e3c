//! Shortenings and hours that the words around them decide.

use super::words::{self, GRAMMAR};
use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// An abbreviation; saints have Italian names, which end with a vowel: "S. Anna", not "S. Freud".
pub(crate) fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const SAINTS: [&str; 6] = ["Gabriel", "Michel", "Just", "Tommas", "Juan", "Denis"];
    let is_foreign = |name: &str| {
        name.starts_with(char::is_uppercase)
            && name.chars().nth(3).is_some()
            && !name.ends_with(['a', 'e', 'i', 'o', 'u', 'à', 'è', 'é', 'ì', 'ò', 'ù', '.'])
            && !SAINTS.contains(&name)
    };
    if cursor.rest().starts_with("S. ") && is_foreign(cursor.next_word(2)) {
        None
    } else {
        words::saint(cursor).or_else(|| GRAMMAR.shortening(cursor))
    }
}

/// One o'clock: "all’1 in punto".
pub(crate) fn one_o_clock(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const BEHIND: [&str; 7] = ["", "in", "di", "del", "e", "meno", "precisa"];
    let alone = digits(cursor.rest()) == 1 && cursor.rest().starts_with('1');
    let before = cursor.before().strip_suffix(is_apostrophe)?;
    let clock = ["all", "dall", "All", "Dall", "verso l"].iter().any(|word| before.ends_with(word));
    (alone && clock && BEHIND.contains(&cursor.next_word(1)))
        .then(|| Verbalization::words(1, "una"))
}
