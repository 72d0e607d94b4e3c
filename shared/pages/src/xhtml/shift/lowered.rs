//! Text below the line: figures of formulas and indices.

use crate::xhtml::shift::around::Around;
use crate::xhtml::shift::chemistry::ends_with_formula;
use crate::xhtml::shift::fate::Fate;

/// Most characters of an index.
const INDEX: usize = 6;

/// What becomes of lowered text. Figures of a chemical formula are said as they are, other figures get the characters of Unicode, and
/// letters become a word of their own.
pub(super) fn fate(around: Around<'_>, text: &str) -> Fate {
    let is_number = text.chars().all(|letter| letter.is_ascii_digit());
    let has_base = around.last().is_some_and(|last| last.is_alphanumeric() || ")]|".contains(last));
    if !has_base || text.chars().count() > INDEX {
        return Fate::Stay;
    }
    if is_number && ends_with_formula(around.before) {
        return Fate::Stay;
    }
    if is_number {
        return Fate::Write(text.chars().filter_map(lowered).collect());
    }
    // `T<sub>E</sub>X` is one word.
    if around.next().is_some_and(char::is_alphabetic) || text.chars().any(|c| "./⁄".contains(c)) {
        return Fate::Stay;
    }
    Fate::Write(format!(" {text}"))
}

fn lowered(figure: char) -> Option<char> {
    char::from_u32('₀' as u32 + figure.to_digit(10)?)
}
