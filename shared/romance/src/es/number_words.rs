//! Numbers in Spanish words.

use verbalizer::european::NumberForm;

const SMALL: [&str; 30] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
const TENS: [&str; 10] =
    ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
const HUNDREDS: [&str; 10] = [
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];
const POWERS: [(u64, &str, &str); 3] = [
    (1_000_000_000_000_000_000, "trillón", "trillones"),
    (1_000_000_000_000, "billón", "billones"),
    (1_000_000, "millón", "millones"),
];
const ORDINAL_ONES: [&str; 10] = [
    "", "primero", "segundo", "tercero", "cuarto", "quinto", "sexto", "séptimo", "octavo", "noveno",
];
const ORDINAL_TENS: [&str; 10] = [
    "",
    "décimo",
    "vigésimo",
    "trigésimo",
    "cuadragésimo",
    "quincuagésimo",
    "sexagésimo",
    "septuagésimo",
    "octogésimo",
    "nonagésimo",
];

const ORDINAL_HUNDREDS: [&str; 11] = [
    "",
    "centésimo",
    "ducentésimo",
    "tricentésimo",
    "cuadringentésimo",
    "quingentésimo",
    "sexcentésimo",
    "septingentésimo",
    "octingentésimo",
    "noningentésimo",
    "milésimo",
];

/// "Mil doscientas treinta y una".
pub(crate) fn cardinal(number: u64, form: NumberForm) -> String {
    if number == 0 {
        return SMALL[0].to_owned();
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (power, one, many) in POWERS {
        let count = left / power;
        left %= power;
        match count {
            0 => {}
            1 => parts.push(format!("un {one}")),
            _ => parts.push(format!("{} {many}", thousands(count, NumberForm::Masculine))),
        }
    }
    if left > 0 {
        parts.push(thousands(left, form));
    }
    parts.join(" ")
}

fn thousands(number: u64, form: NumberForm) -> String {
    let rest = hundreds(number % 1000, form);
    // "Veintiún mil", "doscientas mil".
    let count = match form {
        NumberForm::Feminine if number / 1000 % 100 != 1 && number / 1000 % 10 != 1 => {
            NumberForm::Feminine
        }
        _ => NumberForm::Masculine,
    };
    match (number / 1000, number % 1000) {
        (0, _) => rest,
        (1, 0) => "mil".to_owned(),
        (1, _) => format!("mil {rest}"),
        (thousand, 0) => format!("{} mil", hundreds(thousand, count)),
        (thousand, _) => format!("{} mil {rest}", hundreds(thousand, count)),
    }
}

fn hundreds(number: u64, form: NumberForm) -> String {
    if number == 100 {
        return "cien".to_owned();
    }
    let mut hundred = word(&HUNDREDS, number / 100).to_owned();
    if form == NumberForm::Feminine && hundred.ends_with("os") {
        hundred.replace_range(hundred.len() - 2.., "as");
    }
    match (hundred.is_empty(), number % 100) {
        (_, 0) => hundred,
        (true, rest) => below_hundred(rest, form),
        (false, rest) => format!("{hundred} {}", below_hundred(rest, form)),
    }
}

fn below_hundred(number: u64, form: NumberForm) -> String {
    let words = match number {
        0..30 => word(&SMALL, number).to_owned(),
        _ if number.is_multiple_of(10) => word(&TENS, number / 10).to_owned(),
        _ => format!("{} y {}", word(&TENS, number / 10), word(&SMALL, number % 10)),
    };
    let stem = words.strip_suffix("uno").map(str::to_owned);
    match (stem, form) {
        (Some(stem), NumberForm::Feminine) => stem + "una",
        (Some(stem), NumberForm::Masculine) => {
            let accent = if stem == "veinti" { "ún" } else { "un" };
            stem + accent
        }
        _ => words,
    }
}

fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

/// "Vigésima primera", "centésimo vigésimo quinto"; nothing for numbers past 1000.
pub(crate) fn ordinal(number: u64, form: NumberForm) -> Option<String> {
    let hundred = word(&ORDINAL_HUNDREDS, number / 100);
    let rest = number % 100;
    let below = match rest {
        _ if number == 0 || number > 1000 => return None,
        11 => "undécimo".to_owned(),
        12 => "duodécimo".to_owned(),
        17 => "decimoséptimo".to_owned(),
        13..20 => format!("decimo{}", word(&ORDINAL_ONES, rest % 10)),
        _ => format!("{} {}", word(&ORDINAL_TENS, rest / 10), word(&ORDINAL_ONES, rest % 10)),
    };
    let words = format!("{hundred} {below}");
    let parts = words.split_whitespace().map(|part| match form {
        NumberForm::Feminine => format!("{}a", &part[..part.len() - 1]),
        NumberForm::Masculine | NumberForm::Alone => part.to_owned(),
    });
    Some(parts.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_spanish() {
        check_numbers(
            |number| cardinal(number, NumberForm::Alone),
            &[
                (0, "cero"),
                (16, "dieciséis"),
                (21, "veintiuno"),
                (31, "treinta y uno"),
                (100, "cien"),
                (101, "ciento uno"),
                (500, "quinientos"),
                (999, "novecientos noventa y nueve"),
                (1_808, "mil ochocientos ocho"),
                (21_000, "veintiún mil"),
                (100_000, "cien mil"),
                (1_000_000, "un millón"),
                (2_000_021, "dos millones veintiuno"),
            ],
        );
        check_numbers(
            |number| cardinal(number, NumberForm::Masculine),
            &[(1, "un"), (21, "veintiún"), (41, "cuarenta y un"), (101, "ciento un")],
        );
        check_numbers(
            |number| cardinal(number, NumberForm::Feminine),
            &[(1, "una"), (21, "veintiuna"), (200, "doscientas"), (200_001, "doscientas mil una")],
        );
    }

    #[test]
    fn ordinals_have_their_own_words() {
        for (number, form, words) in [
            (1, NumberForm::Masculine, "primero"),
            (3, NumberForm::Feminine, "tercera"),
            (10, NumberForm::Masculine, "décimo"),
            (12, NumberForm::Feminine, "duodécima"),
            (17, NumberForm::Masculine, "decimoséptimo"),
            (21, NumberForm::Feminine, "vigésima primera"),
            (30, NumberForm::Masculine, "trigésimo"),
            (100, NumberForm::Masculine, "centésimo"),
            (125, NumberForm::Feminine, "centésima vigésima quinta"),
            (1000, NumberForm::Masculine, "milésimo"),
        ] {
            assert_eq!(ordinal(number, form).as_deref().map(str::trim), Some(words));
        }
        assert_eq!(ordinal(1001, NumberForm::Alone), None);
    }
}
