//! Angles and powers in figures: `35°41′`, `10⁶`.

use verbalizer::cursor::Cursor;
use verbalizer::raised::{raised, raised_run};
use verbalizer::rule::Verbalization;

use crate::han::{figure, is_digit, leading_digits};

/// The words of a language for angles and powers.
pub(crate) struct ScienceWords {
    pub(crate) cardinal: fn(u64) -> String,
    /// Before a negative exponent.
    pub(crate) minus: &'static str,
    /// Between the base and the exponent, and behind it.
    pub(crate) power: (&'static str, &'static str),
    /// What `±` is.
    pub(crate) plus_minus: &'static str,
}

impl ScienceWords {
    /// `35°41′`, `39°54′26″`.
    pub(crate) fn angle(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let mut length = 0;
        let mut words = String::new();
        for (marks, name) in
            [(['°', '˚', '°'], "度"), (['′', '\'', '’'], "分"), (['″', '"', '”'], "秒")]
        {
            let rest = cursor.after(length);
            let part = figure(rest).and_then(|number| {
                let mark =
                    rest[number.length..].chars().next().filter(|mark| marks.contains(mark))?;
                Some((number.length + mark.len_utf8(), number.value()?))
            });
            let Some((bytes, value)) = part else { break };
            words += &format!("{}{name}", (self.cardinal)(value));
            length += bytes;
        }
        // Degrees alone are a measure.
        words.contains('分').then(|| Verbalization::words(length, words))
    }

    /// `10⁶`, `10⁻³`: a power of ten; behind another number a raised figure may be the mark of a note.
    pub(crate) fn power(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let (base, first) = leading_digits(cursor.rest());
        let after = cursor.after(first);
        if base != "10" || !after.starts_with(|letter: char| raised(letter).is_some()) {
            return None;
        }
        let (second, exponent) = raised_run(after);
        let negative = exponent.starts_with(['-', '−']);
        let figures = exponent.trim_start_matches(['-', '−', '+']);
        let exponent = (self.cardinal)(figures.parse().ok()?);
        let minus = if negative { self.minus } else { "" };
        let (between, behind) = self.power;
        let words = format!("{}{between}{minus}{exponent}{behind}", (self.cardinal)(10));
        Some(Verbalization::words(first + second, words))
    }

    /// `±5`.
    pub(crate) fn plus_minus(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let length = '±'.len_utf8();
        let counts =
            cursor.first() == '±' && cursor.after(length).trim_start().starts_with(is_digit);
        counts.then(|| Verbalization::words(length, self.plus_minus))
    }
}
