//! Times of day, whose hours are ordinals: `o 14:30`, `godz. 8`.

use super::number_words::cardinal;
use super::ordinal_words::{PolishForm, ordinal};
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::figures::day_time;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `14:30`; `14.30` and `8` after "godz." and the like.
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.previous_word();
    let hour = matches!(
        word.trim_end_matches('.').to_lowercase().as_str(),
        "godz" | "godzina" | "godzinie" | "godziny" | "godzinę" | "g"
    );
    let preposition = matches!(word, "o" | "O" | "od" | "do");
    let separators: &[char] = if hour || preposition { &[':', '.'] } else { &[':'] };
    let (length, hours, minutes) = match day_time(cursor.rest(), separators) {
        Some(time) => time,
        None if hour || preposition && is_part_of_day(cursor) => whole_hour(cursor)?,
        None => return None,
    };
    let hours = ordinal(hours, agreement(cursor, word))?;
    let words = match minutes {
        0 => hours,
        1..10 => format!("{hours} zero {}", minute(minutes)),
        _ => format!("{hours} {}", minute(minutes)),
    };
    Some(Verbalization::words(length, words))
}

fn minute(minutes: u64) -> String {
    cardinal(minutes, Gender::Masculine, Case::Nominative)
}

/// "O 8 rano".
fn is_part_of_day(cursor: &Cursor<'_>) -> bool {
    let behind = cursor.after(digits(cursor.rest())).trim_start();
    ["rano", "wieczorem", "po południu", "w nocy", "w południe"]
        .iter()
        .any(|part| behind.starts_with(part))
}

fn whole_hour(cursor: &Cursor<'_>) -> Option<(usize, u64, u64)> {
    let length = digits(cursor.rest());
    let hours = cursor.rest()[..length].parse().ok().filter(|hours| *hours <= 24)?;
    // "Godzina 5. rano".
    let rest = cursor.after(length).strip_prefix(". ");
    let marked = rest.is_some_and(|rest| rest.starts_with(char::is_lowercase));
    Some((length + usize::from(marked), hours, 0))
}

/// "O ósmej", "przed ósmą", "ósma".
fn agreement(cursor: &Cursor<'_>, word: &str) -> PolishForm {
    let before = cursor.before().trim_end();
    let earlier =
        before[..before.len() - word.len()].split_whitespace().next_back().unwrap_or_default();
    let named = word.to_lowercase().starts_with('g');
    let deciding = if named { earlier } else { word };
    match deciding.to_lowercase().as_str() {
        _ if matches!(word, "godzinie" | "godziny") => PolishForm::FeminineOblique,
        "o" | "od" | "do" | "po" | "około" | "ok." => PolishForm::FeminineOblique,
        "przed" | "na" | "za" | "między" => PolishForm::FeminineObject,
        _ => PolishForm::Feminine,
    }
}
