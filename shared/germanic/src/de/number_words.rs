//! Numbers in German words.

use verbalizer::european::NumberForm;

const SMALL: [&str; 20] = [
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
const TENS: [&str; 10] = [
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig",
];
const POWERS: [(u64, &str, &str); 5] = [
    (1_000_000_000_000_000_000, "Trillion", "Trillionen"),
    (1_000_000_000_000_000, "Billiarde", "Billiarden"),
    (1_000_000_000_000, "Billion", "Billionen"),
    (1_000_000_000, "Milliarde", "Milliarden"),
    (1_000_000, "Million", "Millionen"),
];

/// "Eintausendneunhundertvierundachtzig".
pub(crate) fn cardinal(number: u64, form: NumberForm) -> String {
    let mut parts = Vec::new();
    let mut left = number;
    for (power, one, many) in POWERS {
        let count = left / power;
        left %= power;
        match count {
            0 => {}
            1 => parts.push(format!("eine {one}")),
            _ => parts.push(format!("{} {many}", below_million(count))),
        }
    }
    if left > 0 || number == 0 {
        let ending = match (left % 100, form) {
            (1, NumberForm::Alone) => "s",
            (1, NumberForm::Feminine) => "e",
            _ => "",
        };
        parts.push(below_million(left) + ending);
    }
    parts.join(" ")
}

/// In one word; one is "ein".
fn below_million(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => below_thousand(rest),
        (1, 0) => "tausend".to_owned(),
        (count, 0) => format!("{}tausend", below_thousand_in_full(count)),
        (count, rest) => {
            format!("{}tausend{}", below_thousand_in_full(count), below_thousand_in_full(rest))
        }
    }
}

fn below_thousand(number: u64) -> String {
    if number == 100 { "hundert".to_owned() } else { below_thousand_in_full(number) }
}

/// With "ein" before "hundert".
fn below_thousand_in_full(number: u64) -> String {
    match (number / 100, number % 100) {
        (0, rest) => below_hundred(rest),
        (count, 0) => format!("{}hundert", small(count)),
        (count, rest) => format!("{}hundert{}", small(count), below_hundred(rest)),
    }
}

fn below_hundred(number: u64) -> String {
    let tens = usize::try_from(number / 10).map_or("", |tens| TENS[tens]);
    match number % 10 {
        _ if number < 20 => small(number).to_owned(),
        0 => tens.to_owned(),
        ones => format!("{}und{tens}", small(ones)),
    }
}

fn small(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| SMALL.get(at)).copied().unwrap_or_default()
}

/// "Neunzehnhundertvierundachtzig", from 1100 to 1999; the cardinal for others.
pub(crate) fn year(number: u64) -> String {
    if !(1100..2000).contains(&number) {
        return cardinal(number, NumberForm::Alone);
    }
    let rest = match number % 100 {
        0 => String::new(),
        1 => "eins".to_owned(),
        rest => below_hundred(rest),
    };
    format!("{}hundert{rest}", below_hundred(number / 100))
}

/// "Einundzwanzigst", to which an ending is added.
pub(crate) fn ordinal_stem(number: u64) -> String {
    let last = number % 100;
    let irregular = match last {
        1 => "erst",
        3 => "dritt",
        7 => "siebt",
        8 => "acht",
        _ => "",
    };
    if irregular.is_empty() {
        let ending = if (1..20).contains(&last) { "t" } else { "st" };
        return cardinal(number, NumberForm::Masculine) + ending;
    }
    match number - last {
        0 => irregular.to_owned(),
        hundreds => below_million_prefix(hundreds) + irregular,
    }
}

fn below_million_prefix(hundreds: u64) -> String {
    match hundreds {
        100 => "einhundert".to_owned(),
        1000 => "eintausend".to_owned(),
        _ => cardinal(hundreds, NumberForm::Masculine),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_german() {
        check_numbers(
            |number| cardinal(number, NumberForm::Alone),
            &[
                (0, "null"),
                (1, "eins"),
                (16, "sechzehn"),
                (17, "siebzehn"),
                (21, "einundzwanzig"),
                (30, "dreißig"),
                (66, "sechsundsechzig"),
                (100, "hundert"),
                (101, "einhunderteins"),
                (1_000, "tausend"),
                (1_100, "eintausendeinhundert"),
                (1_984, "eintausendneunhundertvierundachtzig"),
                (21_001, "einundzwanzigtausendeins"),
                (100_000, "einhunderttausend"),
                (1_000_000, "eine Million"),
                (2_500_000, "zwei Millionen fünfhunderttausend"),
            ],
        );
        assert_eq!(cardinal(1, NumberForm::Feminine), "eine");
        assert_eq!(cardinal(101, NumberForm::Masculine), "einhundertein");
        check_numbers(
            year,
            &[
                (1066, "eintausendsechsundsechzig"),
                (1500, "fünfzehnhundert"),
                (1901, "neunzehnhunderteins"),
                (1984, "neunzehnhundertvierundachtzig"),
                (2001, "zweitausendeins"),
                (2024, "zweitausendvierundzwanzig"),
            ],
        );
    }

    #[test]
    fn ordinals_are_made_of_numbers() {
        check_numbers(
            |number| ordinal_stem(number) + "e",
            &[
                (1, "erste"),
                (3, "dritte"),
                (4, "vierte"),
                (7, "siebte"),
                (8, "achte"),
                (14, "vierzehnte"),
                (20, "zwanzigste"),
                (21, "einundzwanzigste"),
                (100, "hundertste"),
                (101, "einhunderterste"),
                (103, "einhundertdritte"),
                (112, "einhundertzwölfte"),
            ],
        );
    }
}
