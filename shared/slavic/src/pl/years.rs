//! Years, which are ordinals: `w 1999 r.`, `rok 2000`.

use super::agreement::{after_preposition, noun_after, of_abbreviated, word_before_range};
use super::nouns::is_locative;
use super::ordinal_words::{PolishForm, ordinal};
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
    let agreement = match noun.trim_end_matches('.') {
        "r" => of_abbreviated(here),
        "rok" => PolishForm::Masculine,
        "roku" if is_locative(before) => PolishForm::Locative,
        "roku" => PolishForm::Genitive,
        "rokiem" => PolishForm::Locative,
        "rokowi" => PolishForm::Dative,
        _ => bare(cursor, length, number)?,
    };
    let words = ordinal(number, agreement)?;
    if !near || !matches!(noun, "r" | "r.") {
        return Some(Verbalization::words(length, words));
    }
    let name = match agreement {
        PolishForm::Masculine => "rok",
        PolishForm::Dative => "rokowi",
        PolishForm::Locative if matches!(before, "przed" | "Przed" | "między") => "rokiem",
        _ => "roku",
    };
    let end = start + noun.len();
    let stop = noun.ends_with('.') && cursor.ends_after(end);
    Some(Verbalization::words(end - usize::from(stop), format!("{words} {name}")))
}

/// A year of less than four figures, which nothing can count: `w 966 roku`, `w 988 r.`
fn is_short(before: &str, number: u64, noun: &str) -> bool {
    match noun.strip_suffix('.').filter(|noun| *noun != "r").unwrap_or(noun) {
        "roku" | "rokiem" | "rokowi" => number > 1,
        "r." => {
            number > 99
                && matches!(before, "w" | "W" | "po" | "Po" | "od" | "do" | "około" | "przed")
        }
        _ => false,
    }
}

/// `44 r. p.n.e.`
fn is_ancient(cursor: &Cursor<'_>, start: usize, noun: &str) -> bool {
    let behind = cursor.after(start + noun.len()).trim_start();
    let era =
        ["p.n.e", "p. n. e", "n.e", "n. e", "przed nasz"].iter().any(|era| behind.starts_with(era));
    era && matches!(noun, "r." | "roku" | "rok")
}

/// A year without a noun: after "rok" or a month, or after a preposition at the end of a clause.
fn bare(cursor: &Cursor<'_>, length: usize, number: u64) -> Option<PolishForm> {
    let word = cursor.previous_word();
    match word.to_lowercase().as_str() {
        "rok" => return Some(PolishForm::Masculine),
        "roku" => return Some(after_year(cursor, word)),
        "rokiem" => return Some(PolishForm::Locative),
        _ if !(1000..2100).contains(&number) => return None,
        month if MONTHS.contains(&month) => return Some(PolishForm::Genitive),
        month if roman_month(month) && cursor.before().trim_end().len() > month.len() => {
            return Some(PolishForm::Genitive);
        }
        _ => {}
    }
    let after = cursor.after(length).trim_start();
    let ends =
        !after.starts_with(|letter: char| letter.is_alphanumeric() || "%–-—".contains(letter));
    let joined = ["do ", "i ", "a "].iter().any(|join| after.starts_with(join));
    after_preposition(word).filter(|_| (ends || joined) && number >= 1100)
}

/// "W roku 1920" and "roku 1920".
fn after_year(cursor: &Cursor<'_>, word: &str) -> PolishForm {
    let before = cursor.before().trim_end();
    let earlier = before[..before.len() - word.len()].split_whitespace().next_back();
    if is_locative(earlier.unwrap_or_default()) {
        PolishForm::Locative
    } else {
        PolishForm::Genitive
    }
}

/// Months are also written as Roman numerals.
fn roman_month(word: &str) -> bool {
    matches!(word, "ii" | "iii" | "iv" | "v" | "vi" | "vii" | "viii" | "ix" | "x" | "xi" | "xii")
}
