//! Numbers in Polish words.

use crate::counting::{Case, Gender, Plural, of_case};

/// Nominative and genitive.
const SMALL: [[&str; 2]; 20] = [
    ["zero", "zera"],
    ["jeden", "jednego"],
    ["dwa", "dwóch"],
    ["trzy", "trzech"],
    ["cztery", "czterech"],
    ["pięć", "pięciu"],
    ["sześć", "sześciu"],
    ["siedem", "siedmiu"],
    ["osiem", "ośmiu"],
    ["dziewięć", "dziewięciu"],
    ["dziesięć", "dziesięciu"],
    ["jedenaście", "jedenastu"],
    ["dwanaście", "dwunastu"],
    ["trzynaście", "trzynastu"],
    ["czternaście", "czternastu"],
    ["piętnaście", "piętnastu"],
    ["szesnaście", "szesnastu"],
    ["siedemnaście", "siedemnastu"],
    ["osiemnaście", "osiemnastu"],
    ["dziewiętnaście", "dziewiętnastu"],
];
const TENS: [[&str; 2]; 10] = [
    ["", ""],
    ["", ""],
    ["dwadzieścia", "dwudziestu"],
    ["trzydzieści", "trzydziestu"],
    ["czterdzieści", "czterdziestu"],
    ["pięćdziesiąt", "pięćdziesięciu"],
    ["sześćdziesiąt", "sześćdziesięciu"],
    ["siedemdziesiąt", "siedemdziesięciu"],
    ["osiemdziesiąt", "osiemdziesięciu"],
    ["dziewięćdziesiąt", "dziewięćdziesięciu"],
];
const HUNDREDS: [[&str; 2]; 10] = [
    ["", ""],
    ["sto", "stu"],
    ["dwieście", "dwustu"],
    ["trzysta", "trzystu"],
    ["czterysta", "czterystu"],
    ["pięćset", "pięciuset"],
    ["sześćset", "sześciuset"],
    ["siedemset", "siedmiuset"],
    ["osiemset", "ośmiuset"],
    ["dziewięćset", "dziewięciuset"],
];

/// A power of a thousand: for one, its genitive, for two, and for five of it.
const POWERS: [(u64, [&str; 4]); 6] = [
    (1_000_000_000_000_000_000, ["trylion", "tryliona", "tryliony", "trylionów"]),
    (1_000_000_000_000_000, ["biliard", "biliarda", "biliardy", "biliardów"]),
    (1_000_000_000_000, ["bilion", "biliona", "biliony", "bilionów"]),
    (1_000_000_000, ["miliard", "miliarda", "miliardy", "miliardów"]),
    (1_000_000, ["milion", "miliona", "miliony", "milionów"]),
    (1000, ["tysiąc", "tysiąca", "tysiące", "tysięcy"]),
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

/// "Dwadzieścia dwie", "dwudziestu dwóch"; before men the end is in the genitive.
pub(super) fn cardinal(number: u64, gender: Gender, case: Case) -> String {
    match (number, gender, case) {
        (0, ..) => return of_case(&SMALL, 0, case).to_owned(),
        (1, Gender::Feminine, Case::Nominative) => return "jedna".to_owned(),
        (1, Gender::FeminineObject, Case::Nominative) => return "jedną".to_owned(),
        (1, Gender::Neuter, Case::Nominative) => return "jedno".to_owned(),
        (1, Gender::Feminine | Gender::FeminineObject, Case::Genitive) => {
            return "jednej".to_owned();
        }
        (1, ..) => return of_case(&SMALL, 1, case).to_owned(),
        _ => {}
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (value, [one, one_genitive, few, many]) in POWERS {
        let count = left / value;
        left %= value;
        if count == 0 {
            continue;
        }
        // "Tysiąc", not "jeden tysiąc".
        if count > 1 || value > 1000 {
            parts.push(if count == 1 {
                of_case(&SMALL, 1, case).to_owned()
            } else {
                hundreds(count, Gender::Masculine, case)
            });
        }
        let name = match (plural(count), case) {
            (Plural::One, Case::Nominative) => one,
            (Plural::One, Case::Genitive) => one_genitive,
            (Plural::Few, Case::Nominative) => few,
            (Plural::Few, Case::Genitive) | (Plural::Many, _) => many,
        };
        parts.push(name.to_owned());
    }
    if left > 0 {
        let case = if gender == Gender::Men { Case::Genitive } else { case };
        parts.push(hundreds(left, gender, case));
    }
    parts.join(" ")
}

/// A number below a thousand; "jeden" at its end never changes.
fn hundreds(number: u64, gender: Gender, case: Case) -> String {
    let mut parts = Vec::new();
    if number >= 100 {
        parts.push(of_case(&HUNDREDS, number / 100, case));
    }
    let rest = number % 100;
    if rest >= 20 {
        parts.push(of_case(&TENS, rest / 10, case));
    }
    let unit = if rest < 20 { rest } else { rest % 10 };
    parts.push(match (unit, gender, case) {
        (0, ..) => "",
        (1, ..) => "jeden",
        (2, Gender::Feminine | Gender::FeminineObject, Case::Nominative) => "dwie",
        _ => of_case(&SMALL, unit, case),
    });
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

/// "Dwudziestopięcio", before the rest of a compound such as "-letni".
pub(super) fn prefix(number: u64) -> Option<String> {
    let unit = |unit| match unit {
        0 => String::new(),
        1 => "jedno".to_owned(),
        2 => "dwu".to_owned(),
        3 => "trzy".to_owned(),
        4 => "cztero".to_owned(),
        _ => joining(of_case(&SMALL, unit, Case::Genitive)),
    };
    let ten = |ten| joining(of_case(&TENS, ten, Case::Genitive));
    match number {
        0 | 200.. => None,
        100.. => Some(format!("stu{}", prefix(number - 100).unwrap_or_default())),
        20.. => Some(ten(number / 10) + &unit(number % 10)),
        _ => Some(unit(number)),
    }
}

/// "Pięciu" within a compound: "pięcio".
fn joining(word: &str) -> String {
    word.strip_suffix('u').map_or_else(|| word.to_owned(), |stem| format!("{stem}o"))
}

/// "Trzy przecinek czternaście"; from the third decimal on digit by digit.
pub(super) fn decimal(whole: &str, decimals: &str) -> String {
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
    let said = |value| of_case(&SMALL, u64::from(value), Case::Nominative);
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
    }
}
