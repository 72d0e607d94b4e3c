//! Places in the Bible: `Jn 3, 16`, `1. Kor 13,4-7`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Grammar, NumberForm};
use crate::cursor::Cursor;
use crate::rule::{Verbalization, pattern};

/// A chapter, a verse, and perhaps the end of a range.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\.?[  ](\d{1,3})[,:] ?(\d{1,3})(?:[-–](\d{1,3}))?[abf]?\b"));

impl Grammar {
    /// A book, perhaps numbered, with a chapter and a verse.
    pub fn reference(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let rest = cursor.rest();
        let numbers = ["1. ", "1 ", "I ", "2. ", "2 ", "II ", "3. ", "3 ", "III "];
        let number = numbers.iter().position(|number| rest.starts_with(number));
        let start = number.map_or(0, |at| numbers[at].len());
        let (length, name) = self.book(cursor.after(start))?;
        let found = PLACE.captures(cursor.after(start + length))?;
        let words = |part| {
            found.get(part).and_then(|number| {
                let number = number.as_str().parse().ok()?;
                Some((self.cardinal)(number, NumberForm::Alone))
            })
        };
        let mut said = format!("{name} {}, {}", words(1)?, words(2)?);
        if let Some(end) = words(3) {
            said += &format!(" {} {end}", self.range);
        }
        if let Some(at) = number {
            said = format!("{} {said}", self.bible.ordinals[at / 3]);
        }
        Some(Verbalization::words(start + length + found[0].len(), said))
    }

    fn book(&self, text: &str) -> Option<(usize, &'static str)> {
        text.chars().next().filter(|letter| letter.is_uppercase())?;
        let ends = |written: &str| {
            text.strip_prefix(written).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        self.bible.books.iter().find_map(|(name, shorts)| {
            let known = std::iter::once(name).chain(*shorts).find(|written| ends(written))?;
            Some((known.len(), *name))
        })
    }
}
