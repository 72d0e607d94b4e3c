//! The cases of Russian nouns, from their nominative and their genitive.

use crate::counting::{Case, CountedNoun, Plural};

/// A unit in the case of its number; what follows its noun, as in "километр в час", stays.
pub(super) fn declined(noun: &CountedNoun, case: Case, plural: Plural) -> String {
    if noun.one == noun.many && noun.one == noun.part {
        return noun.one.to_owned();
    }
    let mut words = Vec::new();
    let mut is_head = true;
    for (one, genitive) in noun.one.split(' ').zip(noun.part.split(' ')) {
        let adjective = ["ый", "ий", "ая"].iter().any(|ending| one.ends_with(ending));
        words.push(match plural {
            _ if !is_head => one.to_owned(),
            Plural::One if adjective => adjective_of_one(one, case),
            Plural::One => singular(one, genitive, case),
            Plural::Few | Plural::Many if adjective => adjective_of_many(one, case),
            Plural::Few | Plural::Many => of_many(one, genitive, case),
        });
        is_head = is_head && adjective;
    }
    words.join(" ")
}

/// A noun in the singular.
pub(super) fn singular(one: &str, genitive: &str, case: Case) -> String {
    let stem = without_last(genitive);
    let feminine = genitive.ends_with(['ы', 'и']);
    let soft = one.ends_with(['ь', 'я', 'й']);
    let ending = match case {
        _ if one == genitive => return one.to_owned(),
        // "Набережная".
        _ if one.ends_with("ая") => return adjective_of_one(one, case),
        Case::Genitive => return genitive.to_owned(),
        Case::Nominative => return one.to_owned(),
        // "Часть", "площадь".
        Case::Instrumental if feminine && one.ends_with('ь') => "ью",
        Case::Dative | Case::Prepositional if feminine && one.ends_with(['ь']) => "и",
        Case::Dative | Case::Prepositional if feminine && one.ends_with("ия") => "и",
        Case::Accusative if feminine && one.ends_with('а') => "у",
        Case::Accusative if feminine && one.ends_with('я') => "ю",
        Case::Accusative => return one.to_owned(),
        Case::Prepositional => "е",
        Case::Dative if feminine => "е",
        Case::Dative if soft => "ю",
        Case::Dative => "у",
        Case::Instrumental if stem == "рубл" => "ём",
        Case::Instrumental if stem == "стать" => "ёй",
        Case::Instrumental if feminine && (soft || is_hushing(stem)) => "ей",
        Case::Instrumental if feminine => "ой",
        Case::Instrumental if soft || is_hushing(stem) => "ем",
        Case::Instrumental => "ом",
    };
    format!("{stem}{ending}")
}

/// A noun in the dative, the instrumental or the prepositional of the plural.
fn of_many(one: &str, genitive: &str, case: Case) -> String {
    let soft = one.ends_with(['ь', 'я', 'й']);
    let vowel = if soft { 'я' } else { 'а' };
    let ending = match case {
        Case::Dative => "м",
        Case::Instrumental => "ми",
        _ => "х",
    };
    format!("{}{vowel}{ending}", without_last(genitive))
}

fn adjective_of_one(one: &str, case: Case) -> String {
    let stem = without_last(without_last(one));
    let feminine = one.ends_with("ая");
    let ending = match case {
        Case::Nominative => return one.to_owned(),
        Case::Accusative if feminine => "ую",
        _ if feminine => "ой",
        Case::Accusative => return one.to_owned(),
        Case::Genitive => "ого",
        Case::Dative => "ому",
        Case::Prepositional => "ом",
        Case::Instrumental if is_velar(stem) => "им",
        Case::Instrumental => "ым",
    };
    format!("{stem}{ending}")
}

fn adjective_of_many(one: &str, case: Case) -> String {
    let stem = without_last(without_last(one));
    let vowel = if is_velar(stem) { 'и' } else { 'ы' };
    let ending = match case {
        Case::Dative => "м",
        Case::Instrumental => "ми",
        _ => "х",
    };
    format!("{stem}{vowel}{ending}")
}

/// After these, "и" is written for "ы".
fn is_velar(stem: &str) -> bool {
    stem.ends_with(['к', 'г', 'х'])
}

/// After these, "е" is written for "о" without a stress.
fn is_hushing(stem: &str) -> bool {
    stem.ends_with(['ж', 'ч', 'ш', 'щ', 'ц'])
}

fn without_last(word: &str) -> &str {
    let mut letters = word.chars();
    letters.next_back();
    letters.as_str()
}
