//! Numbers, fractions, telephone numbers, and the signs between them.

use super::number_words::{cardinal, each_digit, section};
use crate::han::{
    self, Figure, Fraction, figure, groups, is_between, is_minus, is_range, pair, roman_numeral,
};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

const POWERS: [char; 4] = ['万', '億', '兆', '京'];

/// `1,234`, `3.14`, `1000万`.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = figure(cursor.rest())?;
    let after = cursor.after(figure.length);
    // "3D" and "5G" are said in English.
    if after.starts_with(|letter: char| letter.is_ascii_uppercase()) {
        return None;
    }
    let joined = after.starts_with(POWERS) || cursor.before().ends_with(POWERS);
    let words = match figure.value() {
        _ if figure.is_code() => each_digit(&figure.whole, "ゼロ"),
        Some(0) if after.starts_with(['時', '点', '度']) => "零".to_owned(),
        Some(value) if joined && (1..10_000).contains(&value) => section(value, true),
        _ => said(&figure),
    };
    Some(Verbalization::words(figure.length, words))
}

/// A number in numerals, with its decimals.
pub(super) fn said(figure: &Figure) -> String {
    let whole = figure.whole.parse().ok();
    match (&figure.decimals, whole) {
        (Some(decimals), Some(0)) => format!("零点{}", each_digit(decimals, "零")),
        (Some(decimals), Some(whole)) => {
            format!("{}点{}", cardinal(whole), each_digit(decimals, "零"))
        }
        (None, Some(whole)) => cardinal(whole),
        (_, None) => each_digit(&figure.whole, "ゼロ"),
    }
}

/// `3/4`, `½`, `2½`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let Fraction { length, whole, top, bottom } = han::fraction(cursor.rest())?;
    let whole = whole.map_or_else(String::new, |whole| cardinal(whole) + "と");
    let words = format!("{whole}{}分の{}", cardinal(bottom), cardinal(top));
    Some(Verbalization::words(length, words))
}

/// `3:1`.
pub(super) fn ratio(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, one, other) = pair(cursor.rest(), &[':', '：'])?;
    Some(Verbalization::words(length, format!("{}対{}", cardinal(one), cardinal(other))))
}

/// `03-1234-5678`, `ISBN 978-4-00-310101-8`: digit by digit, with a pause between the groups.
pub(super) fn telephone(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, groups) = groups(cursor.rest(), &['-', '－', '–'])?;
    let words: Vec<String> = groups.iter().map(|group| each_digit(group, "ゼロ")).collect();
    Some(Verbalization::words(length, words.join("、")))
}

/// `1.2.3`.
pub(super) fn version(cursor: &Cursor<'_>) -> Option<Verbalization> {
    han::version(cursor, cardinal)
}

/// `ルイXIV世`, `第Ⅲ部`.
pub(super) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, value) = roman_numeral(cursor)?;
    Some(Verbalization::words(length, cardinal(value)))
}

/// `-5`.
pub(super) fn minus(cursor: &Cursor<'_>) -> Option<Verbalization> {
    is_minus(cursor).then(|| Verbalization::words(cursor.first().len_utf8(), "マイナス"))
}

/// `3〜5`.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    is_range(cursor).then(|| Verbalization::words(cursor.first().len_utf8(), "から"))
}

/// Signs between numbers and words.
pub(super) fn sign(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let words = match cursor.first() {
        '+' | '＋' => "プラス",
        '=' | '＝' => "イコール",
        '×' => "かける",
        '÷' => "わる",
        '&' | '＆' => "アンド",
        _ => return None,
    };
    let length = cursor.first().len_utf8();
    let between = is_between(cursor, length);
    // "＝" also joins the parts of foreign names.
    let number = cursor.after(length).trim_start().starts_with(|next: char| next.is_numeric());
    (between && (number || words == "アンド")).then(|| Verbalization::words(length, words))
}
