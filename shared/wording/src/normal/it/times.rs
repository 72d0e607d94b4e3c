//! Times of day, decades, and dates in figures.

use super::numbers::{cardinal, ordinal};
use super::words::MONTHS;
use crate::normal::figures::digits;
use crate::normal::grammar::{Form, clock, date as figures};
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// `17:30`; `17.30` behind "ore" or "alle".
pub(crate) fn time(spot: &Spot<'_>) -> Option<Reading> {
    const BEFORE: [&str; 7] = ["ore", "alle", "dalle", "le", "ora", "delle", "sulle"];
    let (length, hours, minutes) = clock(spot.rest(), &[':', '.'])?;
    let behind_article = spot.before().ends_with(['’', '\'']);
    if !spot.rest()[..length].contains(':')
        && !behind_article
        && !BEFORE.contains(&spot.previous_word().to_lowercase().as_str())
    {
        return None;
    }
    let hours = cardinal(hours, Form::Feminine);
    let words = match minutes {
        0 => hours,
        _ => format!("{hours} e {}", cardinal(minutes, Form::Alone)),
    };
    Some(Reading::words(length, words))
}

/// `14/07/1789`.
pub(crate) fn date(spot: &Spot<'_>) -> Option<Reading> {
    let (length, day, month, year) = figures(spot.rest(), '/')?;
    let day = if day == 1 { ordinal(1, Form::Masculine) } else { cardinal(day, Form::Alone) };
    let words = format!("{day} {} {}", MONTHS[month - 1], cardinal(year, Form::Alone));
    Some(Reading::words(length, words))
}

/// `’80`, `’900`: the apostrophe is not said, and a century has a capital.
pub(crate) fn decade(spot: &Spot<'_>) -> Option<Reading> {
    let mark = spot.first();
    let after = spot.after(mark.len_utf8());
    let count = digits(after);
    let whole = matches!(mark, '’' | '\'') && !after[count..].starts_with(char::is_alphanumeric);
    let number: u64 = after[..count].parse().ok().filter(|_| whole)?;
    let words = cardinal(number, Form::Alone);
    let words = match count {
        2 => words,
        3 if number.is_multiple_of(100) => words[..1].to_uppercase() + &words[1..],
        _ => return None,
    };
    Some(Reading::words(mark.len_utf8() + count, words))
}

/// `l’800`, from 1200 to 1900: the same, where the apostrophe is an article's.
pub(crate) fn century(spot: &Spot<'_>) -> Option<Reading> {
    let word = spot.word();
    let number: u64 = word.parse().ok().filter(|_| word.len() == 3)?;
    let words = cardinal(number, Form::Alone);
    let whole = number.is_multiple_of(100) && number >= 200;
    whole.then(|| Reading::words(3, words[..1].to_uppercase() + &words[1..]))
}
