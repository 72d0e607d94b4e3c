//! Shortenings and hours that the words around them decide.

use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// An abbreviation, unless it is the initials of a name: "P. D. James", "Washington D. C."
pub(crate) fn shortening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let rest = cursor.rest();
    if let Some(words) = evening(cursor).or_else(|| father(cursor)) {
        return Some(words);
    }
    let name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().nth(1).is_some_and(char::is_lowercase)
            && !GRAMMAR.numerals.little.contains(&word)
    };
    let author = rest.starts_with("P. D. ") && name(cursor.next_word("P. D.".len()));
    let capital = rest.starts_with("D. C.") && name(cursor.previous_word());
    if author || capital { None } else { GRAMMAR.shortening(cursor) }
}

/// `p. m.` from eight on: "las once de la noche".
fn evening(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let written =
        ["p. m.", "p.m.", "p.\u{a0}m."].into_iter().find(|it| cursor.rest().starts_with(it))?;
    let before = cursor.before().trim_end();
    let hour = before.rsplit(' ').next().unwrap_or_default();
    let hour: u64 = hour[..digits(hour)].parse().ok()?;
    let stop = usize::from(cursor.ends_after(written.len()));
    (8..12).contains(&hour).then(|| Verbalization::words(written.len() - stop, "de la noche"))
}

/// `P.` of a priest, behind an article: "el P. Isla".
fn father(cursor: &Cursor<'_>) -> Option<Verbalization> {
    cursor.rest().strip_prefix("P. ")?;
    let article = matches!(cursor.previous_word(), "el" | "El" | "del" | "al" | "Al" | "Del");
    let named = cursor.next_word(2).starts_with(char::is_uppercase);
    (article && named).then(|| Verbalization::words(2, "padre"))
}

/// One o'clock: "a la 1 en punto".
pub(crate) fn one_o_clock(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const BEHIND: [&str; 8] = ["", "en", "de", "del", "y", "menos", "p", "a"];
    let alone = digits(cursor.rest()) == 1 && cursor.rest().starts_with('1');
    let clock =
        matches!(cursor.previous_word(), "la" | "La") && BEHIND.contains(&cursor.next_word(1));
    let apart =
        !cursor.after(1).starts_with(|mark: char| ".,:/ºª".contains(mark) && !cursor.ends_after(1));
    (alone && clock && apart).then(|| Verbalization::words(1, "una"))
}
