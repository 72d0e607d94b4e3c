//! The cases of the words that Russian numbers are made of.

use crate::counting::case::{Forms, form};
use crate::counting::{Case, Gender, Plural, of_case};

/// The numbers whose cases are like no others.
const SMALL: [Forms; 5] = [
    ["ноль", "нуля", "нулю", "нулём", "нуле"],
    ["один", "одного", "одному", "одним", "одном"],
    ["два", "двух", "двум", "двумя", "двух"],
    ["три", "трёх", "трём", "тремя", "трёх"],
    ["четыре", "четырёх", "четырём", "четырьмя", "четырёх"],
];
/// From five on; those with a soft sign are declined alike.
const SOFT: [&str; 15] = [
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
/// The hundreds behind two and more, in the cases that do not look like the number one hundred.
const HUNDREDS: [&str; 4] = ["сот", "стам", "стами", "стах"];

/// A number below twenty.
pub(super) fn small(number: u64, gender: Gender, case: Case) -> String {
    let word = match (number, gender, case) {
        (1, Gender::Feminine, Case::Nominative) => "одна",
        (1, Gender::Feminine, Case::Accusative) => "одну",
        (1, Gender::Feminine, _) => "одной",
        (1, Gender::Neuter, Case::Nominative | Case::Accusative) => "одно",
        (1, Gender::Men, Case::Accusative) => "одного",
        (2, Gender::Feminine, Case::Nominative | Case::Accusative) => "две",
        (0..5, ..) => of_case(&SMALL, number, case),
        _ => {
            let at = usize::try_from(number.saturating_sub(5)).unwrap_or_default();
            return soft(SOFT.get(at).copied().unwrap_or_default(), case);
        }
    };
    word.to_owned()
}

/// "Пять", "пяти", "пятью".
fn soft(word: &str, case: Case) -> String {
    let stem = word.trim_end_matches('ь');
    match case {
        Case::Nominative | Case::Accusative => word.to_owned(),
        Case::Instrumental => format!("{word}ю"),
        _ if word == "восемь" => "восьми".to_owned(),
        Case::Genitive | Case::Dative | Case::Prepositional => format!("{stem}и"),
    }
}

/// "Двадцать", "сорок", "пятьюдесятью".
pub(super) fn ten(tens: u64, case: Case) -> String {
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    match tens {
        2 => soft("двадцать", case),
        3 => soft("тридцать", case),
        4 => if direct { "сорок" } else { "сорока" }.to_owned(),
        9 => if direct { "девяносто" } else { "девяноста" }.to_owned(),
        _ => {
            let first = small(tens, Gender::Masculine, case);
            let second = match case {
                Case::Nominative | Case::Accusative => "десят",
                Case::Instrumental => "десятью",
                Case::Genitive | Case::Dative | Case::Prepositional => "десяти",
            };
            first + second
        }
    }
}

/// "Сто", "двухсот", "пятьюстами".
pub(super) fn hundred(hundreds: u64, case: Case) -> String {
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    let ending = match (hundreds, case) {
        (1, _) => return if direct { "сто" } else { "ста" }.to_owned(),
        (2, _) if direct => return "двести".to_owned(),
        (3 | 4, _) if direct => "ста",
        (_, Case::Genitive | Case::Nominative | Case::Accusative) => HUNDREDS[0],
        (_, Case::Dative) => HUNDREDS[1],
        (_, Case::Instrumental) => HUNDREDS[2],
        (_, Case::Prepositional) => HUNDREDS[3],
    };
    small(hundreds, Gender::Masculine, case) + ending
}

/// "Тысяча", "двух тысяч", "миллионами".
pub(super) fn power(stem: &str, plural: Plural, case: Case) -> String {
    const THOUSAND: Forms = ["а", "и", "е", "ей", "е"];
    const THOUSANDS: Forms = ["и", "", "ам", "ами", "ах"];
    const MILLION: Forms = ["", "а", "у", "ом", "е"];
    const MILLIONS: Forms = ["а", "ов", "ам", "ами", "ах"];
    let is_thousand = stem == "тысяч";
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    let (one, more) = if is_thousand { (&THOUSAND, &THOUSANDS) } else { (&MILLION, &MILLIONS) };
    let ending = match plural {
        Plural::One if is_thousand && case == Case::Accusative => "у",
        Plural::One => form(one, case),
        Plural::Many if direct => form(more, Case::Genitive),
        Plural::Few | Plural::Many => form(more, case),
    };
    format!("{stem}{ending}")
}

/// "Целая", "десятых": what a decimal counts.
pub(super) fn part(stem: &str, plural: Plural, case: Case) -> String {
    let ending = match (plural, case) {
        (Plural::One, Case::Nominative) => "ая",
        (Plural::One, Case::Accusative) => "ую",
        (Plural::One, _) => "ой",
        (_, Case::Dative) => "ым",
        (_, Case::Instrumental) => "ыми",
        _ => "ых",
    };
    format!("{stem}{ending}")
}
