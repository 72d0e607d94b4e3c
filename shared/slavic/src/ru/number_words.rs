//! Numbers in Russian words.

use crate::counting::{Case, Gender, Plural, of_case};

/// Nominative and genitive.
const SMALL: [[&str; 2]; 20] = [
    ["ноль", "нуля"],
    ["один", "одного"],
    ["два", "двух"],
    ["три", "трёх"],
    ["четыре", "четырёх"],
    ["пять", "пяти"],
    ["шесть", "шести"],
    ["семь", "семи"],
    ["восемь", "восьми"],
    ["девять", "девяти"],
    ["десять", "десяти"],
    ["одиннадцать", "одиннадцати"],
    ["двенадцать", "двенадцати"],
    ["тринадцать", "тринадцати"],
    ["четырнадцать", "четырнадцати"],
    ["пятнадцать", "пятнадцати"],
    ["шестнадцать", "шестнадцати"],
    ["семнадцать", "семнадцати"],
    ["восемнадцать", "восемнадцати"],
    ["девятнадцать", "девятнадцати"],
];
const TENS: [[&str; 2]; 10] = [
    ["", ""],
    ["", ""],
    ["двадцать", "двадцати"],
    ["тридцать", "тридцати"],
    ["сорок", "сорока"],
    ["пятьдесят", "пятидесяти"],
    ["шестьдесят", "шестидесяти"],
    ["семьдесят", "семидесяти"],
    ["восемьдесят", "восьмидесяти"],
    ["девяносто", "девяноста"],
];
const HUNDREDS: [[&str; 2]; 10] = [
    ["", ""],
    ["сто", "ста"],
    ["двести", "двухсот"],
    ["триста", "трёхсот"],
    ["четыреста", "четырёхсот"],
    ["пятьсот", "пятисот"],
    ["шестьсот", "шестисот"],
    ["семьсот", "семисот"],
    ["восемьсот", "восьмисот"],
    ["девятьсот", "девятисот"],
];

/// A power of a thousand, for one, for two, and for five of it.
struct Power {
    value: u64,
    one: &'static str,
    few: &'static str,
    many: &'static str,
    gender: Gender,
}

const fn power(value: u64, one: &'static str, few: &'static str, many: &'static str) -> Power {
    Power { value, one, few, many, gender: Gender::Masculine }
}

static POWERS: [Power; 6] = [
    power(1_000_000_000_000_000_000, "квинтиллион", "квинтиллиона", "квинтиллионов"),
    power(1_000_000_000_000_000, "квадриллион", "квадриллиона", "квадриллионов"),
    power(1_000_000_000_000, "триллион", "триллиона", "триллионов"),
    power(1_000_000_000, "миллиард", "миллиарда", "миллиардов"),
    power(1_000_000, "миллион", "миллиона", "миллионов"),
    Power {
        value: 1000, one: "тысяча", few: "тысячи", many: "тысяч", gender: Gender::Feminine
    },
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

/// "Двадцать одна", "двадцати одной".
pub(super) fn cardinal(number: u64, gender: Gender, case: Case) -> String {
    if number == 0 {
        return small(0, gender, case).to_owned();
    }
    let mut parts = Vec::new();
    let mut left = number;
    for power in &POWERS {
        let count = left / power.value;
        left %= power.value;
        if count == 0 {
            continue;
        }
        // "Тысяча", not "одна тысяча".
        if count > 1 || power.value > 1000 {
            hundreds(count, power.gender, case, &mut parts);
        }
        parts.push(match (plural(count), case) {
            (Plural::One, Case::Nominative) => power.one,
            (Plural::One, Case::Genitive) if power.value == 1000 => power.few,
            (Plural::One, Case::Genitive) | (Plural::Few, Case::Nominative) => power.few,
            (Plural::Few, Case::Genitive) | (Plural::Many, _) => power.many,
        });
    }
    hundreds(left, gender, case, &mut parts);
    parts.join(" ")
}

/// Adds the words of a number below a thousand.
fn hundreds(number: u64, gender: Gender, case: Case, parts: &mut Vec<&'static str>) {
    if number >= 100 {
        parts.push(of_case(&HUNDREDS, number / 100, case));
    }
    let rest = number % 100;
    if rest >= 20 {
        parts.push(of_case(&TENS, rest / 10, case));
    }
    let unit = if rest < 20 { rest } else { rest % 10 };
    if unit > 0 {
        parts.push(small(unit, gender, case));
    }
}

fn small(number: u64, gender: Gender, case: Case) -> &'static str {
    match (number, gender, case) {
        (1, Gender::Feminine, Case::Nominative) => "одна",
        (1, Gender::FeminineObject, Case::Nominative) => "одну",
        (1, Gender::Neuter, Case::Nominative) => "одно",
        (1, Gender::Feminine | Gender::FeminineObject, Case::Genitive) => "одной",
        (2, Gender::Feminine | Gender::FeminineObject, Case::Nominative) => "две",
        _ => of_case(&SMALL, number, case),
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
pub(super) fn decimal(whole: &str, decimals: &str) -> String {
    const PARTS: [[&str; 2]; 3] =
        [["десятая", "десятых"], ["сотая", "сотых"], ["тысячная", "тысячных"]];
    let value = |digits: &str| digits.parse::<u64>().ok();
    let one = |number| plural(number) == Plural::One;
    let said = |number| cardinal(number, Gender::Feminine, Case::Nominative);
    let names = PARTS.get(decimals.len() - 1);
    match (value(whole), value(decimals), names) {
        (Some(whole), Some(part), Some(names)) => {
            let wholes = if one(whole) { "целая" } else { "целых" };
            let parts = if one(part) { names[0] } else { names[1] };
            format!("{} {wholes} {} {parts}", said(whole), said(part))
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
        assert_eq!(prefix(145).as_deref(), Some("стосорокапяти"));
    }
}
