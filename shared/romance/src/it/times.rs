//! Times of day, decades, and dates in figures.

use super::number_words::{cardinal, ordinal};
use super::words::MONTHS;
use crate::dates::with_ordinal_first;
use verbalizer::cursor::Cursor;
use verbalizer::european::{NumberForm, clock};
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `17:30`; `17.30` after "ore" or "alle".
pub(crate) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const BEFORE: [&str; 7] = ["ore", "alle", "dalle", "le", "ora", "delle", "sulle"];
    let (length, hours, minutes) = clock(cursor.rest(), &[':', '.'])?;
    let behind_article = cursor.before().ends_with(['’', '\'']);
    if !cursor.rest()[..length].contains(':')
        && !behind_article
        && !BEFORE.contains(&cursor.previous_word().to_lowercase().as_str())
    {
        return None;
    }
    let hours = cardinal(hours, NumberForm::Feminine);
    let words = match minutes {
        0 => hours,
        _ => format!("{hours} e {}", cardinal(minutes, NumberForm::Alone)),
    };
    Some(Verbalization::words(length, words))
}

/// `14/07/1789`, `3-XI-1587`.
pub(crate) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    with_ordinal_first(cursor, &MONTHS, cardinal, ordinal)
}

/// `’80`, `’900`: the apostrophe is not said, and a century is capitalised.
pub(crate) fn decade(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let after = cursor.after(mark.len_utf8());
    let count = digits(after);
    let whole = matches!(mark, '’' | '\'') && !after[count..].starts_with(char::is_alphanumeric);
    let number: u64 = after[..count].parse().ok().filter(|_| whole)?;
    let words = cardinal(number, NumberForm::Alone);
    let words = match count {
        2 => words,
        3 if number.is_multiple_of(100) => words[..1].to_uppercase() + &words[1..],
        _ => return None,
    };
    Some(Verbalization::words(mark.len_utf8() + count, words))
}

/// `l’800`, from 1200 to 1900: the same, where the apostrophe is an article's.
pub(crate) fn century(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let word = cursor.word();
    let number: u64 = word.parse().ok().filter(|_| word.len() == 3)?;
    let words = cardinal(number, NumberForm::Alone);
    let whole = number.is_multiple_of(100) && number >= 200;
    whole.then(|| Verbalization::words(3, words[..1].to_uppercase() + &words[1..]))
}
