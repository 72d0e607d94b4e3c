//! Dates, times and years: years are read digit by digit.

use super::number_words::{cardinal, each_digit};
use super::numbers::counted;
use crate::han::{
    date as figures, figure, is_life, leading_digits, range_ends_with, time as clock,
};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// `1999-05-04`.
pub(super) fn date(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, year, month, day) = figures(cursor.rest())?;
    let words = format!("{}年{}月{}日", each_digit(&year), cardinal(month), cardinal(day));
    Some(Verbalization::words(length, words))
}

/// `14:30`, `8:05`, `9:58:07`.
pub(super) fn time(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, hours, minutes, seconds) = clock(cursor.rest())?;
    let two =
        |value: u64| if value < 10 { format!("零{}", cardinal(value)) } else { cardinal(value) };
    let mut words = counted(hours) + "点";
    if minutes > 0 || seconds.is_some() {
        words += &format!("{}分", two(minutes));
    }
    if let Some(seconds) = seconds {
        words += &format!("{}秒", two(seconds));
    }
    Some(Verbalization::words(length, words))
}

/// `1984年`, `1990年代`, `1937—1945年`, `（1881—1936）`, `公元前221年`.
pub(super) fn year(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (digits, length) = leading_digits(cursor.rest());
    let after = cursor.after(length);
    let era = ["公元", "公元前", "西元", "西元前"].iter().any(|era| cursor.before().ends_with(era));
    let named = after.starts_with('年') || range_ends_with(cursor, length, &["年"]);
    let long = digits.len() == 4 || digits.len() == 3 && era;
    let life = figure(cursor.rest()).is_some_and(|figure| is_life(cursor, &figure));
    // "两千年前" counts years.
    let lasts = [
        "年来，",
        "年来的",
        "年来也",
        "年来没",
        "年来都",
        "年来从",
        "年来一",
        "年间",
        "年間",
        "年的历史",
        "年歷史",
        "年历史",
    ];
    let counts = lasts.iter().any(|words| after.starts_with(words))
        && !range_ends_with(cursor, length, &["年"])
        || digits.ends_with("000")
            && ["年前", "年来", "年的", "年后", "年間", "年间"]
                .iter()
                .any(|words| after.starts_with(words));
    (long && !counts && (named || life)).then(|| Verbalization::words(length, each_digit(&digits)))
}
