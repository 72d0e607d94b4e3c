//! What the words around a number ask of it: case, gender and number.

use super::ordinal_words::RussianForm;
use crate::counting::neighbours;
use verbalizer::cursor::Cursor;

/// The agreement of a masculine ordinal after a preposition; `None` after any other word.
pub(super) fn after_preposition(word: &str) -> Option<RussianForm> {
    Some(match word.to_lowercase().as_str() {
        "в" | "во" | "на" | "о" | "об" | "при" => RussianForm::Prepositional,
        "к" | "ко" => RussianForm::Dative,
        "с" | "со" | "до" | "от" | "из" | "после" | "около" | "без" | "для" | "у" => {
            RussianForm::Genitive
        }
        "перед" | "между" | "над" | "под" => RussianForm::Instrumental,
        "по" | "за" | "через" | "про" | "это" | "наступил" | "наступает" | "шёл" | "шел"
        | "идёт" => RussianForm::Masculine,
        _ => return None,
    })
}

/// The agreement of a year or a century whose noun is only abbreviated.
pub(super) fn of_abbreviated(cursor: &Cursor<'_>) -> RussianForm {
    let word = word_before_range(cursor);
    if word.is_empty() {
        return RussianForm::Masculine;
    }
    after_preposition(word).unwrap_or(RussianForm::Genitive)
}

/// The word before the number here, or before the range that it ends: "в 1941–1945".
pub(super) fn word_before_range<'a>(cursor: &Cursor<'a>) -> &'a str {
    neighbours::word_before_range(cursor, &["–", "—", "-", " и", " или"])
}

/// Between the numbers of a range.
pub(super) const JOINS: [&str; 8] = ["–", "—", "-", "и ", "или ", "по ", "до ", "к "];

/// The noun after `length` bytes, as [`neighbours::noun_after`] finds it.
pub(super) fn noun_after<'a>(cursor: &Cursor<'a>, length: usize) -> (bool, usize, &'a str) {
    neighbours::noun_after(cursor, length, &JOINS)
}

/// Nouns that ordinals stand with, without their endings.
const MASCULINE: &str = "век съезд том конгресс акт раздел класс курс тур этап легион полк созыв чемпионат квартал \
    параграф пункт корпус фестивал поход пленум интернационал рейх симпозиум турнир эскадрон \
    дивизион батальон отряд форум этаж месяц \
    километр вагон выпуск";
const FEMININE: &str = "глав част сцен стать книг олимпиад войн династи республик степен групп арми конференци картин \
    песн дивизи сесси колонн рот бригад эскадр половин конвенци сери редакци \
    недел минут страниц строк палат комнат школ";
const NEUTER: &str =
    "тысячелети столети действи отделени явлени мест собрани приложени сослови заседани издани";

/// The agreement that one of our nouns asks for, by its ending.
pub(super) fn of_noun(noun: &str) -> Option<RussianForm> {
    let noun = noun.to_lowercase();
    let ending = |stems: &str| {
        let known = stems.split(' ').filter_map(|stem| noun.strip_prefix(stem));
        known
            .min_by_key(|ending| ending.len())
            .filter(|ending| ending.chars().count() < 4)
            .map(str::to_owned)
    };
    match noun.as_str() {
        "мировая" => return Some(RussianForm::Feminine),
        "мировой" => return Some(RussianForm::FeminineOblique),
        "мировую" => return Some(RussianForm::FeminineObject),
        _ => {}
    }
    ending(MASCULINE)
        .and_then(|ending| masculine(&ending))
        .or_else(|| ending(FEMININE).and_then(|ending| feminine(&ending)))
        .or_else(|| ending(NEUTER).and_then(|ending| neuter(&ending)))
}

/// By the ending of a masculine noun or name.
pub(super) fn masculine(ending: &str) -> Option<RussianForm> {
    Some(match ending {
        "" | "й" | "ь" => RussianForm::Masculine,
        "а" | "я" => RussianForm::Genitive,
        "у" | "ю" => RussianForm::Dative,
        "ом" | "ем" | "ём" => RussianForm::Instrumental,
        "е" => RussianForm::Prepositional,
        "ы" | "и" => RussianForm::Plural,
        "ов" | "ей" | "ах" | "ях" => RussianForm::PluralGenitive,
        "ам" | "ям" => RussianForm::PluralDative,
        "ами" | "ями" => RussianForm::PluralInstrumental,
        _ => return None,
    })
}

/// By the ending of a feminine noun or name.
pub(super) fn feminine(ending: &str) -> Option<RussianForm> {
    Some(match ending {
        "а" | "я" | "ь" => RussianForm::Feminine,
        "ы" | "и" | "е" | "ой" | "ей" | "ью" => RussianForm::FeminineOblique,
        "у" | "ю" => RussianForm::FeminineObject,
        _ => return None,
    })
}

fn neuter(ending: &str) -> Option<RussianForm> {
    Some(match ending {
        "е" | "о" => RussianForm::Neuter,
        "я" | "а" => RussianForm::Genitive,
        "ю" | "у" => RussianForm::Dative,
        "ем" | "ом" => RussianForm::Instrumental,
        "и" => RussianForm::Prepositional,
        _ => return None,
    })
}
