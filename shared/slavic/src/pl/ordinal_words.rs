//! Ordinals in Polish words.

use super::number_words::cardinal;
use crate::counting::{Case, Gender};

/// The gender, number and case of an ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PolishForm {
    Masculine,
    Feminine,
    /// Also the plural of all but men.
    Neuter,
    /// Masculine or neuter.
    Genitive,
    Dative,
    /// Also the instrumental.
    Locative,
    /// Genitive, dative and locative.
    FeminineOblique,
    /// Accusative and instrumental.
    FeminineObject,
    PluralGenitive,
}

const SMALL: [&str; 20] = [
    "zerow",
    "pierwsz",
    "drug",
    "trzec",
    "czwart",
    "piąt",
    "szóst",
    "siódm",
    "ósm",
    "dziewiąt",
    "dziesiąt",
    "jedenast",
    "dwunast",
    "trzynast",
    "czternast",
    "piętnast",
    "szesnast",
    "siedemnast",
    "osiemnast",
    "dziewiętnast",
];
const TENS: [&str; 10] = [
    "",
    "",
    "dwudziest",
    "trzydziest",
    "czterdziest",
    "pięćdziesiąt",
    "sześćdziesiąt",
    "siedemdziesiąt",
    "osiemdziesiąt",
    "dziewięćdziesiąt",
];
const HUNDREDS: [&str; 10] = [
    "",
    "setn",
    "dwusetn",
    "trzechsetn",
    "czterechsetn",
    "pięćsetn",
    "sześćsetn",
    "siedemsetn",
    "osiemsetn",
    "dziewięćsetn",
];
const THOUSANDS: [&str; 4] = ["", "tysięczn", "dwutysięczn", "trzytysięczn"];

/// "Tysiąc dziewięćset dziewięćdziesiątego dziewiątego": tens and units are ordinals, the rest is not.
pub(super) fn ordinal(number: u64, agreement: PolishForm) -> Option<String> {
    let at = |words: &[&'static str], index: u64| {
        usize::try_from(index).ok().and_then(|index| words.get(index)).copied()
    };
    let last = number % 100;
    let (before, stems) = match last {
        _ if number == 0 => (0, vec![at(&SMALL, 0)?]),
        1..20 => (number - last, vec![at(&SMALL, last)?]),
        20.. if last.is_multiple_of(10) => (number - last, vec![at(&TENS, last / 10)?]),
        20.. => (number - last, vec![at(&TENS, last / 10)?, at(&SMALL, last % 10)?]),
        _ if !number.is_multiple_of(1000) => {
            (number - number % 1000, vec![at(&HUNDREDS, number % 1000 / 100)?])
        }
        _ => (0, vec![at(&THOUSANDS, number / 1000)?]),
    };
    let mut parts = Vec::new();
    if before > 0 {
        parts.push(cardinal(before, Gender::Masculine, Case::Nominative));
    }
    parts.extend(stems.into_iter().map(|stem| inflected(stem, agreement)));
    Some(parts.join(" "))
}

fn inflected(stem: &str, agreement: PolishForm) -> String {
    let ending = match agreement {
        PolishForm::Masculine => "y",
        PolishForm::Feminine => "a",
        PolishForm::Neuter => "e",
        PolishForm::Genitive => "ego",
        PolishForm::Dative => "emu",
        PolishForm::Locative => "ym",
        PolishForm::FeminineOblique => "ej",
        PolishForm::FeminineObject => "ą",
        PolishForm::PluralGenitive => "ych",
    };
    let softened = match (stem, ending.strip_prefix('y')) {
        // "Drugi", "trzecim".
        ("drug" | "trzec", Some(rest)) => format!("i{rest}"),
        ("drug", None) if ending.starts_with('e') => format!("i{ending}"),
        ("trzec", None) => format!("i{ending}"),
        _ => ending.to_owned(),
    };
    format!("{stem}{softened}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn ordinals_follow_the_rules_of_polish() {
        check_numbers(
            |number| ordinal(number, PolishForm::Masculine).unwrap_or_default(),
            &[
                (2, "drugi"),
                (3, "trzeci"),
                (21, "dwudziesty pierwszy"),
                (100, "setny"),
                (101, "sto pierwszy"),
                (1_900, "tysiąc dziewięćsetny"),
                (1_999, "tysiąc dziewięćset dziewięćdziesiąty dziewiąty"),
                (2_000, "dwutysięczny"),
                (2_003, "dwa tysiące trzeci"),
            ],
        );
        assert_eq!(ordinal(3, PolishForm::FeminineObject).as_deref(), Some("trzecią"));
        assert_eq!(ordinal(2, PolishForm::Genitive).as_deref(), Some("drugiego"));
    }
}
