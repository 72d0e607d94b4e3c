//! Days of the year.

use std::sync::LazyLock;

use regex::Regex;

use crate::normal::en::context::{MONTHS, is_counted, is_one_of, month};
use crate::normal::en::numbers::{cardinal, ordinal, year};
use crate::normal::en::plain::ordinal_figure;
use crate::normal::figures::digits;
use crate::normal::rule::{Reading, pattern};
use crate::normal::spot::Spot;

static ISO: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d{4})-(\d\d)-(\d\d)\b"));
static SLASHES: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})([/.])(\d{1,2})([/.])(\d{4}|\d\d)\b"));

/// `1984-05-31`, `31/5/1984`, `5/31/84`.
pub(crate) fn figures(spot: &Spot<'_>) -> Option<Reading> {
    let american = spot.is_in("US");
    if let Some(found) = spot.find(&ISO) {
        let number = |part: usize| found[part].parse::<u64>().ok();
        let words = date(number(3)?, number(2)?, number(1)?, american)?;
        return Some(Reading::words(found[0].len(), words));
    }
    let found = spot.find(&SLASHES)?;
    if found[2] != found[4] || (&found[2] == "." && found[5].len() == 2) {
        return None;
    }
    let number = |part: usize| found[part].parse::<u64>().ok();
    let (first, second, written) = (number(1)?, number(3)?, number(5)?);
    let full = match written {
        0..30 => 2000 + written,
        30..100 => 1900 + written,
        _ => written,
    };
    let elsewhere = ["GB", "IE", "AU", "NZ", "IN", "ZA"].iter().any(|region| spot.is_in(region));
    let words = match (first, second) {
        (13.., _) => date(first, second, full, false),
        (_, 13..) => date(second, first, full, true),
        _ if american => date(second, first, full, true),
        _ if elsewhere || &found[2] == "." => date(first, second, full, false),
        _ => None,
    };
    let doubtful = || {
        let short = if written < 100 { cardinal(written) } else { year(written) };
        (&found[2] == "/")
            .then(|| format!("{} slash {} slash {short}", cardinal(first), cardinal(second)))
    };
    Some(Reading::words(found[0].len(), words.or_else(doubtful)?))
}

fn date(day: u64, month: u64, full: u64, american: bool) -> Option<String> {
    let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?).filter(|_| is_day(day))?;
    Some(match american {
        true => format!("{name} {}, {}", ordinal(day), year(full)),
        false => format!("the {} of {name} {}", ordinal(day), year(full)),
    })
}

fn is_day(number: u64) -> bool {
    (1..=31).contains(&number)
}

/// The `5` of `5 May`, `May 5`, `5–7 May` and `May 5–7`.
pub(crate) fn day(spot: &Spot<'_>) -> Option<Reading> {
    let (length, number) = match ordinal_figure(spot) {
        Some(found) => found,
        None => (digits(spot.rest()), spot.rest()[..digits(spot.rest())].parse().ok()?),
    };
    let apart = !spot.after(length).starts_with([':', '/', '%', '°', ',', '.'])
        || !spot.after(length + 1).starts_with(|c: char| c.is_ascii_digit());
    if !is_day(number) || !apart || spot.word().len() > length {
        return None;
    }
    let words = ordinal(number);
    if month(spot.next_word(length)).is_some_and(|_| names_month(spot, length)) {
        let article = if is_one_of(spot.previous_word(), &["the"]) { "" } else { "the " };
        return Some(Reading::words(length, format!("{article}{words} of")));
    }
    if starts_range_of_days(spot, length) {
        return Some(Reading::words(length, format!("the {words}")));
    }
    let follows = month(spot.previous_word()).is_some() && !is_counted(spot.next_word(length));
    if follows || ends_range_of_days(spot) {
        let british = ["GB", "IE", "AU", "NZ"].iter().any(|region| spot.is_in(region));
        return Some(Reading::words(
            length,
            if british && follows { format!("the {words}") } else { words },
        ));
    }
    None
}

/// Whether the word after a day is a month, not a word that looks like one.
fn names_month(spot: &Spot<'_>, length: usize) -> bool {
    let word = spot.next_word(length);
    let stop = spot.after(length + 1 + word.len()).starts_with('.');
    MONTHS.contains(&word) || word.len() > 3 || stop || !spot.ends_after(length + 1 + word.len())
}

fn starts_range_of_days(spot: &Spot<'_>, length: usize) -> bool {
    let Some(after) = spot.after(length).strip_prefix(['–', '-']) else { return false };
    let end = digits(after);
    let skipped = spot.rest().len() - after.len() + end;
    (1..3).contains(&end) && month(spot.next_word(skipped)).is_some()
}

/// Whether `May 5–` stands before.
fn ends_range_of_days(spot: &Spot<'_>) -> bool {
    let Some(before) = spot.before().strip_suffix(['–', '-']) else { return false };
    let name = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let first = Spot { at: spot.at - (spot.before().len() - name.len()), hints: &[], ..*spot };
    (1..3).contains(&(before.len() - name.len())) && month(first.previous_word()).is_some()
}
