//! Numbers in Portuguese words.

use verbalizer::european::NumberForm;

/// What differs between Brazil and Portugal.
struct Variety {
    sixteen: &'static str,
    seventeen: &'static str,
    nineteen: &'static str,
    /// Powers from the greatest, each with its singular and its plural.
    powers: &'static [(u64, &'static str, &'static str)],
}

static BRAZIL: Variety = Variety {
    sixteen: "dezesseis",
    seventeen: "dezessete",
    nineteen: "dezenove",
    powers: &[
        (1_000_000_000_000_000_000, "quintilhão", "quintilhões"),
        (1_000_000_000_000_000, "quatrilhão", "quatrilhões"),
        (1_000_000_000_000, "trilhão", "trilhões"),
        (1_000_000_000, "bilhão", "bilhões"),
        (1_000_000, "milhão", "milhões"),
    ],
};
/// A thousand millions have no name of their own.
static PORTUGAL: Variety = Variety {
    sixteen: "dezasseis",
    seventeen: "dezassete",
    nineteen: "dezanove",
    powers: &[
        (1_000_000_000_000_000_000, "trilião", "triliões"),
        (1_000_000_000_000, "bilião", "biliões"),
        (1_000_000, "milhão", "milhões"),
    ],
};

const SMALL: [&str; 20] = [
    "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze",
    "doze", "treze", "catorze", "quinze", "", "", "dezoito", "",
];
const TENS: [&str; 10] = [
    "",
    "",
    "vinte",
    "trinta",
    "quarenta",
    "cinquenta",
    "sessenta",
    "setenta",
    "oitenta",
    "noventa",
];
const HUNDREDS: [&str; 10] = [
    "",
    "cento",
    "duzentos",
    "trezentos",
    "quatrocentos",
    "quinhentos",
    "seiscentos",
    "setecentos",
    "oitocentos",
    "novecentos",
];

/// "Mil duzentos e trinta e quatro", as in Brazil.
pub(crate) fn brazilian(number: u64, form: NumberForm) -> String {
    spelled(number, form, &BRAZIL)
}

/// "Dezasseis", "cinco mil milhões".
pub(crate) fn european(number: u64, form: NumberForm) -> String {
    spelled(number, form, &PORTUGAL)
}

fn spelled(number: u64, form: NumberForm, variety: &Variety) -> String {
    if number == 0 {
        return SMALL[0].to_owned();
    }
    let mut groups = Vec::new();
    let mut left = number;
    for (power, one, many) in variety.powers {
        let count = left / power;
        left %= power;
        match count {
            0 => {}
            1 => groups.push((1, format!("um {one}"))),
            _ => {
                let words = joined(thousands(count, NumberForm::Masculine, variety));
                groups.push((count, format!("{words} {many}")));
            }
        }
    }
    groups.extend(thousands(left, form, variety));
    joined(groups)
}

/// "E" comes before the last group if it is a round hundred or less than one: "mil e duzentos", "mil duzentos e um".
fn joined(groups: Vec<(u64, String)>) -> String {
    let last = groups.len().saturating_sub(1);
    let mut words = String::new();
    for (at, (value, group)) in groups.into_iter().enumerate() {
        match at {
            0 => {}
            _ if at == last && (value <= 100 || value.is_multiple_of(100)) => words += " e ",
            _ => words += " ",
        }
        words += &group;
    }
    words
}

/// The thousands and the rest of a number below a million, with their values.
fn thousands(number: u64, form: NumberForm, variety: &Variety) -> Vec<(u64, String)> {
    let mut groups = Vec::new();
    match number / 1000 {
        0 => {}
        1 => groups.push((1, "mil".to_owned())),
        count => groups.push((count, hundreds(count, form, variety) + " mil")),
    }
    if !number.is_multiple_of(1000) {
        groups.push((number % 1000, hundreds(number % 1000, form, variety)));
    }
    groups
}

fn hundreds(number: u64, form: NumberForm, variety: &Variety) -> String {
    if number == 100 {
        return "cem".to_owned();
    }
    let mut parts = Vec::new();
    if number >= 100 {
        let hundred = word(&HUNDREDS, number / 100);
        let feminine = form == NumberForm::Feminine && number >= 200;
        parts.push(if feminine { hundred.replace("os", "as") } else { hundred.to_owned() });
    }
    let rest = number % 100;
    if rest >= 20 {
        parts.push(word(&TENS, rest / 10).to_owned());
    }
    let unit = if rest < 20 { rest } else { rest % 10 };
    if unit > 0 {
        parts.push(small(unit, form, variety).to_owned());
    }
    parts.join(" e ")
}

fn small(number: u64, form: NumberForm, variety: &Variety) -> &'static str {
    match (number, form) {
        (1, NumberForm::Feminine) => "uma",
        (2, NumberForm::Feminine) => "duas",
        (16, _) => variety.sixteen,
        (17, _) => variety.seventeen,
        (19, _) => variety.nineteen,
        _ => word(&SMALL, number),
    }
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

const UNIT_ORDINALS: [&str; 10] = [
    "", "primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo", "nono",
];
const TEN_ORDINALS: [&str; 10] = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "quadragésimo",
    "quinquagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
];
const HUNDRED_ORDINALS: [&str; 10] = [
    "",
    "centésimo",
    "ducentésimo",
    "trecentésimo",
    "quadringentésimo",
    "quingentésimo",
    "sexcentésimo",
    "septingentésimo",
    "octingentésimo",
    "noningentésimo",
];

/// "Vigésimo segundo"; none from two thousand on, where nobody says one.
pub(crate) fn ordinal(number: u64, form: NumberForm) -> Option<String> {
    if number == 0 || number >= 2000 {
        return None;
    }
    let thousand = if number >= 1000 { "milésimo" } else { "" };
    let parts = [
        thousand,
        word(&HUNDRED_ORDINALS, number / 100 % 10),
        word(&TEN_ORDINALS, number / 10 % 10),
        word(&UNIT_ORDINALS, number % 10),
    ];
    let said = parts.into_iter().filter(|part| !part.is_empty());
    let agreeing = said.map(|part| match form {
        NumberForm::Feminine => format!("{}a", part.trim_end_matches('o')),
        NumberForm::Masculine | NumberForm::Alone => part.to_owned(),
    });
    Some(agreeing.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_portuguese() {
        check_numbers(
            |number| brazilian(number, NumberForm::Alone),
            &[
                (0, "zero"),
                (16, "dezesseis"),
                (21, "vinte e um"),
                (100, "cem"),
                (115, "cento e quinze"),
                (1_000, "mil"),
                (1_001, "mil e um"),
                (1_100, "mil e cem"),
                (1_990, "mil novecentos e noventa"),
                (100_000, "cem mil"),
                (
                    1_234_567,
                    "um milhão duzentos e trinta e quatro mil quinhentos e sessenta e sete",
                ),
                (2_000_001, "dois milhões e um"),
                (3_000_000_000, "três bilhões"),
            ],
        );
        assert_eq!(european(3_000_000_000, NumberForm::Alone), "três mil milhões");
        assert_eq!(brazilian(2_202, NumberForm::Feminine), "duas mil duzentas e duas");
    }
}
