//! Cardinal and ordinal numbers.

use crate::normal::cursor::Cursor;
use crate::normal::en::number_words::{cardinal, ordinal as ordinal_words, spelled};
use crate::normal::number_format::{NumberFormat, WrittenNumber, digits, written_number};
use crate::normal::rule::Verbalization;

/// How English writes numbers.
pub(crate) const NUMBER_FORMAT: NumberFormat =
    NumberFormat { groups: &[',', '\u{a0}', '\u{202f}', '\u{2009}'], point: '.' };

/// `21st`.
pub(crate) fn ordinal(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let (length, number) = ordinal_figure(cursor)?;
    Some(Verbalization::words(length, ordinal_words(number)))
}

/// Length and value of `21st`.
pub(crate) fn ordinal_figure(cursor: &Cursor<'_>) -> Option<(usize, u64)> {
    let figure = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    let number = figure.value()?;
    let word = cursor.word_at(figure.length);
    let (ending, _) = word.split_once(['\'', '’']).unwrap_or((word, ""));
    let known = ["st", "nd", "rd", "th", "ST", "ND", "RD", "TH"].contains(&ending);
    known.then_some((figure.length + ending.len(), number))
}

/// `1,234.5`.
pub(crate) fn number(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &NUMBER_FORMAT)?;
    Some(Verbalization::words(figure.length, figure_words(&figure)))
}

/// A number with its decimals, in words.
pub(crate) fn figure_words(figure: &WrittenNumber<'_>) -> String {
    let begins_with_zero = figure.whole.len() > 1 && figure.whole.starts_with('0');
    let whole = match figure.whole.parse() {
        Ok(number) if !begins_with_zero => cardinal(number),
        _ => spelled(&figure.whole),
    };
    match figure.decimals {
        Some(decimals) => format!("{whole} point {}", spelled(decimals)),
        None => whole,
    }
}

/// `.45`.
pub(crate) fn decimals(cursor: &Cursor<'_>) -> Option<Verbalization> {
    let after = cursor.rest().strip_prefix('.')?;
    let length = digits(after);
    let apart =
        !cursor.before().ends_with(|before: char| before.is_alphanumeric() || before == '.');
    (length > 0 && apart)
        .then(|| Verbalization::words(1 + length, format!("point {}", spelled(&after[..length]))))
}
