//! Numbers in Russian words.

use super::numeral_declension::{hundred, part, power, small, ten};
use crate::counting::{Case, Gender, Plural};

/// The powers of a thousand, without their endings.
const POWERS: [(u64, &str); 6] = [
    (1_000_000_000_000_000_000, "квинтиллион"),
    (1_000_000_000_000_000, "квадриллион"),
    (1_000_000_000_000, "триллион"),
    (1_000_000_000, "миллиард"),
    (1_000_000, "миллион"),
    (1000, "тысяч"),
];

/// The plural after a number: "21 год", "22 года", "25 лет".
pub(super) fn plural(number: u64) -> Plural {
    match (number % 10, number % 100) {
        (_, 11..=14) => Plural::Many,
        (1, _) => Plural::One,
        (2..=4, _) => Plural::Few,
        _ => Plural::Many,
    }
}

/// "Двадцать одна", "двадцати одной", "двадцатью одной".
pub(super) fn cardinal(number: u64, gender: Gender, case: Case) -> String {
    if number == 0 {
        return small(0, gender, case);
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (value, stem) in POWERS {
        let count = left / value;
        left %= value;
        if count == 0 {
            continue;
        }
        // "Тысяча", not "одна тысяча".
        if count > 1 || value > 1000 {
            let gender = if value == 1000 { Gender::Feminine } else { Gender::Masculine };
            hundreds(count, gender, case, &mut parts);
        }
        parts.push(power(stem, plural(count), case));
    }
    hundreds(left, gender, case, &mut parts);
    parts.join(" ")
}

/// Adds the words of a number below a thousand.
fn hundreds(number: u64, gender: Gender, case: Case, parts: &mut Vec<String>) {
    if number >= 100 {
        parts.push(hundred(number / 100, case));
    }
    let rest = number % 100;
    if rest >= 20 {
        parts.push(ten(rest / 10, case));
    }
    let unit = if rest < 20 { rest } else { rest % 10 };
    if unit > 0 {
        parts.push(small(unit, gender, case));
    }
}

/// "Двадцатипяти", before the rest of a compound such as "-летний".
pub(super) fn prefix(number: u64) -> Option<String> {
    match number {
        1 => return Some("одно".to_owned()),
        90 => return Some("девяносто".to_owned()),
        100 => return Some("сто".to_owned()),
        1000 => return Some("тысяче".to_owned()),
        _ if number > 999 => return None,
        _ => {}
    }
    let words = cardinal(number, Gender::Masculine, Case::Genitive);
    let words = words.replace("девяноста", "девяносто");
    let words = if number < 200 { words.replace("ста ", "сто ") } else { words };
    Some(words.replace("одного", "одно").replace(' ', ""))
}

/// "Три целых четырнадцать сотых"; from the fourth decimal on digit by digit.
pub(super) fn decimal(whole: &str, decimals: &str, case: Case) -> String {
    const PARTS: [&str; 3] = ["десят", "сот", "тысячн"];
    let value = |digits: &str| digits.parse::<u64>().ok();
    let said = |number| cardinal(number, Gender::Feminine, case);
    let stem = PARTS.get(decimals.len() - 1);
    match (value(whole), value(decimals), stem) {
        (Some(whole), Some(rest), Some(stem)) => {
            // "Нулём целых": nought counts in the genitive.
            let of_whole = if whole == 0 { Case::Genitive } else { case };
            let wholes = part("цел", plural(whole), of_whole);
            format!("{} {wholes} {} {}", said(whole), said(rest), part(stem, plural(rest), case))
        }
        _ => format!("{} запятая {}", each_digit(whole), each_digit(decimals)),
    }
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
    fn numbers_follow_the_rules_of_russian() {
        check_numbers(
            |number| cardinal(number, Gender::Masculine, Case::Nominative),
            &[
                (0, "ноль"),
                (21, "двадцать один"),
                (115, "сто пятнадцать"),
                (1_000, "тысяча"),
                (2_002, "две тысячи два"),
                (21_000, "двадцать одна тысяча"),
                (1_000_001, "один миллион один"),
                (5_000_000_000, "пять миллиардов"),
            ],
        );
        assert_eq!(cardinal(1200, Gender::Masculine, Case::Genitive), "тысячи двухсот");
        assert_eq!(cardinal(41, Gender::Feminine, Case::Genitive), "сорока одной");
        let instrumental = |number| cardinal(number, Gender::Masculine, Case::Instrumental);
        assert_eq!(instrumental(250), "двумястами пятьюдесятью");
        assert_eq!(instrumental(2_048), "двумя тысячами сорока восемью");
        assert_eq!(cardinal(499, Gender::Masculine, Case::Dative), "четырёмстам девяноста девяти");
        assert_eq!(cardinal(21_000, Gender::Masculine, Case::Accusative), "двадцать одну тысячу");
        assert_eq!(cardinal(1, Gender::Men, Case::Accusative), "одного");
        assert_eq!(decimal("2", "5", Case::Genitive), "двух целых пяти десятых");
        assert_eq!(prefix(145).as_deref(), Some("стосорокапяти"));
    }
}
