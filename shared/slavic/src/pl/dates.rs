//! Days: `5 maja`, `od 1 do 15 lipca`, `5 V 1999`, `04.05.1999`.

use super::agreement::noun_after;
use super::ordinal_words::{PolishForm, ordinal};
use super::words::MONTHS;
use crate::counting::days::{DayJoins, before_days, month_behind};
use verbalizer::cursor::Cursor;
use verbalizer::figures::figure_date;
use verbalizer::number_format::{digits, roman};
use verbalizer::rule::Verbalization;

/// Between days.
const JOINS: DayJoins = DayJoins {
    and: &["i ", "lub ", "oraz ", "a "],
    ranges: &["–", "—", "-", "do ", "na ", "(", "/"],
    before: &["–", "—", "-", " i", " lub", " oraz", " a", ",", "(", "/"],
};

/// `5 maja`, `1` of "od 1 do 15 lipca", and `5 V 1999`.
pub(super) fn day(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok().filter(|day| (1..=31).contains(day))?;
    let (near, start, month) = noun_after(cursor, length);
    let month = month.trim_end_matches('.');
    let end = start + month.len();
    let rest = cursor.after(end);
    let alone = cursor.begins()
        && matches!(rest.trim_matches(|letter: char| !letter.is_alphabetic()), "" | "r" | "roku");
    let agreement = if alone { PolishForm::Masculine } else { of_day(cursor) };
    let words = ordinal(number, agreement)?;
    let named = month_behind(cursor, length, &MONTHS, &JOINS);
    if named.is_some() && length <= 2 {
        return Some(Verbalization::words(length, words));
    }
    let month = usize::try_from(roman(month)?).ok().filter(|month| (1..=12).contains(month))?;
    let dated = near && digits(rest.trim_start()) == 4;
    dated.then(|| Verbalization::words(end, format!("{words} {}", MONTHS[month - 1])))
}

/// A day is "on" it unless a word before says otherwise.
fn of_day(cursor: &Cursor<'_>) -> PolishForm {
    match before_days(cursor, &JOINS).previous_word().to_lowercase().as_str() {
        "przed" | "po" | "między" | "pomiędzy" => PolishForm::Locative,
        "na" | "jest" | "nadszedł" | "dzisiaj" | "jutro" | "przez" => PolishForm::Masculine,
        _ => PolishForm::Genitive,
    }
}

/// `04.05.1999`, `1999-05-04 r.`
pub(super) fn figures(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let date = figure_date(cursor.rest(), &['.', '/', '-'])?;
    let alone = cursor.begins() && cursor.ends_after(date.length);
    let agreement = if alone { PolishForm::Masculine } else { of_day(cursor) };
    let day = ordinal(date.day, agreement)?;
    let year = ordinal(date.year, PolishForm::Genitive)?;
    let (near, start, noun) = noun_after(cursor, date.length);
    let named = near && matches!(noun, "r" | "r." | "roku" | "roku.");
    let length = if named { start + noun.len() } else { date.length };
    let stop = named && noun.ends_with('.') && cursor.ends_after(length);
    let words = format!("{day} {} {year} roku", MONTHS[date.month - 1]);
    Some(Verbalization::words(length - usize::from(stop), words))
}
