//! Numbers in Polish words.

use super::numeral_declension::{hundred, power, small, ten};
use crate::counting::{Case, Gender, Plural};

const POWERS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "trylion"),
    (1_000_000_000_000_000, "biliard"),
    (1_000_000_000_000, "bilion"),
    (1_000_000_000, "miliard"),
    (1_000_000, "milion"),
    (1000, "tysiąc"),
];

/// The plural after a number: "22 lata", "21 lat".
pub(super) fn plural(number: u64) -> Plural {
    match (number, number % 10, number % 100) {
        (1, ..) => Plural::One,
        (_, _, 11..=14) => Plural::Many,
        (_, 2..=4, _) => Plural::Few,
        _ => Plural::Many,
    }
}

/// "Dwadzieścia dwie", "dwudziestoma dwiema"; before men the end is in the genitive.
pub(super) fn cardinal(number: u64, gender: Gender, case: Case) -> String {
    if number < 2 {
        return small(number, gender, case);
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (value, word) in POWERS {
        let count = left / value;
        left %= value;
        // "Tysiąc", not "jeden tysiąc".
        match count {
            0 => continue,
            1 if value == 1000 => {}
            1 => parts.push(small(1, Gender::Masculine, case)),
            _ => hundreds(count, Gender::Masculine, case, &mut parts),
        }
        parts.push(power(word, plural(count), case));
    }
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    let case = if gender == Gender::Men && direct { Case::Genitive } else { case };
    hundreds(left, gender, case, &mut parts);
    parts.join(" ")
}

/// Adds the words of a number below a thousand; "jeden" at its end never changes.
fn hundreds(number: u64, gender: Gender, case: Case, parts: &mut Vec<String>) {
    if number >= 100 {
        parts.push(hundred(number / 100, case));
    }
    let rest = number % 100;
    if rest >= 20 {
        parts.push(ten(rest / 10, case));
    }
    match if rest < 20 { rest } else { rest % 10 } {
        0 => {}
        1 => parts.push("jeden".to_owned()),
        unit => parts.push(small(unit, gender, case)),
    }
}

/// "Dwudziestopięcio", before the rest of a compound such as "-letni".
pub(super) fn prefix(number: u64) -> Option<String> {
    let unit = |unit| match unit {
        0 => String::new(),
        1 => "jedno".to_owned(),
        2 => "dwu".to_owned(),
        3 => "trzy".to_owned(),
        4 => "cztero".to_owned(),
        _ => joining(&small(unit, Gender::Masculine, Case::Genitive)),
    };
    let tens = |tens| joining(&ten(tens, Case::Genitive));
    match number {
        0 | 200.. => None,
        100.. => Some(format!("stu{}", prefix(number - 100).unwrap_or_default())),
        20.. => Some(tens(number / 10) + &unit(number % 10)),
        _ => Some(unit(number)),
    }
}

/// "Pięciu" within a compound: "pięcio".
fn joining(word: &str) -> String {
    word.strip_suffix('u').map_or_else(|| word.to_owned(), |stem| format!("{stem}o"))
}

/// "Trzy przecinek czternaście", in every case; from the third decimal on digit by digit.
pub(super) fn decimal(whole: &str, decimals: &str, _case: Case) -> String {
    let said = |number| cardinal(number, Gender::Masculine, Case::Nominative);
    let whole = whole.parse().map_or_else(|_| each_digit(whole), said);
    let zeros = decimals.len() - decimals.trim_start_matches('0').len();
    let part = match decimals.parse::<u64>() {
        Ok(number) if decimals.len() <= 2 && number > 0 => "zero ".repeat(zeros) + &said(number),
        _ => each_digit(decimals),
    };
    format!("{whole} przecinek {part}")
}

fn each_digit(digits: &str) -> String {
    let values = digits.chars().filter_map(|digit| digit.to_digit(10));
    let said = |value| small(u64::from(value), Gender::Masculine, Case::Nominative);
    values.map(said).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_polish() {
        check_numbers(
            |number| cardinal(number, Gender::Masculine, Case::Nominative),
            &[
                (0, "zero"),
                (21, "dwadzieścia jeden"),
                (115, "sto piętnaście"),
                (1_000, "tysiąc"),
                (2_002, "dwa tysiące dwa"),
                (21_000, "dwadzieścia jeden tysięcy"),
                (1_000_001, "jeden milion jeden"),
                (5_000_000_000, "pięć miliardów"),
            ],
        );
        assert_eq!(cardinal(22, Gender::Feminine, Case::Nominative), "dwadzieścia dwie");
        assert_eq!(cardinal(1200, Gender::Masculine, Case::Genitive), "tysiąca dwustu");
        assert_eq!(cardinal(3, Gender::Men, Case::Nominative), "trzech");
        assert_eq!(cardinal(50, Gender::Masculine, Case::Instrumental), "pięćdziesięcioma");
        assert_eq!(cardinal(22, Gender::Feminine, Case::Instrumental), "dwudziestoma dwiema");
        assert_eq!(cardinal(1_004, Gender::Masculine, Case::Dative), "tysiącowi czterem");
        assert_eq!(cardinal(500, Gender::Masculine, Case::Prepositional), "pięciuset");
    }
}
