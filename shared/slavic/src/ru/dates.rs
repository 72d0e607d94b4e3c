//! Days: `12 апреля`, `с 1 по 15 июля`, `12.04.1961`.

use super::agreement::noun_after;
use super::ordinal_words::{RussianForm, ordinal};
use super::words::MONTHS;
use crate::counting::days::{DayJoins, before_days, month_behind};
use verbalizer::cursor::Cursor;
use verbalizer::figures::figure_date;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// Between days.
const JOINS: DayJoins = DayJoins {
    and: &["и ", "или "],
    ranges: &["–", "—", "-", "по ", "до ", "на ", "(", "/"],
    before: &["–", "—", "-", " и", " или", ",", "(", "/"],
};

/// `12 апреля`, and `1` of "1 и 2 мая".
pub(super) fn day(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok().filter(|day| (1..=31).contains(day))?;
    let (start, month) = month_behind(cursor, length, &MONTHS, &JOINS).filter(|_| length <= 2)?;
    // A date that is all there is, as a heading.
    let rest =
        cursor.after(start + month.len()).trim_matches(|letter: char| !letter.is_alphabetic());
    let alone = cursor.begins() && matches!(rest, "" | "г" | "года");
    let agreement = if alone { RussianForm::Neuter } else { of_day(cursor) };
    Some(Verbalization::words(length, ordinal(number, agreement)?))
}

/// A day is "on" it unless a word before says otherwise.
fn of_day(cursor: &Cursor<'_>) -> RussianForm {
    match before_days(cursor, &JOINS).previous_word().to_lowercase().as_str() {
        "к" | "ко" => RussianForm::Dative,
        "перед" | "между" => RussianForm::Instrumental,
        "на" | "по" | "сегодня" | "завтра" | "вчера" | "наступило" | "настало" | "через" => {
            RussianForm::Neuter
        }
        _ => RussianForm::Genitive,
    }
}

/// `12.04.1961`, `1961-04-12 г.`
pub(super) fn figures(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let date = figure_date(cursor.rest(), &['.', '/'])?;
    let alone = cursor.begins() && cursor.ends_after(date.length);
    let agreement = if alone { RussianForm::Neuter } else { of_day(cursor) };
    let day = ordinal(date.day, agreement)?;
    let year = ordinal(date.year, RussianForm::Genitive)?;
    let (near, start, noun) = noun_after(cursor, date.length);
    let named = near && matches!(noun, "г" | "г." | "года");
    let length = if named { start + noun.len() } else { date.length };
    let stop = named && noun.ends_with('.') && cursor.ends_after(length);
    let words = format!("{day} {} {year} года", MONTHS[date.month - 1]);
    Some(Verbalization::words(length - usize::from(stop), words))
}
