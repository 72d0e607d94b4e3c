//! Fractions by their names: `1/8`, `5/6`.

use super::number_words::{cardinal, ordinal_stem};
use super::ordinals::capitalised;
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::rule::Verbalization;
use verbalizer::vulgar_fractions::{VulgarFraction, written_fraction};

/// The largest denominator of a fraction with more than one part; others may be the years of a season.
const FINEST: u64 = 12;
/// Signs down to quarters are known to [`GRAMMAR`].
const QUARTERS: u64 = 4;

/// A fraction, alone or after a whole number.
pub(crate) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(known) = GRAMMAR.fraction(cursor) {
        return Some(known);
    }
    let VulgarFraction { length, numerator, denominator } =
        written_fraction(cursor.rest()).filter(|found| is_named(cursor, found))?;
    let part = capitalised(&ordinal_stem(denominator)) + "el";
    let words = format!("{} {part}", cardinal(numerator, NumberForm::Masculine));
    Some(Verbalization::words(length, words))
}

/// Whether it is said by the name of its parts.
fn is_named(cursor: &Cursor<'_>, found: &VulgarFraction) -> bool {
    let (above, below) = (found.numerator, found.denominator);
    if !cursor.first().is_ascii_digit() {
        return below > QUARTERS;
    }
    let small = below <= FINEST || above == 1 && below <= 100;
    // "Heft 3/4", "S. 5/6": the parts of a list.
    let before = cursor.previous_word();
    let listed = before.ends_with('.')
        || ["Heft", "Nummer", "Seite", "Seiten", "Band", "Saison", "Winter"].contains(&before);
    above > 0 && above < below && below > 2 && small && !listed
}
