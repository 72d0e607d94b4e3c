//! Numbers in Dutch words.

use verbalizer::european::NumberForm;

const SMALL: [&str; 20] = [
    "nul",
    "een",
    "twee",
    "drie",
    "vier",
    "vijf",
    "zes",
    "zeven",
    "acht",
    "negen",
    "tien",
    "elf",
    "twaalf",
    "dertien",
    "veertien",
    "vijftien",
    "zestien",
    "zeventien",
    "achttien",
    "negentien",
];
const TENS: [&str; 10] = [
    "", "", "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
];
const POWERS: [(u64, &str); 5] = [
    (1_000_000_000_000_000_000, "triljoen"),
    (1_000_000_000_000_000, "biljard"),
    (1_000_000_000_000, "biljoen"),
    (1_000_000_000, "miljard"),
    (1_000_000, "miljoen"),
];
const ORDINALS: [&str; 20] = [
    "nulde",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
    "dertiende",
    "veertiende",
    "vijftiende",
    "zestiende",
    "zeventiende",
    "achttiende",
    "negentiende",
];

/// "Tweeduizend driehonderdvijfenveertig"; hundreds are counted up to ten thousand: "vijftienhonderd".
pub(super) fn cardinal(number: u64, _: NumberForm) -> String {
    if number == 0 {
        return SMALL[0].to_owned();
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (power, name) in POWERS {
        if left >= power {
            parts.push(format!("{} {name}", standing(below_million(left / power))));
            left %= power;
        }
    }
    if left > 0 {
        parts.push(standing(below_million(left)));
    }
    parts.join(" ")
}

/// "Één" has its accents where it stands alone, so that it is not taken for the article.
fn standing(words: String) -> String {
    match words.strip_suffix(" een") {
        Some(stem) => format!("{stem} één"),
        None if words == "een" => "één".to_owned(),
        None => words,
    }
}

fn below_million(number: u64) -> String {
    let (thousands, rest) = (number / 1000, number % 1000);
    if number < 10_000 && rest >= 100 {
        return hundreds(number);
    }
    let thousand = match thousands {
        0 => return hundreds(rest),
        1 => "duizend".to_owned(),
        count => hundreds(count) + "duizend",
    };
    if rest == 0 { thousand } else { format!("{thousand} {}", hundreds(rest)) }
}

/// A number of hundreds, up to 99, and the rest.
fn hundreds(number: u64) -> String {
    let rest = if number.is_multiple_of(100) { String::new() } else { below_hundred(number % 100) };
    match number / 100 {
        0 => rest,
        1 => format!("honderd{rest}"),
        count => format!("{}honderd{rest}", below_hundred(count)),
    }
}

fn below_hundred(number: u64) -> String {
    let ten = word(&TENS, number / 10);
    match number {
        0..20 => word(&SMALL, number).to_owned(),
        _ if number.is_multiple_of(10) => ten.to_owned(),
        _ => format!("{}{ten}", with_and(word(&SMALL, number % 10))),
    }
}

/// "Tweeën", "vieren": a number before one that is joined to it by "en".
pub(super) fn with_and(number: &str) -> String {
    let vowel = number.ends_with("ee") || number.ends_with("ie");
    format!("{number}{}", if vowel { "ën" } else { "en" })
}

/// "Honderdeerste", "twintigste".
pub(super) fn ordinal(number: u64) -> String {
    let last = number % 100;
    if !(1..20).contains(&last) && number != 0 {
        return cardinal(number, NumberForm::Alone) + "ste";
    }
    if number < 20 {
        return word(&ORDINALS, number).to_owned();
    }
    let before = cardinal(number - last, NumberForm::Alone);
    let gap = if before.ends_with("honderd") { "" } else { " " };
    format!("{before}{gap}{}", word(&ORDINALS, last))
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_dutch() {
        check_numbers(
            |number| cardinal(number, NumberForm::Alone),
            &[
                (1, "één"),
                (21, "eenentwintig"),
                (32, "tweeëndertig"),
                (101, "honderdeen"),
                (200, "tweehonderd"),
                (1_001, "duizend één"),
                (1_100, "elfhonderd"),
                (1_999, "negentienhonderdnegenennegentig"),
                (2_003, "tweeduizend drie"),
                (2_500, "vijfentwintighonderd"),
                (10_500, "tienduizend vijfhonderd"),
                (100_000, "honderdduizend"),
                (1_000_000, "één miljoen"),
                (2_000_000_000_000, "twee biljoen"),
            ],
        );
    }

    #[test]
    fn ordinals_are_made_of_numbers() {
        check_numbers(
            ordinal,
            &[
                (1, "eerste"),
                (8, "achtste"),
                (19, "negentiende"),
                (20, "twintigste"),
                (23, "drieëntwintigste"),
                (100, "honderdste"),
                (103, "honderdderde"),
                (1_000, "duizendste"),
                (1_001, "duizend eerste"),
                (1_000_000, "één miljoenste"),
            ],
        );
    }
}
