//! Numbers in Italian words.

use verbalizer::european::NumberForm;

const SMALL: [&str; 20] = [
    "zero",
    "uno",
    "due",
    "tre",
    "quattro",
    "cinque",
    "sei",
    "sette",
    "otto",
    "nove",
    "dieci",
    "undici",
    "dodici",
    "tredici",
    "quattordici",
    "quindici",
    "sedici",
    "diciassette",
    "diciotto",
    "diciannove",
];
const TENS: [&str; 10] = [
    "",
    "",
    "venti",
    "trenta",
    "quaranta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
];
const POWERS: [(u64, &str, &str); 5] = [
    (1_000_000_000_000_000_000, "trilione", "trilioni"),
    (1_000_000_000_000_000, "biliardo", "biliardi"),
    (1_000_000_000_000, "bilione", "bilioni"),
    (1_000_000_000, "miliardo", "miliardi"),
    (1_000_000, "milione", "milioni"),
];
const ORDINALS: [&str; 11] = [
    "", "primo", "secondo", "terzo", "quarto", "quinto", "sesto", "settimo", "ottavo", "nono",
    "decimo",
];

/// "Milleduecentotrentuno".
pub(crate) fn cardinal(number: u64, form: NumberForm) -> String {
    match (number, form) {
        (1, NumberForm::Masculine) => return "un".to_owned(),
        (1, NumberForm::Feminine) => return "una".to_owned(),
        (0, _) => return SMALL[0].to_owned(),
        _ => {}
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (power, one, many) in POWERS {
        let count = left / power;
        left %= power;
        match count {
            0 => {}
            1 => parts.push(format!("un {one}")),
            _ => parts.push(format!("{} {many}", accented(thousands(count)))),
        }
    }
    if left > 0 {
        parts.push(accented(thousands(left)));
    }
    parts.join(" ")
}

/// "Tre" at the end of a longer word has an accent.
fn accented(words: String) -> String {
    match words.strip_suffix("tre") {
        Some(stem) if !stem.is_empty() => format!("{stem}tré"),
        _ => words,
    }
}

fn thousands(number: u64) -> String {
    let rest = hundreds(number % 1000);
    match number / 1000 {
        0 => rest,
        1 => format!("mille{rest}"),
        count => format!("{}mila{rest}", hundreds(count)),
    }
}

fn hundreds(number: u64) -> String {
    let rest = below_hundred(number % 100);
    let hundred = match number / 100 {
        0 => return rest,
        1 => "cento".to_owned(),
        count => format!("{}cento", word(&SMALL, count)),
    };
    joined(&hundred, &rest, "o")
}

fn below_hundred(number: u64) -> String {
    match number {
        0 => String::new(),
        1..20 => word(&SMALL, number).to_owned(),
        _ if number.is_multiple_of(10) => word(&TENS, number / 10).to_owned(),
        _ => joined(word(&TENS, number / 10), word(&SMALL, number % 10), "uo"),
    }
}

/// Without the last vowel before one of `vowels`: "ventuno", "centotto".
fn joined(first: &str, second: &str, vowels: &str) -> String {
    let elided = second.starts_with(|letter| vowels.contains(letter));
    let end = first.len() - usize::from(elided && !first.is_empty());
    format!("{}{second}", &first[..end])
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

/// "Ventitreesima".
pub(crate) fn ordinal(number: u64, form: NumberForm) -> String {
    let masculine = match number {
        1..11 => word(&ORDINALS, number).to_owned(),
        _ => {
            let words = cardinal(number, NumberForm::Alone);
            let stem = match words.strip_suffix("tré") {
                Some(stem) => format!("{stem}tre"),
                None if words.ends_with("sei") => words,
                None if words.ends_with("mila") => format!("{}mill", &words[..words.len() - 4]),
                None => words[..words.len() - 1].to_owned(),
            };
            format!("{stem}esimo")
        }
    };
    match form {
        NumberForm::Feminine => format!("{}a", &masculine[..masculine.len() - 1]),
        NumberForm::Masculine | NumberForm::Alone => masculine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_italian() {
        check_numbers(
            |number| cardinal(number, NumberForm::Alone),
            &[
                (0, "zero"),
                (3, "tre"),
                (21, "ventuno"),
                (23, "ventitré"),
                (28, "ventotto"),
                (100, "cento"),
                (101, "centouno"),
                (108, "centotto"),
                (180, "centottanta"),
                (1_000, "mille"),
                (1_861, "milleottocentosessantuno"),
                (1_945, "millenovecentoquarantacinque"),
                (2_003, "duemilatré"),
                (23_000, "ventitremila"),
                (1_000_000, "un milione"),
                (3_000_000, "tre milioni"),
            ],
        );
        assert_eq!(cardinal(1, NumberForm::Feminine), "una");
    }

    #[test]
    fn ordinals_are_made_of_numbers() {
        check_numbers(
            |number| ordinal(number, NumberForm::Masculine),
            &[
                (1, "primo"),
                (10, "decimo"),
                (11, "undicesimo"),
                (19, "diciannovesimo"),
                (20, "ventesimo"),
                (23, "ventitreesimo"),
                (26, "ventiseiesimo"),
                (100, "centesimo"),
                (1_000, "millesimo"),
                (2_000, "duemillesimo"),
            ],
        );
        assert_eq!(ordinal(3, NumberForm::Feminine), "terza");
    }
}
