//! The cases of the words that Polish numbers are made of.

use crate::counting::case::{Forms, form};
use crate::counting::{Case, Gender, Plural, of_case};

/// The numbers whose cases are like no others.
const SMALL: [Forms; 5] = [
    ["zero", "zera", "zeru", "zerem", "zerze"],
    ["jeden", "jednego", "jednemu", "jednym", "jednym"],
    ["dwa", "dwóch", "dwóm", "dwoma", "dwóch"],
    ["trzy", "trzech", "trzem", "trzema", "trzech"],
    ["cztery", "czterech", "czterem", "czterema", "czterech"],
];
/// From five on: nominative and genitive.
const REGULAR: [[&str; 2]; 15] = [
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
const TENS: [[&str; 2]; 8] = [
    ["dwadzieścia", "dwudziestu"],
    ["trzydzieści", "trzydziestu"],
    ["czterdzieści", "czterdziestu"],
    ["pięćdziesiąt", "pięćdziesięciu"],
    ["sześćdziesiąt", "sześćdziesięciu"],
    ["siedemdziesiąt", "siedemdziesięciu"],
    ["osiemdziesiąt", "osiemdziesięciu"],
    ["dziewięćdziesiąt", "dziewięćdziesięciu"],
];
/// These have one form for all cases but the nominative.
const HUNDREDS: [[&str; 2]; 9] = [
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

/// A number below twenty.
pub(super) fn small(number: u64, gender: Gender, case: Case) -> String {
    let word = match (number, gender, case) {
        (1, Gender::Feminine, Case::Nominative) => "jedna",
        (1, Gender::Feminine, Case::Accusative | Case::Instrumental) => "jedną",
        (1, Gender::Feminine, _) => "jednej",
        (1, Gender::Neuter, Case::Nominative | Case::Accusative) => "jedno",
        (1, Gender::Men, Case::Accusative) => "jednego",
        (2, Gender::Feminine, Case::Nominative | Case::Accusative) => "dwie",
        (2, Gender::Feminine, Case::Instrumental) => "dwiema",
        (0..5, ..) => of_case(&SMALL, number, case),
        _ => return regular(&REGULAR, number - 5, case),
    };
    word.to_owned()
}

/// "Dwadzieścia", "dwudziestu", "dwudziestoma".
pub(super) fn ten(tens: u64, case: Case) -> String {
    regular(&TENS, tens.saturating_sub(2), case)
}

/// "Sto", "dwustu".
pub(super) fn hundred(hundreds: u64, case: Case) -> String {
    let case = if case == Case::Instrumental { Case::Genitive } else { case };
    regular(&HUNDREDS, hundreds.saturating_sub(1), case)
}

/// "Pięć", "pięciu", "pięcioma".
fn regular(words: &[[&str; 2]], at: u64, case: Case) -> String {
    let found = usize::try_from(at).ok().and_then(|at| words.get(at)).copied();
    let [nominative, genitive] = found.unwrap_or_default();
    match case {
        Case::Nominative | Case::Accusative => nominative.to_owned(),
        Case::Instrumental => format!("{}oma", genitive.trim_end_matches('u')),
        Case::Genitive | Case::Dative | Case::Prepositional => genitive.to_owned(),
    }
}

/// "Tysiąc", "dwóch tysięcy", "milionami".
pub(super) fn power(word: &str, plural: Plural, case: Case) -> String {
    const THOUSAND: Forms = ["tysiąc", "tysiąca", "tysiącowi", "tysiącem", "tysiącu"];
    const THOUSANDS: Forms = ["tysiące", "tysięcy", "tysiącom", "tysiącami", "tysiącach"];
    const MILLION: Forms = ["", "a", "owi", "em", "ie"];
    const MILLIONS: Forms = ["y", "ów", "om", "ami", "ach"];
    let is_thousand = word == "tysiąc";
    let (one, more) = if is_thousand { (&THOUSAND, &THOUSANDS) } else { (&MILLION, &MILLIONS) };
    let direct = matches!(case, Case::Nominative | Case::Accusative);
    let ending = match plural {
        Plural::One if case == Case::Prepositional && word.ends_with('d') => "zie",
        Plural::One => form(one, case),
        Plural::Many if direct => form(more, Case::Genitive),
        Plural::Few | Plural::Many => form(more, case),
    };
    if is_thousand { ending.to_owned() } else { format!("{word}{ending}") }
}
