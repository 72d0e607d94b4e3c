//! The cases of Polish nouns, from their nominative and their genitive.

use crate::counting::{Case, CountedNoun, Plural};

/// A unit in the case of its number; what follows its noun, as in "stopień Celsjusza", stays.
pub(super) fn declined(noun: &CountedNoun, case: Case, plural: Plural) -> String {
    if noun.one == noun.part {
        return of_fixed(noun.one, case, plural);
    }
    let mut words = Vec::new();
    for (one, genitive) in noun.one.split(' ').zip(noun.part.split(' ')) {
        words.push(match plural {
            _ if one == genitive => one.to_owned(),
            Plural::One if one.ends_with('y') => adjective_of_one(one, case),
            Plural::One => singular(one, genitive, case),
            Plural::Few | Plural::Many if one.ends_with('y') => adjective_of_many(one, case),
            Plural::Few | Plural::Many => of_many(genitive, case),
        });
    }
    words.join(" ")
}

/// "Procent" is declined only where a preposition asks for it; "euro" never is.
fn of_fixed(word: &str, case: Case, plural: Plural) -> String {
    let ending = match (plural, case) {
        _ if word != "procent" => "",
        (_, Case::Nominative | Case::Accusative | Case::Genitive) => "",
        (Plural::One, Case::Instrumental) => "em",
        (Plural::One, Case::Dative) => "owi",
        (Plural::One, Case::Prepositional) => return "procencie".to_owned(),
        (_, Case::Dative) => "om",
        (_, Case::Instrumental) => "ami",
        (_, Case::Prepositional) => "ach",
    };
    format!("{word}{ending}")
}

/// A noun in the singular.
pub(super) fn singular(one: &str, genitive: &str, case: Case) -> String {
    let feminine = one.ends_with('a');
    let stem = without_last(genitive);
    match case {
        Case::Nominative => one.to_owned(),
        Case::Genitive => genitive.to_owned(),
        Case::Accusative if feminine => format!("{}ę", without_last(one)),
        Case::Accusative => one.to_owned(),
        Case::Instrumental if feminine => format!("{}ą", without_last(one)),
        Case::Instrumental if stem.ends_with(['k', 'g']) => format!("{stem}iem"),
        Case::Instrumental => format!("{stem}em"),
        Case::Dative if !feminine => format!("{stem}owi"),
        Case::Dative | Case::Prepositional if feminine => softened(without_last(one), "y"),
        Case::Dative | Case::Prepositional => softened(stem, "u"),
    }
}

/// The stem before the "e" of the locative; some stems take another ending.
fn softened(stem: &str, other: &str) -> String {
    let shorter = without_last(stem);
    match stem.chars().next_back() {
        Some('r') => format!("{shorter}rze"),
        Some('t') => format!("{shorter}cie"),
        Some('d') => format!("{shorter}dzie"),
        Some('k') if other == "y" => format!("{shorter}ce"),
        Some('ł') => format!("{shorter}le"),
        Some('m' | 'n' | 'b' | 'p' | 'w' | 's') => format!("{stem}ie"),
        _ => format!("{stem}{other}"),
    }
}

/// A noun in the dative, the instrumental or the locative of the plural.
fn of_many(genitive: &str, case: Case) -> String {
    let ending = match case {
        Case::Dative => "om",
        Case::Instrumental => "ami",
        _ => "ach",
    };
    format!("{}{ending}", without_last(genitive))
}

fn adjective_of_one(one: &str, case: Case) -> String {
    let ending = match case {
        Case::Nominative | Case::Accusative => "y",
        Case::Genitive => "ego",
        Case::Dative => "emu",
        Case::Instrumental | Case::Prepositional => "ym",
    };
    format!("{}{ending}", without_last(one))
}

fn adjective_of_many(one: &str, case: Case) -> String {
    let ending = match case {
        Case::Dative => "ym",
        Case::Instrumental => "ymi",
        _ => "ych",
    };
    format!("{}{ending}", without_last(one))
}

fn without_last(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next_back();
    letters.as_str()
}
