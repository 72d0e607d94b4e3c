//! Ordinals with their endings: `5-й`, `90-х`; and compounds: `25-летний`.

use super::agreement::{after_preposition, noun_after, of_noun};
use super::number_words::{cardinal, plural, prefix};
use super::ordinal_words::{RussianForm, hard, ordinal as ordinal_words};
use crate::counting::{Case, Gender, Plural};
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// `5-й`, `90-х`, `5-ти`; `20 век`.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let named = of_century(cursor, length, number)
        .or_else(|| of_hour(cursor, length, number))
        .or_else(|| of_uncounted(cursor, length, number));
    if let Some(agreement) = named {
        return Some(Verbalization::words(length, ordinal_words(number, agreement)?));
    }
    let (end, ending) = behind_hyphen(cursor, length)?;
    let next = cursor.next_word(end);
    if let Some(case) = of_cardinal(ending, number, next) {
        return Some(Verbalization::words(end, cardinal(number, Gender::Masculine, case)));
    }
    let agreement = of_ending(ending, number, cursor.previous_word(), next)?;
    Some(Verbalization::words(end, ordinal_words(number, agreement)?))
}

/// The case of a cardinal with its ending: `2-х томах`, `5-ю рублями`, `к 3-м часам`.
fn of_cardinal(ending: &str, number: u64, next: &str) -> Option<Case> {
    let few = matches!(number % 10, 2..=4) && number < 100 && !(11..15).contains(&number);
    let ends = |endings: [&str; 3]| endings.iter().any(|ending| next.ends_with(ending));
    let years = next.starts_with("год");
    match ending {
        "ти" => Some(Case::Genitive),
        "х" | "ёх" if few && !(years && number > 4) => Some(Case::Genitive),
        "мя" | "тью" => Some(Case::Instrumental),
        "ю" | "ью" if ends(["ами", "ями", "ьми"]) => Some(Case::Instrumental),
        "м" | "ём" | "ем" if few && ends(["ам", "ям", "ям"]) && !years => {
            Some(Case::Dative)
        }
        _ => None,
    }
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

/// `на 5 этаже`, `в 3 главе`, `с 6 этажа`: a noun in a form that no cardinal has behind it.
fn of_uncounted(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<RussianForm> {
    let (near, _, noun) = noun_after(cursor, length);
    let noun = noun.trim_end_matches('.');
    let agreement = match noun {
        "недель" => return None,
        "день" => RussianForm::Masculine,
        "дню" => RussianForm::Dative,
        _ => of_noun(noun)?,
    };
    let never = match agreement {
        RussianForm::Masculine
        | RussianForm::Feminine
        | RussianForm::Neuter
        | RussianForm::Dative
        | RussianForm::Instrumental
        | RussianForm::Prepositional
        | RussianForm::FeminineObject => true,
        // "Две главы", but "из пятой главы".
        RussianForm::FeminineOblique
            if ["е", "ой", "ью", "ией"].iter().any(|ending| noun.ends_with(ending)) =>
        {
            true
        }
        RussianForm::Genitive | RussianForm::FeminineOblique => plural(number) == Plural::Many,
        RussianForm::Plural
        | RussianForm::PluralGenitive
        | RussianForm::PluralDative
        | RussianForm::PluralInstrumental => false,
    };
    let several = !near || plural(number) != Plural::One;
    // "С первого по пятый класс".
    let from = !near && matches!(cursor.previous_word(), "с" | "С" | "со" | "от" | "От");
    let agreement = match agreement {
        RussianForm::Feminine | RussianForm::FeminineObject if from => RussianForm::FeminineOblique,
        RussianForm::FeminineOblique => agreement,
        _ if from => RussianForm::Genitive,
        _ => agreement,
    };
    (never && several && (1..100).contains(&number)).then_some(agreement)
}

/// `в 5 часу`, `ко 2 часу`.
fn of_hour(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<RussianForm> {
    let agreement = match cursor.previous_word() {
        "в" | "во" | "В" | "Во" => RussianForm::Prepositional,
        "к" | "ко" | "К" | "Ко" => RussianForm::Dative,
        _ => return None,
    };
    ((1..=24).contains(&number) && cursor.next_word(length) == "часу").then_some(agreement)
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
    if let Some(found) = percentage(cursor, length) {
        return Some(found);
    }
    let (end, rest) = behind_hyphen(cursor, length)?;
    let long = rest.chars().count() > 4 && ROOTS.split(' ').any(|root| rest.starts_with(root));
    let number = cursor.rest()[..length].parse().ok().filter(|_| long)?;
    Some(Verbalization::words(end, format!("{}{rest}", prefix(number)?)))
}

/// `5%-м раствором`, `20%-ную сметану`.
fn percentage(cursor: &Cursor<'_>, length: usize) -> Option<Verbalization> {
    let rest = cursor.after(length);
    let sign = rest.len() - rest.trim_start().strip_prefix('%')?.len();
    let (end, ending) = behind_hyphen(cursor, length + sign)?;
    let number = prefix(cursor.rest()[..length].parse().ok()?)?;
    let words = if ending.starts_with('н') {
        format!("{number}процент{ending}")
    } else {
        let agreement = of_ending(ending, 1, cursor.previous_word(), cursor.next_word(end))?;
        format!("{number}процентн{}", hard(agreement))
    };
    Some(Verbalization::words(end, words))
}
