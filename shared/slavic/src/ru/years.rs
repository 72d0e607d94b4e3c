//! Years, which are ordinals: `в 1961 г.`, `1941–1945 годы`.

use super::agreement::{after_preposition, noun_after, of_abbreviated, word_before_range};
use super::ordinal_words::{RussianForm, ordinal};
use super::words::MONTHS;
use crate::counting::days::before_bracket;
use verbalizer::cursor::Cursor;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// A year with its noun, after a month, or alone after a preposition.
pub(super) fn year(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let length = digits(cursor.rest());
    let number: u64 = cursor.rest()[..length].parse().ok()?;
    let (near, start, noun) = noun_after(cursor, length);
    let here = &before_bracket(cursor);
    let before = word_before_range(here);
    let short = is_ancient(cursor, start, noun) || is_short(before, number, noun);
    if length != 4 && !(near && short) {
        return None;
    }
    let preposition = after_preposition(before);
    let agreement = match of_year(noun, before) {
        Some(agreement) if near => agreement,
        Some(agreement) => preposition.unwrap_or(agreement),
        None if matches!(noun, "г" | "г." | "гг" | "гг.") => of_abbreviated(here),
        None => bare(cursor, length, number)?,
    };
    let words = ordinal(number, agreement)?;
    let Some(name) = name(noun, agreement).filter(|_| near) else {
        return Some(Verbalization::words(length, words));
    };
    let end = start + noun.len();
    let stop = noun.ends_with('.') && cursor.ends_after(end);
    Some(Verbalization::words(end - usize::from(stop), format!("{words} {name}")))
}

/// `44 г. до н. э.`: grams are not before Christ.
fn is_ancient(cursor: &Cursor<'_>, start: usize, noun: &str) -> bool {
    let behind = cursor.after(start + noun.len()).trim_start();
    let named = matches!(noun, "г." | "году" | "года" | "год");
    named
        && (behind.starts_with("до н")
            || behind.starts_with("н. э")
            || behind.starts_with("нашей эры"))
}

/// A year of less than four figures, which nothing can count: `в 862 году`, `в 988 г.`
fn is_short(before: &str, number: u64, noun: &str) -> bool {
    let few = matches!(number % 10, 2..=4) && !(11..15).contains(&(number % 100));
    match noun.strip_suffix('.').filter(|noun| *noun != "г").unwrap_or(noun) {
        "году" | "годом" => true,
        // Years that are counted are "лет" after a preposition: "до 732 года".
        "года" => {
            number > 99 && (!few || after_preposition(before) == Some(RussianForm::Genitive))
        }
        "год" => number > 99 && number % 10 != 1,
        "г." => number > 99 && matches!(before, "в" | "В" | "к" | "К" | "после" | "После"),
        _ => false,
    }
}

/// The agreement with a form of "год", also at the end of a range.
fn of_year(noun: &str, before: &str) -> Option<RussianForm> {
    Some(match noun {
        "год" | "год." | "годы" | "годы." => RussianForm::Masculine,
        "года" | "года." | "годов" | "годов." => RussianForm::Genitive,
        "году" | "году." if after_preposition(before) == Some(RussianForm::Dative) => {
            RussianForm::Dative
        }
        "году" | "году." | "годах" | "годах." => RussianForm::Prepositional,
        "годам" | "годам." => RussianForm::Dative,
        "годом" | "годом." | "годами" | "годами." => {
            RussianForm::Instrumental
        }
        _ => return None,
    })
}

/// A year without a noun: after a month, in brackets, or after a preposition at the end of a clause.
fn bare(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<RussianForm> {
    if !(1000..2100).contains(&number) {
        return None;
    }
    let before = word_before_range(cursor);
    if MONTHS.contains(&before.to_lowercase().as_str()) {
        return Some(RussianForm::Genitive);
    }
    let after = cursor.after(length);
    let range = after.starts_with(['–', '—', '-']) || cursor.before().ends_with(['–', '—', '-']);
    if before.is_empty() && range && is_bracketed(cursor, length) {
        return Some(RussianForm::Masculine);
    }
    let ends =
        !after.trim_start().starts_with(|letter: char| letter.is_alphanumeric() || letter == '%');
    let joined = ["по ", "и ", "до "].iter().any(|join| after.trim_start().starts_with(join));
    after_preposition(before).filter(|_| (ends || joined) && number >= 1100)
}

/// `(1799–1837)`, and `1837` of it.
fn is_bracketed(cursor: &Cursor<'_>, length: usize) -> bool {
    let figures = |letter: char| letter.is_ascii_digit() || "–—- ".contains(letter);
    let before = cursor.before().trim_end_matches(figures);
    let after = cursor.after(length).trim_start_matches(figures);
    before.ends_with('(') && after.starts_with([')', ',', ';'])
}

/// The word for an abbreviated noun.
fn name(noun: &str, agreement: RussianForm) -> Option<&'static str> {
    let many = match noun {
        "г" | "г." => false,
        "гг" | "гг." => true,
        _ => return None,
    };
    Some(match (agreement, many) {
        (RussianForm::Genitive, false) => "года",
        (RussianForm::Dative | RussianForm::Prepositional, false) => "году",
        (RussianForm::Instrumental, false) => "годом",
        (_, false) => "год",
        (RussianForm::Genitive, true) => "годов",
        (RussianForm::Dative, true) => "годам",
        (RussianForm::Prepositional, true) => "годах",
        (RussianForm::Instrumental, true) => "годами",
        (_, true) => "годы",
    })
}
