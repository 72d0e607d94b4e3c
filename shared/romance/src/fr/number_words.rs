//! Numbers in French words.

use verbalizer::european::NumberForm;

const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];
const POWERS: [(u64, &str); 5] = [
    (1_000_000_000_000_000_000, "trillion"),
    (1_000_000_000_000_000, "billiard"),
    (1_000_000_000_000, "billion"),
    (1_000_000_000, "milliard"),
    (1_000_000, "million"),
];

/// "Mille deux cent trente et une".
pub(crate) fn cardinal(number: u64, form: NumberForm) -> String {
    if number == 0 {
        return SMALL[0].to_owned();
    }
    let mut parts = Vec::new();
    let mut left = number;
    for (power, name) in POWERS {
        let count = left / power;
        left %= power;
        if count > 0 {
            let plural = if count > 1 { "s" } else { "" };
            parts.push(format!("{} {name}{plural}", hundreds(count, true)));
        }
    }
    match left / 1000 {
        0 => {}
        1 => parts.push("mille".to_owned()),
        // "Quatre-vingt mille": no plural before "mille".
        count => parts.push(format!("{} mille", hundreds(count, false))),
    }
    if !left.is_multiple_of(1000) {
        parts.push(hundreds(left % 1000, true));
    }
    let mut words = parts.join(" ");
    let ends_in_one = number % 10 == 1 && !matches!(number % 100, 11 | 71 | 91);
    if form == NumberForm::Feminine && ends_in_one {
        words.push('e');
    }
    words
}

/// A number from 1 to 999; `ends` says that no other number follows.
fn hundreds(number: u64, ends: bool) -> String {
    let rest = below_hundred(number % 100, ends);
    match (number / 100, number % 100) {
        (0, _) => rest,
        (1, 0) => "cent".to_owned(),
        (1, _) => format!("cent {rest}"),
        (count, 0) => format!("{} cent{}", small(count), if ends { "s" } else { "" }),
        (count, _) => format!("{} cent {rest}", small(count)),
    }
}

fn below_hundred(number: u64, ends: bool) -> String {
    match number {
        0..20 => small(number).to_owned(),
        80 if ends => "quatre-vingts".to_owned(),
        80 => "quatre-vingt".to_owned(),
        81.. => format!("quatre-vingt-{}", small(number - 80)),
        71 => "soixante et onze".to_owned(),
        60..80 if number > 60 => and_ones("soixante", number - 60),
        _ => and_ones(usize::try_from(number / 10).map_or("", |tens| TENS[tens]), number % 10),
    }
}

fn and_ones(tens: &str, ones: u64) -> String {
    match ones {
        0 => tens.to_owned(),
        1 => format!("{tens} et un"),
        _ => format!("{tens}-{}", small(ones)),
    }
}

fn small(number: u64) -> &'static str {
    usize::try_from(number).ok().and_then(|at| SMALL.get(at)).copied().unwrap_or_default()
}

/// "Vingt et unième".
pub(crate) fn ordinal(number: u64, form: NumberForm) -> String {
    match (number, form) {
        (1, NumberForm::Feminine) => return "première".to_owned(),
        (1, _) => return "premier".to_owned(),
        _ => {}
    }
    let words = cardinal(number, NumberForm::Alone);
    let stem = match number % 100 {
        // "Cinq": a vowel that is heard; "neuf": f becomes v.
        _ if words.ends_with("cinq") => format!("{words}u"),
        _ if words.ends_with("neuf") => format!("{}v", words.trim_end_matches('f')),
        0 | 80 => words.trim_end_matches('s').trim_end_matches('e').to_owned(),
        _ => words.trim_end_matches('e').to_owned(),
    };
    format!("{stem}ième")
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::check_numbers;

    #[test]
    fn numbers_follow_the_rules_of_french() {
        check_numbers(
            |number| cardinal(number, NumberForm::Alone),
            &[
                (0, "zéro"),
                (17, "dix-sept"),
                (21, "vingt et un"),
                (70, "soixante-dix"),
                (71, "soixante et onze"),
                (77, "soixante-dix-sept"),
                (80, "quatre-vingts"),
                (81, "quatre-vingt-un"),
                (91, "quatre-vingt-onze"),
                (100, "cent"),
                (200, "deux cents"),
                (201, "deux cent un"),
                (1_000, "mille"),
                (1_789, "mille sept cent quatre-vingt-neuf"),
                (80_000, "quatre-vingt mille"),
                (200_000, "deux cent mille"),
                (2_000_000, "deux millions"),
                (200_000_000, "deux cents millions"),
                (1_000_001, "un million un"),
            ],
        );
        assert_eq!(cardinal(21, NumberForm::Feminine), "vingt et une");
        assert_eq!(cardinal(71, NumberForm::Feminine), "soixante et onze");
        assert_eq!(cardinal(11, NumberForm::Feminine), "onze");
    }

    #[test]
    fn ordinals_are_made_of_numbers() {
        check_numbers(
            |number| ordinal(number, NumberForm::Masculine),
            &[
                (1, "premier"),
                (2, "deuxième"),
                (4, "quatrième"),
                (5, "cinquième"),
                (9, "neuvième"),
                (14, "quatorzième"),
                (19, "dix-neuvième"),
                (21, "vingt et unième"),
                (80, "quatre-vingtième"),
                (100, "centième"),
                (200, "deux centième"),
                (1_000, "millième"),
            ],
        );
    }
}
