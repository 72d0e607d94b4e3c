//! Fractions of two numbers: `1/8`, `5/6`, `⅞`, `2 5/8`.

use verbalizer::cursor::Cursor;
use verbalizer::european::{Grammar, NumberForm};
use verbalizer::number_format::{digits, written_number};
use verbalizer::rule::Verbalization;
use verbalizer::vulgar_fractions::{VulgarFraction, vulgar_fraction};
use verbalizer::word_list::has;

/// The words of a language around a fraction.
pub(crate) struct FractionWords {
    /// The name of a part, in the singular and in the plural.
    pub(crate) part: fn(u64) -> Option<(String, String)>,
    /// Words before a day in figures: "le 5/6".
    pub(crate) before_day: &'static str,
    /// Articles in the plural, before parts: "les 9/10".
    pub(crate) before_parts: &'static str,
    /// What begins the whole of which there is a part: "de ", "d’".
    pub(crate) of: &'static [&'static str],
    /// Words for music, behind which the numbers are a time, and what is said between them.
    pub(crate) music: &'static str,
    /// Between the numbers of a time, if it is not said like a fraction.
    pub(crate) beats: Option<&'static str>,
}

/// How far before a time its noun may stand: "compás de 6/8".
const NEAR: usize = 3;
/// Greatest number before a fraction that belongs to it: "2 5/8".
const GREATEST_WHOLE: u64 = 99;

/// A fraction, alone or after a whole number.
pub(crate) fn fraction(
    cursor: &Cursor<'_>,
    grammar: &Grammar,
    words: &FractionWords,
) -> Option<Verbalization> {
    time(cursor, grammar, words)
        .or_else(|| grammar.fraction(cursor))
        .or_else(|| {
            let (length, said) = named(cursor, grammar, words)?;
            Some(Verbalization::words(length, said))
        })
        .or_else(|| mixed(cursor, grammar, words))
}

/// `6/8` behind a word for music: "seis por ocho".
fn time(cursor: &Cursor<'_>, grammar: &Grammar, words: &FractionWords) -> Option<Verbalization> {
    let beats = words.beats?;
    let rest = cursor.rest();
    let above = digits(rest);
    let below = digits(rest[above..].strip_prefix('/')?);
    let length = above + 1 + below;
    let ends = !cursor.after(length).starts_with(|letter: char| letter.is_alphanumeric());
    if !ends || !is_music(cursor, words) {
        return None;
    }
    let number = |written: &str| Some((grammar.cardinal)(written.parse().ok()?, NumberForm::Alone));
    let (above, below) = (number(&rest[..above])?, number(&rest[above + 1..length])?);
    Some(Verbalization::words(length, format!("{above}{beats}{below}")))
}

/// Whether a word for music is near.
fn is_music(cursor: &Cursor<'_>, words: &FractionWords) -> bool {
    let mut near = cursor.before().split_whitespace().rev().take(NEAR);
    near.any(|word| has(words.music, word))
}

/// `2 5/8`: "deux et cinq huitièmes".
fn mixed(cursor: &Cursor<'_>, grammar: &Grammar, words: &FractionWords) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &grammar.style)?;
    let whole = figure.value().filter(|whole| *whole <= GREATEST_WHOLE)?;
    let after = cursor.after(figure.length);
    let start = figure.length + after.len() - after.trim_start().len();
    let (length, said) = named(&cursor.ahead(start), grammar, words)?;
    let number = (grammar.cardinal)(whole, NumberForm::Alone);
    let said = format!("{number} {} {said}", grammar.and_fraction);
    Some(Verbalization::words(start + length, said))
}

/// The length and the words of the fraction here, if it is neither a day nor a mark.
fn named(cursor: &Cursor<'_>, grammar: &Grammar, words: &FractionWords) -> Option<(usize, String)> {
    let written = vulgar_fraction(cursor.rest())?;
    let VulgarFraction { length, numerator, denominator } = written;
    let after = cursor.after(length).trim_start();
    let whole = words.of.iter().find_map(|of| after.strip_prefix(of));
    let of_whole =
        whole.is_some_and(|whole| !whole.starts_with(|next: char| next.is_ascii_digit()));
    let before = cursor.previous_word().to_lowercase();
    let day = has(words.before_day, &before) || cursor.before().ends_with(['’', '\'']);
    let in_lowest_terms = gcd(numerator, denominator) == 1;
    let parts = numerator > 1 && has(words.before_parts, &before);
    let likely =
        numerator == 1 || parts || is_music(cursor, words) || denominator < 10 && in_lowest_terms;
    if !of_whole && (day || !likely) {
        return None;
    }
    let (one, many) = (words.part)(denominator)?;
    let number = (grammar.cardinal)(numerator, NumberForm::Masculine);
    Some((length, format!("{number} {}", if numerator == 1 { one } else { many })))
}

fn gcd(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { gcd(other, one % other) }
}
