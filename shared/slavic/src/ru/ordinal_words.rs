//! Ordinals in Russian words.

use super::number_words::{cardinal, prefix};
use crate::counting::{Case, Gender};

/// The gender, number and case of an ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RussianForm {
    Masculine,
    Feminine,
    Neuter,
    Plural,
    /// Masculine or neuter.
    Genitive,
    Dative,
    Instrumental,
    Prepositional,
    /// Every case of the feminine but the nominative and the accusative.
    FeminineOblique,
    FeminineObject,
    /// Also the prepositional.
    PluralGenitive,
    PluralDative,
    PluralInstrumental,
}

/// The stems of the ordinals of 0 to 19.
const SMALL: [&str; 20] = [
    "нулев",
    "перв",
    "втор",
    "трет",
    "четвёрт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
    "тринадцат",
    "четырнадцат",
    "пятнадцат",
    "шестнадцат",
    "семнадцат",
    "восемнадцат",
    "девятнадцат",
];
const TENS: [&str; 10] = [
    "",
    "",
    "двадцат",
    "тридцат",
    "сороков",
    "пятидесят",
    "шестидесят",
    "семидесят",
    "восьмидесят",
    "девяност",
];
/// Stems whose ending is stressed: "второй".
const STRESSED: [&str; 6] = ["нулев", "втор", "шест", "седьм", "восьм", "сороков"];

/// "Тысяча девятьсот шестьдесят первого".
pub(super) fn ordinal(number: u64, agreement: RussianForm) -> Option<String> {
    let (before, stem) = parts(number)?;
    let ending = match stem.as_str() {
        "трет" => soft(agreement),
        stem if STRESSED.contains(&stem) && agreement == RussianForm::Masculine => "ой",
        _ => hard(agreement),
    };
    let gap = if before == 0 { "" } else { " " };
    let before = if before == 0 {
        String::new()
    } else {
        cardinal(before, Gender::Masculine, Case::Nominative)
    };
    Some(format!("{before}{gap}{stem}{ending}"))
}

/// What is said as a cardinal, and the stem of the rest.
fn parts(number: u64) -> Option<(u64, String)> {
    let at = |words: &[&str], index: u64| {
        usize::try_from(index)
            .ok()
            .and_then(|index| words.get(index))
            .map(|word| (*word).to_owned())
    };
    let last = number % 100;
    Some(match number {
        0 => (0, at(&SMALL, 0)?),
        _ if (1..20).contains(&last) => (number - last, at(&SMALL, last)?),
        _ if last > 0 && number.is_multiple_of(10) => (number - last, at(&TENS, last / 10)?),
        _ if last > 0 => (number - number % 10, at(&SMALL, number % 10)?),
        _ if !number.is_multiple_of(1000) => {
            let hundreds = number % 1000;
            let stem = if hundreds == 100 { "сот".to_owned() } else { prefix(hundreds)? };
            (number - hundreds, stem)
        }
        1000 => (0, "тысячн".to_owned()),
        2000..=999_000 => (0, prefix(number / 1000)? + "тысячн"),
        1_000_000 => (0, "миллионн".to_owned()),
        _ => return None,
    })
}

/// The ending of most ordinals and adjectives.
pub(super) fn hard(agreement: RussianForm) -> &'static str {
    match agreement {
        RussianForm::Masculine => "ый",
        RussianForm::Feminine => "ая",
        RussianForm::Neuter => "ое",
        RussianForm::Plural => "ые",
        RussianForm::Genitive => "ого",
        RussianForm::Dative => "ому",
        RussianForm::Instrumental | RussianForm::PluralDative => "ым",
        RussianForm::Prepositional => "ом",
        RussianForm::FeminineOblique => "ой",
        RussianForm::FeminineObject => "ую",
        RussianForm::PluralGenitive => "ых",
        RussianForm::PluralInstrumental => "ыми",
    }
}

/// The endings of "третий".
fn soft(agreement: RussianForm) -> &'static str {
    match agreement {
        RussianForm::Masculine => "ий",
        RussianForm::Feminine => "ья",
        RussianForm::Neuter => "ье",
        RussianForm::Plural => "ьи",
        RussianForm::Genitive => "ьего",
        RussianForm::Dative => "ьему",
        RussianForm::Instrumental | RussianForm::PluralDative => "ьим",
        RussianForm::Prepositional => "ьем",
        RussianForm::FeminineOblique => "ьей",
        RussianForm::FeminineObject => "ью",
        RussianForm::PluralGenitive => "ьих",
        RussianForm::PluralInstrumental => "ьими",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn ordinals_follow_the_rules_of_russian() {
        check_numbers(
            |number| ordinal(number, RussianForm::Masculine).unwrap_or_default(),
            &[
                (2, "второй"),
                (3, "третий"),
                (20, "двадцатый"),
                (40, "сороковой"),
                (100, "сотый"),
                (101, "сто первый"),
                (300, "трёхсотый"),
                (500, "пятисотый"),
                (1_000, "тысячный"),
                (1_900, "тысяча девятисотый"),
                (1_961, "тысяча девятьсот шестьдесят первый"),
                (2_000, "двухтысячный"),
            ],
        );
    }
}
