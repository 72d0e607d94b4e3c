//! Abbreviated places behind an adjective that is their name: `по Садовой ул.`, `в Тульской губ.`

use super::declension::singular;
use super::place_nouns::{RussianNoun, case_after, named};
use crate::counting::Case;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;

/// Behind an adjective that is a name.
const DESCRIBED: [RussianNoun; 13] = [
    named("ул", "улица", "улицы"),
    named("пл", "площадь", "площади"),
    named("пер", "переулок", "переулка"),
    named("пр", "проспект", "проспекта"),
    named("просп", "проспект", "проспекта"),
    named("наб", "набережная", "набережной"),
    named("бул", "бульвар", "бульвара"),
    named("губ", "губерния", "губернии"),
    named("обл", "область", "области"),
    named("вол", "волость", "волости"),
    named("у", "уезд", "уезда"),
    named("оз", "озеро", "озера"),
    named("ст", "станция", "станции"),
];

/// `по Садовой ул.`, whose case the adjective shows.
pub(super) fn described(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    let word = cursor.word();
    let adjective = cursor.previous_word();
    let place = DESCRIBED.iter().find(|place| place.written == word)?;
    let numbered = digits(cursor.after(word.len() + 1).trim_start()) > 0;
    let lone = adjective.chars().count() > 4 && adjective.starts_with(char::is_uppercase);
    if !lone || numbered {
        return None;
    }
    let start = cursor.before().trim_end().len() - adjective.len();
    let before = cursor.before();
    let earlier = Cursor { at: cursor.at - (before.len() - start), ..*cursor };
    let other = earlier.previous_word();
    // "На Малой Бронной ул."
    let is_second = other.starts_with(char::is_uppercase)
        && of_adjective(other, place, "").is_some()
        && other.chars().count() > 4;
    let start = earlier.before().trim_end().len().saturating_sub(other.len());
    let first = Cursor { at: earlier.at - (earlier.before().len() - start), ..*cursor };
    let governor = if is_second { first.previous_word() } else { other };
    let case = of_adjective(adjective, place, governor)?;
    let words = singular(place.nominative, place.genitive, case);
    Some((word.len() + 1, words))
}

/// The case of a noun by its adjective, which must have its gender, and by the word before both.
fn of_adjective(adjective: &str, place: &RussianNoun, before: &str) -> Option<Case> {
    let feminine = place.genitive.ends_with(['ы', 'и', 'й']);
    let ends = |endings: [&str; 2]| endings.iter().any(|ending| adjective.ends_with(ending));
    let case = match feminine {
        true if ends(["ая", "яя"]) => Case::Nominative,
        true if ends(["ую", "юю"]) => Case::Accusative,
        true if ends(["ой", "ей"]) => match case_after(before) {
            Case::Nominative | Case::Accusative => Case::Genitive,
            case => case,
        },
        false if ends(["ый", "ий"]) || ends(["ое", "ой"]) => Case::Nominative,
        false if ends(["ого", "его"]) => Case::Genitive,
        false if ends(["ому", "ему"]) => Case::Dative,
        false if ends(["ым", "им"]) => Case::Instrumental,
        false if ends(["ом", "ем"]) => Case::Prepositional,
        _ => return None,
    };
    Some(case)
}
