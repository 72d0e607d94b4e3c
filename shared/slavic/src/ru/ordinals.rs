//! Ordinals with their endings: `5-й`, `90-х`; and compounds: `25-летний`.

use super::agreement::after_preposition;
use super::number_words::{cardinal, prefix};
use super::ordinal_words::{RussianForm, ordinal as ordinal_words};
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `5-й`, `90-х`, `5-ти`; `20 век`.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    if let Some(agreement) = of_century(cursor, length, number) {
        return Some(Verbalization::words(length, ordinal_words(number, agreement)?));
    }
    let (end, ending) = behind_hyphen(cursor, length)?;
    let genitive = ending == "ти" || ending == "х" && (2..5).contains(&number);
    if genitive {
        return Some(Verbalization::words(
            end,
            cardinal(number, Gender::Masculine, Case::Genitive),
        ));
    }
    let next = cursor.next_word(end);
    let agreement = of_ending(ending, number, cursor.previous_word(), next)?;
    Some(Verbalization::words(end, ordinal_words(number, agreement)?))
}

/// The letters behind a number and a hyphen, and where they end.
fn behind_hyphen<'a>(cursor: &Cursor<'a>, length: usize) -> Option<(usize, &'a str)> {
    let mark =
        cursor.after(length).chars().next().filter(|mark| matches!(mark, '-' | '‑' | '–'))?;
    let start = length + mark.len_utf8();
    let ending = cursor.word_at(start);
    Some((start + ending.len(), ending))
        .filter(|(_, ending)| ending.starts_with(char::is_lowercase))
}

/// `20 век`, `в 19 веке`; "2 века" are counted.
fn of_century(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<RussianForm> {
    let agreement = match cursor.next_word(length) {
        "век" => RussianForm::Masculine,
        "века" if !(2..5).contains(&(number % 10)) || (11..15).contains(&number) => {
            RussianForm::Genitive
        }
        "веку" => RussianForm::Dative,
        "веком" => RussianForm::Instrumental,
        "веке" => RussianForm::Prepositional,
        _ => return None,
    };
    (1..=30).contains(&number).then_some(agreement)
}

fn of_ending(ending: &str, number: u64, before: &str, next: &str) -> Option<RussianForm> {
    let tens = number.is_multiple_of(10) && number > 10;
    let oblique = next.chars().count() > 1 && next.ends_with(['е', 'и', 'ы', 'й']);
    Some(match ending {
        "й" | "ой" if oblique && after_preposition(before).is_some() => {
            RussianForm::FeminineOblique
        }
        "й" | "ый" | "ий" | "ой" => RussianForm::Masculine,
        "я" | "ая" | "ья" => RussianForm::Feminine,
        "е" | "ые" if tens || next.ends_with(['ы', 'и']) => RussianForm::Plural,
        "е" | "ое" | "ье" => RussianForm::Neuter,
        "го" | "ого" | "его" => RussianForm::Genitive,
        "му" | "ому" | "ему" => RussianForm::Dative,
        "м" if next.ends_with("ам") || next.ends_with("ям") => RussianForm::PluralDative,
        "м" | "ом" | "ем" if after_preposition(before) == Some(RussianForm::Prepositional) => {
            RussianForm::Prepositional
        }
        "м" | "ым" | "им" => RussianForm::Instrumental,
        "ю" | "ую" => RussianForm::FeminineObject,
        "х" | "ых" => RussianForm::PluralGenitive,
        "ми" | "ыми" => RussianForm::PluralInstrumental,
        _ => return None,
    })
}

/// `25-летний`, `5-процентный`, `100-летие`.
pub(super) fn compound(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const ROOTS: &str = "лет кратн метров процентн этажн тысячн градусн часов дневн минутн недельн месячн комнатн \
        тонн миллионн страничн угольн сильн секундн километров рублёв рублев местн томн мест \
        значн сантиметров";
    let length = digits(cursor.rest());
    let (end, rest) = behind_hyphen(cursor, length)?;
    let long = rest.chars().count() > 4 && ROOTS.split(' ').any(|root| rest.starts_with(root));
    let number = cursor.rest()[..length].parse().ok().filter(|_| long)?;
    Some(Verbalization::words(end, format!("{}{rest}", prefix(number)?)))
}
