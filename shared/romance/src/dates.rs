//! Dates in figures: `14/07/1789`, `3-XI-1587`.

use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::figures::{FigureDate, figure_date, roman_month_date};
use verbalizer::rule::Verbalization;

/// A date, whose month may be a Roman numeral.
pub(crate) fn in_figures(text: &str) -> Option<FigureDate> {
    figure_date(text, &['/', '-', '.']).or_else(|| roman_month_date(text))
}

/// "Premier mai 1802": the first of a month is an ordinal, and nothing stands between the words.
pub(crate) fn with_ordinal_first(
    cursor: &Cursor<'_>,
    months: &[&str; 12],
    cardinal: fn(u64, NumberForm) -> String,
    ordinal: fn(u64, NumberForm) -> String,
) -> Option<Verbalization> {
    let date = in_figures(cursor.rest())?;
    let day = match date.day {
        1 => ordinal(1, NumberForm::Masculine),
        day => cardinal(day, NumberForm::Alone),
    };
    let year = cardinal(date.year, NumberForm::Alone);
    Some(Verbalization::words(date.length, format!("{day} {} {year}", months[date.month - 1])))
}
