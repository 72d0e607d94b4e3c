//! The Polish words for abbreviations and signs.

use super::number_words::cardinal;
use crate::counting::{Case, Gender};
use verbalizer::european::{
    AngleWords, BibleBooks, Grammar, NumberForm, PowerWords, RomanNumeralContext, noun,
};
use verbalizer::number_format::NumberFormat;

/// In the genitive, as after a day.
pub(super) const MONTHS: [&str; 12] = [
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
];

/// Numbers, measures and money are in `COUNTING`.
pub(super) static GRAMMAR: Grammar = Grammar {
    style: NumberFormat { groups: &['\u{a0}', '\u{202f}', '\u{2009}', ' ', '.'], point: ',' },
    cardinal: |number, _| cardinal(number, Gender::Masculine, Case::Nominative),
    point: "przecinek",
    single_decimals: false,
    singular_below_two: false,
    form_before: |_, _| NumberForm::Alone,
    minus: "minus",
    range: "–",
    of: str::to_owned,
    units: &[],
    currencies: &[],
    and_cents: "",
    names_cents: true,
    shortenings: &super::abbreviations::SHORTENINGS,
    fractions: &[
        ("½", "pół"),
        ("¼", "jedna czwarta"),
        ("¾", "trzy czwarte"),
        ("⅓", "jedna trzecia"),
        ("⅔", "dwie trzecie"),
        ("⅛", "jedna ósma"),
    ],
    and_fraction: "i",
    signs: &[
        ('&', "i"),
        ('+', "plus"),
        ('=', "równa się"),
        ('×', "razy"),
        ('§', "paragraf"),
        ('%', "procent"),
    ],
    numerals: RomanNumeralContext { divisions: &[], names: &[], little: &[] },
    ratio: "do",
    per: |unit| format!("na {unit}"),
    powers: PowerWords {
        squared: "do kwadratu",
        cubed: "do sześcianu",
        to_the: "do potęgi",
        exponent: |number| cardinal(number, Gender::Masculine, Case::Nominative),
    },
    scales: &[],
    angles: AngleWords {
        degree: noun("stopień", "stopni", NumberForm::Masculine),
        minute: noun("minuta", "minut", NumberForm::Feminine),
        second: noun("sekunda", "sekund", NumberForm::Feminine),
        directions: &[("N", "północ"), ("S", "południe"), ("E", "wschód"), ("W", "zachód")],
    },
    bible: &BibleBooks::NONE,
};
