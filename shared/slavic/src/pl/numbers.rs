//! Numbers before their nouns, ordinals with a full stop, and fractions.

use super::agreement::JOINS;
use super::genders::{FUNCTION, is_nominative_of_men};
use super::nouns::{is_only_one, of_any_noun, of_noun};
use super::number_case::{agreement, number_case};
use super::number_words::{cardinal, prefix};
use super::ordinal_words::{PolishForm, ordinal as ordinal_words};
use super::units::COUNTING;
use super::words::GRAMMAR;
use crate::counting::neighbours::{proper_fraction, words_behind};
use crate::counting::{Case, Gender};
use verbalizer::cursor::Cursor;
use verbalizer::figures::{amount_dash, is_scale};
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;

/// `1 234`, `2 książki`, `do 5 minut`.
pub(super) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &COUNTING.style)?;
    let value = figure.value().unwrap_or_default();
    let special = of_children(cursor, value, figure.length)
        .or_else(|| of_men(cursor, value, figure.length).map(str::to_owned));
    if let Some(words) = special {
        return Some(Verbalization::words(figure.length, words));
    }
    let (gender, case) = agreement(cursor, value, figure.length);
    Some(Verbalization::words(figure.length, COUNTING.amount(&figure, gender, case)))
}

/// "Dwoje dzieci".
fn of_children(cursor: &Cursor<'_>, number: u64, length: usize) -> Option<String> {
    const WORDS: [&str; 11] = [
        "",
        "",
        "dwoje",
        "troje",
        "czworo",
        "pięcioro",
        "sześcioro",
        "siedmioro",
        "ośmioro",
        "dziewięcioro",
        "dziesięcioro",
    ];
    let here = cursor.next_word(length) == "dzieci";
    let words = usize::try_from(number).ok().filter(|_| here).and_then(|at| WORDS.get(at));
    let words = words.filter(|words| !words.is_empty())?;
    match number_case(cursor) {
        Case::Nominative | Case::Accusative => Some((*words).to_owned()),
        // "Dwojga", "czworga".
        Case::Genitive => Some(format!("{}ga", words.trim_end_matches(['e', 'o']))),
        Case::Dative | Case::Instrumental | Case::Prepositional => None,
    }
}

/// "Dwaj bracia", with men who do something.
fn of_men(cursor: &Cursor<'_>, number: u64, length: usize) -> Option<&'static str> {
    let words = words_behind(cursor, length, &JOINS);
    let subject = number_case(cursor) == Case::Nominative && is_nominative_of_men(&words);
    match number {
        2 if subject => Some("dwaj"),
        3 if subject => Some("trzej"),
        4 if subject => Some("czterej"),
        _ => None,
    }
}

/// `25-letni`, `5-procentowy`.
pub(super) fn compound(cursor: &Cursor<'_>) -> Option<Verbalization> {
    const ROOTS: &str = "let lec osob metr procent piętr tysięczn stopn godzin dni minut tygodni miesięczn pokoj \
        ton milion stron kilometr krotn";
    let length = digits(cursor.rest());
    let rest = cursor.after(length).strip_prefix('-').map(|_| cursor.word_at(length + 1))?;
    let long = rest.chars().count() > 3 && ROOTS.split(' ').any(|root| rest.starts_with(root));
    let number = cursor.rest()[..length].parse().ok().filter(|_| long)?;
    Some(Verbalization::words(length + 1 + rest.len(), format!("{}{rest}", prefix(number)?)))
}

/// The greatest number that is an ordinal before any noun.
const MOST: u64 = 400;

/// `3. piętro`, `w 19. wieku`, `lata 60.`, `w 2 poł.`; the full stop stays if it also ends the sentence.
pub(super) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number = cursor.rest()[..length].parse().ok()?;
    let before = cursor.previous_word();
    let stop = cursor.after(length).starts_with('.');
    if let Some(agreement) = of_decade(before).filter(|_| stop && length == 2) {
        let end = length + usize::from(!cursor.ends_after(length + 1));
        return Some(Verbalization::words(end, ordinal_words(number, agreement)?));
    }
    let end = length + usize::from(stop);
    let next = cursor.next_word(length);
    if (2..100).contains(&number) && is_only_one(next) {
        return Some(Verbalization::words(length, ordinal_words(number, of_noun(next, before)?)?));
    }
    if !stop && !cursor.after(end).trim_start().starts_with("poł.") {
        return None;
    }
    let next = cursor.next_word(end);
    let agreement = match next {
        "poł" if before == "w" || before == "W" => PolishForm::FeminineOblique,
        "poł" => PolishForm::Feminine,
        _ if FUNCTION.contains(&next) => return None,
        _ => {
            let start = cursor.rest().len() - cursor.after(end).trim_start().len();
            let behind = cursor.next_word(start + next.len());
            let known = of_noun(next, before);
            known.or_else(|| of_any_noun(next, before, behind).filter(|_| number < MOST))?
        }
    };
    Some(Verbalization::words(end, ordinal_words(number, agreement)?))
}

/// `w latach 80.`
fn of_decade(before: &str) -> Option<PolishForm> {
    match before {
        "lata" | "Lata" => Some(PolishForm::Neuter),
        "latach" | "lat" | "Latach" => Some(PolishForm::PluralGenitive),
        _ => None,
    }
}

/// `3/4`, `½`, `2½`.
pub(super) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some((length, words)) = ratio(cursor) {
        return Some(Verbalization::words(length, words));
    }
    GRAMMAR.fraction(cursor)
}

/// A fraction below one: its bytes and its words.
fn ratio(cursor: &Cursor<'_>) -> Option<(usize, String)> {
    let (length, top, bottom) = proper_fraction(cursor.rest())?;
    // In another case than the genitive, an ending would have to be known.
    let case = match number_case(cursor) {
        Case::Genitive => Case::Genitive,
        _ => Case::Nominative,
    };
    let agreement = match (top, case) {
        (1, Case::Nominative) => PolishForm::Feminine,
        (1, _) => PolishForm::FeminineOblique,
        (2..=4, Case::Nominative) => PolishForm::Neuter,
        _ => PolishForm::PluralGenitive,
    };
    let part = ordinal_words(bottom, agreement)?;
    Some((length, format!("{} {part}", cardinal(top, Gender::Feminine, case))))
}

/// `12-14`, `$10–$15`, `5%–10%`, `1:50.000`.
pub(super) fn range(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let amounts = || amount_dash(cursor).map(|length| Verbalization::words(length, " – "));
    if is_scale(cursor) {
        return Some(Verbalization::words(1, " do "));
    }
    GRAMMAR.range(cursor).or_else(amounts)
}
