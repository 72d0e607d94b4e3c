//! Times of day: `14:30`.

use super::number_case::number_case;
use super::number_words::cardinal;
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::figures::day_time;
use verbalizer::rule::Verbalization;

/// `14:30`, `с 13:00`.
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, hours, minutes) = day_time(cursor.rest(), &[':'])?;
    let from = cursor.previous_word().to_lowercase() == "с";
    let case = match number_case(cursor) {
        _ if from => Case::Genitive,
        Case::Accusative => Case::Nominative,
        case => case,
    };
    let hours = cardinal(hours, Gender::Masculine, case);
    let words = match minutes {
        0 => format!("{hours} ноль-ноль"),
        1..10 => format!("{hours} ноль {}", cardinal(minutes, Gender::Feminine, case)),
        _ => format!("{hours} {}", cardinal(minutes, Gender::Feminine, case)),
    };
    Some(Verbalization::words(length, words))
}
