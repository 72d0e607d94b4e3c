//! The Russian words for abbreviations and signs.

use super::number_words::cardinal;
use crate::counting::{Case, Gender};
use verbalizer::european::{
    AngleWords, BibleBooks, Grammar, NumberForm, PowerWords, RomanNumeralContext, noun,
};
use verbalizer::number_format::NumberFormat;

/// In the genitive, as after a day.
pub(super) const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// Numbers, measures and money are in `COUNTING`.
pub(super) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal: |number, _| cardinal(number, Gender::Masculine, Case::Nominative),
    point: "запятая",
    single_decimals: true,
    singular_below_two: false,
    form_before: |_, _| NumberForm::Alone,
    minus: "минус",
    range: "—",
    of: str::to_owned,
    units: &[],
    currencies: &[],
    and_cents: "",
    names_cents: true,
    shortenings: &super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "одна вторая"),
        ("¼", "одна четвёртая"),
        ("¾", "три четвёртых"),
        ("⅓", "одна третья"),
        ("⅔", "две третьих"),
        ("⅛", "одна восьмая"),
    ],
    and_fraction: "и",
    signs: &[
        ('&', "и"),
        ('+', "плюс"),
        ('=', "равно"),
        ('×', "на"),
        ('§', "параграф"),
        ('%', "процентов"),
    ],
    numerals: RomanNumeralContext { divisions: &[], names: &[], little: &[] },
    ratio: "к",
    per: |unit| format!("в {unit}"),
    powers: PowerWords {
        squared: "в квадрате",
        cubed: "в кубе",
        to_the: "в степени",
        exponent: |number| cardinal(number, Gender::Masculine, Case::Nominative),
    },
    scales: &[],
    angles: AngleWords {
        degree: noun("градус", "градусов", NumberForm::Masculine),
        minute: noun("минута", "минут", NumberForm::Feminine),
        second: noun("секунда", "секунд", NumberForm::Feminine),
        directions: &[("N", "север"), ("S", "юг"), ("E", "восток"), ("W", "запад")],
    },
    bible: &BibleBooks::NONE,
};
