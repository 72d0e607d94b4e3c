//! Numbers, fractions, codes, and the signs between them.

use super::number_words::{cardinal, each_digit};
use crate::han::{
    self, Figure, Fraction, figure, groups, is_between, is_minus, is_range, leading_digits, pair,
    roman_numeral,
};
use verbalizer::cursor::Cursor;
use verbalizer::rule::Verbalization;

/// Before these, two is "两".
const COUNTERS: &str = "个個本只隻条條张張人天年岁歲次名位件块塊元米公斤小周星家辆輛座间間句杯瓶双雙对對种種头頭匹棵朵把支封首部篇段口颗顆幅套顿頓遍趟场場点點倍吨噸升步厘毫英美欧歐千万萬亿億百分钟鐘秒片台臺架艘栋棟排串堆圈笔筆则則场門门道";
/// Words in which the character after a two does not count.
const NOT_COUNTED: [&str; 9] =
    ["年级", "年級", "分之", "人称", "分球", "点零", "次元", "分,", "部分"];

/// A two before what it counts.
pub(super) fn counted(number: u64) -> String {
    if number == 2 { "两".to_owned() } else { cardinal(number) }
}

/// `1,234`, `3.14`, `2本`.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = figure(cursor.rest())?;
    let after = cursor.after(figure.length);
    let counts = after.chars().next().is_some_and(|next| COUNTERS.contains(next))
        && !NOT_COUNTED.iter().any(|word| after.starts_with(word))
        && !cursor.before().ends_with(['第', '十', '初']);
    let words = match figure.value() {
        Some(2) if counts => "两".to_owned(),
        _ if figure.is_code() => each_digit(&figure.whole),
        _ => said(&figure),
    };
    Some(Verbalization::words(figure.length, words))
}

/// A number in numerals, with its decimals.
pub(super) fn said(figure: &Figure) -> String {
    let whole = figure.whole.parse().map_or_else(|_| each_digit(&figure.whole), cardinal);
    match &figure.decimals {
        // "二点五", not "两千点五" alone: a number with decimals has no "两" of its own.
        Some(decimals) => format!("{whole}点{}", each_digit(decimals)),
        None => whole,
    }
}

/// `3/4`, `½`, `2½`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let Fraction { length, whole, top, bottom } = han::fraction(cursor.rest())?;
    let whole = whole.map_or_else(String::new, |whole| cardinal(whole) + "又");
    let words = format!("{whole}{}分之{}", cardinal(bottom), cardinal(top));
    Some(Verbalization::words(length, words))
}

/// `3:1`.
pub(super) fn ratio(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, one, other) = pair(cursor.rest(), &[':', '：'])?;
    Some(Verbalization::words(length, format!("{}比{}", cardinal(one), cardinal(other))))
}

/// `1.2.3`.
pub(super) fn version(cursor: &Cursor<'_>) -> Option<Verbalization> {
    han::version(cursor, cardinal)
}

/// `13800138000`, `978-7-02-000220-7`, `302室`.
pub(super) fn code(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some((length, groups)) = groups(cursor.rest(), &['-', '－', '–']) {
        let words: Vec<String> = groups.iter().map(|group| each_digit(group)).collect();
        return Some(Verbalization::words(length, words.join("，")));
    }
    let (digits, length) = leading_digits(cursor.rest());
    let after = cursor.after(length);
    let room = matches!(digits.len(), 3 | 4)
        && ["室", "号房", "號房", "次航班"].iter().any(|noun| after.starts_with(noun));
    let before = cursor.before().trim_end_matches(['是', '为', '：', ':', ' ']);
    let named = ["电话", "電話", "号码", "號碼", "手机", "邮编", "传真"];
    let telephone = digits.len() >= 5 && named.iter().any(|name| before.ends_with(name));
    (room || telephone).then(|| Verbalization::words(length, each_digit(&digits)))
}

/// `路易XIV`, `第Ⅲ部分`.
pub(super) fn roman(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, value) = roman_numeral(cursor)?;
    Some(Verbalization::words(length, cardinal(value)))
}

/// `-5`, `-5℃`.
pub(super) fn minus(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let mark = cursor.first();
    let number = figure(cursor.after(mark.len_utf8()))?;
    let behind = cursor.after(mark.len_utf8() + number.length).trim_start();
    let cold = ["℃", "°C", "摄氏", "攝氏", "度"].iter().any(|unit| behind.starts_with(unit));
    let words = if cold { "零下" } else { "负" };
    is_minus(cursor).then(|| Verbalization::words(mark.len_utf8(), words))
}

/// `3～5`.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    is_range(cursor).then(|| Verbalization::words(cursor.first().len_utf8(), "到"))
}

/// Signs between numbers.
pub(super) fn sign(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let words = match cursor.first() {
        '+' | '＋' => "加",
        '=' | '＝' => "等于",
        '×' => "乘以",
        '÷' => "除以",
        '&' | '＆' => "和",
        _ => return None,
    };
    let length = cursor.first().len_utf8();
    let between = is_between(cursor, length);
    between.then(|| Verbalization::words(length, words))
}
