//! Fractions by their names: `1/8`, `5/6`.

use super::number_words::{cardinal, ordinal_stem};
use super::ordinals::capitalised;
use super::words::GRAMMAR;
use verbalizer::cursor::Cursor;
use verbalizer::european::NumberForm;
use verbalizer::number_format::digits;
use verbalizer::rule::Verbalization;

/// The largest denominator of a fraction with more than one part; others may be the years of a season.
const FINEST: u64 = 12;
/// Glyphs of fractions that [`GRAMMAR`] does not have, with their parts.
const GLYPHS: [(char, u64, u64); 13] = [
    ('⅕', 1, 5),
    ('⅖', 2, 5),
    ('⅗', 3, 5),
    ('⅘', 4, 5),
    ('⅙', 1, 6),
    ('⅚', 5, 6),
    ('⅐', 1, 7),
    ('⅛', 1, 8),
    ('⅜', 3, 8),
    ('⅝', 5, 8),
    ('⅞', 7, 8),
    ('⅑', 1, 9),
    ('⅒', 1, 10),
];

/// A fraction, alone or after a whole number.
pub(crate) fn fraction(cursor: &Cursor<'_>) -> Option<Verbalization> {
    if let Some(known) = GRAMMAR.fraction(cursor) {
        return Some(known);
    }
    let (length, above, below) = parts(cursor)?;
    let part = capitalised(&ordinal_stem(below)) + "el";
    Some(Verbalization::words(length, format!("{} {part}", cardinal(above, NumberForm::Masculine))))
}

fn parts(cursor: &Cursor<'_>) -> Option<(usize, u64, u64)> {
    let glyph = GLYPHS.iter().find(|(glyph, ..)| *glyph == cursor.first());
    if let Some((glyph, above, below)) = glyph {
        return Some((glyph.len_utf8(), *above, *below));
    }
    let first = digits(cursor.rest());
    let after = cursor.after(first).strip_prefix(['/', '⁄'])?;
    let second = digits(after);
    let length = cursor.rest().len() - after.len() + second;
    let (above, below): (u64, u64) =
        (cursor.rest()[..first].parse().ok()?, after[..second].parse().ok()?);
    let named = above > 0 && above < below && (below <= FINEST || above == 1 && below <= 100);
    let goes_on = after[second..].starts_with(|c: char| c.is_alphanumeric() || c == '/');
    // "Heft 3/4", "S. 5/6": the parts of a list.
    let before = cursor.previous_word();
    let listed = before.ends_with('.')
        || ["Heft", "Nummer", "Seite", "Seiten", "Band", "Saison", "Winter"].contains(&before);
    (named && below > 2 && !goes_on && !listed).then_some((length, above, below))
}
