//! What the words around a number ask of it: case, gender and number.

use super::ordinal_words::Agreement;
use crate::normal::cursor::Cursor;
use crate::normal::number_format::roman;
use crate::normal::slavic::Case;

/// After these, a number is in the genitive.
const GENITIVE: [&str; 30] = [
    "до",
    "от",
    "из",
    "около",
    "после",
    "без",
    "для",
    "у",
    "кроме",
    "более",
    "менее",
    "больше",
    "меньше",
    "свыше",
    "среди",
    "против",
    "вокруг",
    "порядка",
    "течение",
    "возрасте",
    "старше",
    "моложе",
    "ради",
    "начиная",
    "выше",
    "ниже",
    "дороже",
    "дешевле",
    "дольше",
    "дальше",
];

/// The case that the word before a number asks for, as far as numbers show it here.
pub(super) fn number_case(cursor: &Cursor<'_>) -> Case {
    let before = cursor.before();
    let signed = before.trim_end_matches(['+', '-', '−', '–']);
    let back = Cursor { at: cursor.at - (before.len() - signed.len()), ..*cursor };
    let word = back.previous_word().to_lowercase();
    // "С девяти до восемнадцати".
    let from = word == "с" && cursor.after(0).split_whitespace().take(4).any(|next| next == "до");
    if from || GENITIVE.contains(&word.as_str()) { Case::Genitive } else { Case::Nominative }
}

/// The agreement of a masculine ordinal after a preposition; `None` after any other word.
pub(super) fn after_preposition(word: &str) -> Option<Agreement> {
    Some(match word.to_lowercase().as_str() {
        "в" | "во" | "на" | "о" | "об" | "при" => Agreement::Prepositional,
        "к" | "ко" => Agreement::Dative,
        "с" | "со" | "до" | "от" | "из" | "после" | "около" | "без" | "для" | "у" => {
            Agreement::Genitive
        }
        "перед" | "между" | "над" | "под" | "за" => Agreement::Instrumental,
        "по" | "через" | "про" | "это" | "наступил" | "наступает" | "шёл" | "шел" | "идёт" => {
            Agreement::Masculine
        }
        _ => return None,
    })
}

/// The agreement of a year or a century whose noun is only abbreviated.
pub(super) fn of_abbreviated(cursor: &Cursor<'_>) -> Agreement {
    let word = word_before_range(cursor);
    if word.is_empty() {
        return Agreement::Masculine;
    }
    after_preposition(word).unwrap_or(Agreement::Genitive)
}

/// The word before the number here, or before the range that it ends: "в 1941–1945".
pub(super) fn word_before_range<'a>(cursor: &Cursor<'a>) -> &'a str {
    let before = cursor.before();
    let trimmed = before.trim_end();
    let joined = ["–", "—", "-", " и", " или"].iter().find_map(|join| trimmed.strip_suffix(join));
    let start = joined.map(str::trim_end).and_then(|first| {
        let at = first.rfind(|letter: char| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
        let at = first.ceil_char_boundary(at);
        let number = &first[at..];
        let numeric = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        (numeric || roman(number).is_some()).then_some(at)
    });
    let removed = start.map_or(0, |start| before.len() - start);
    Cursor { at: cursor.at - removed, ..*cursor }.previous_word()
}

/// The noun after `length` bytes, with its full stop, past the rest of a range: whether it is near, and where it begins.
pub(super) fn noun_after<'a>(cursor: &Cursor<'a>, length: usize) -> (bool, usize, &'a str) {
    let after = cursor.after(length);
    let rest = after.trim_start();
    let joins = ["–", "—", "-", "и ", "или ", "по ", "до "];
    let joined = joins.iter().find_map(|join| rest.strip_prefix(join)).map(str::trim_start);
    let second = joined.map(|text| {
        let end = text.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len());
        text.split_at(end)
    });
    let numeric = |number: &str| {
        number.starts_with(|digit: char| digit.is_ascii_digit()) || roman(number).is_some()
    };
    let (near, text) = match second {
        Some((number, behind)) if numeric(number) => (false, behind.trim_start()),
        _ => (true, rest),
    };
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let end = end + usize::from(end > 0 && text[end..].starts_with('.'));
    (near, length + after.len() - text.len(), &text[..end])
}

/// Nouns that ordinals stand with, without their endings.
const MASCULINE: [&str; 19] = [
    "век",
    "съезд",
    "том",
    "конгресс",
    "акт",
    "раздел",
    "класс",
    "курс",
    "тур",
    "этап",
    "легион",
    "полк",
    "созыв",
    "чемпионат",
    "квартал",
    "параграф",
    "пункт",
    "корпус",
    "фестивал",
];
const FEMININE: [&str; 17] = [
    "глав",
    "част",
    "сцен",
    "стать",
    "книг",
    "олимпиад",
    "войн",
    "династи",
    "республик",
    "степен",
    "групп",
    "арми",
    "конференци",
    "картин",
    "песн",
    "дивизи",
    "мировая войн",
];
const NEUTER: [&str; 8] =
    ["тысячелети", "столети", "действи", "отделени", "явлени", "мест", "собрани", "приложени"];

/// The agreement that one of our nouns asks for, by its ending.
pub(super) fn of_noun(noun: &str) -> Option<Agreement> {
    let noun = noun.to_lowercase();
    let ending = |stems: &[&str]| {
        let known = stems.iter().filter_map(|stem| noun.strip_prefix(stem));
        known
            .min_by_key(|ending| ending.len())
            .filter(|ending| ending.chars().count() < 4)
            .map(str::to_owned)
    };
    match noun.as_str() {
        "мировая" => return Some(Agreement::Feminine),
        "мировой" => return Some(Agreement::FeminineOblique),
        "мировую" => return Some(Agreement::FeminineObject),
        _ => {}
    }
    ending(&MASCULINE)
        .and_then(|ending| masculine(&ending))
        .or_else(|| ending(&FEMININE).and_then(|ending| feminine(&ending)))
        .or_else(|| ending(&NEUTER).and_then(|ending| neuter(&ending)))
}

/// By the ending of a masculine noun or name.
pub(super) fn masculine(ending: &str) -> Option<Agreement> {
    Some(match ending {
        "" | "й" | "ь" => Agreement::Masculine,
        "а" | "я" => Agreement::Genitive,
        "у" | "ю" => Agreement::Dative,
        "ом" | "ем" | "ём" => Agreement::Instrumental,
        "е" => Agreement::Prepositional,
        "ы" | "и" => Agreement::Plural,
        "ов" | "ей" | "ах" | "ях" => Agreement::PluralGenitive,
        "ам" | "ям" => Agreement::PluralDative,
        "ами" | "ями" => Agreement::PluralInstrumental,
        _ => return None,
    })
}

/// By the ending of a feminine noun or name.
pub(super) fn feminine(ending: &str) -> Option<Agreement> {
    Some(match ending {
        "а" | "я" | "ь" => Agreement::Feminine,
        "ы" | "и" | "е" | "ой" | "ей" | "ью" => Agreement::FeminineOblique,
        "у" | "ю" => Agreement::FeminineObject,
        _ => return None,
    })
}

fn neuter(ending: &str) -> Option<Agreement> {
    Some(match ending {
        "е" | "о" => Agreement::Neuter,
        "я" | "а" => Agreement::Genitive,
        "ю" | "у" => Agreement::Dative,
        "ем" | "ом" => Agreement::Instrumental,
        "и" => Agreement::Prepositional,
        _ => return None,
    })
}
