//! What a language needs to say formulas.

/// The words of a language.
pub(in crate::formula) struct Words {
    pub(in crate::formula) over: &'static str,
    pub(in crate::formula) fraction: &'static str,
    pub(in crate::formula) mixed: &'static str,
    pub(in crate::formula) binomial: &'static str,
    pub(in crate::formula) squared: &'static str,
    pub(in crate::formula) cubed: &'static str,
    pub(in crate::formula) power: &'static str,
    /// A power that is a number, and how its figure ends.
    pub(in crate::formula) ordinal_power: &'static str,
    pub(in crate::formula) index: &'static str,
    pub(in crate::formula) square_root: &'static str,
    pub(in crate::formula) cube_root: &'static str,
    pub(in crate::formula) root: &'static str,
    pub(in crate::formula) absolute: &'static str,
    pub(in crate::formula) of: &'static str,
    pub(in crate::formula) prime: &'static str,
    pub(in crate::formula) star: &'static str,
    pub(in crate::formula) capital: &'static str,
    pub(in crate::formula) from_to: &'static str,
    pub(in crate::formula) across: &'static str,
    pub(in crate::formula) up_to: &'static str,
    pub(in crate::formula) towards: &'static str,
    pub(in crate::formula) of_all: &'static str,
    pub(in crate::formula) matrix: &'static str,
    pub(in crate::formula) row: &'static str,
    pub(in crate::formula) one: &'static str,
    /// Halves to tenths, one of them and more.
    pub(in crate::formula) parts: [(&'static str, &'static str); 9],
    pub(in crate::formula) operators: &'static [(&'static str, &'static str)],
    pub(in crate::formula) big: &'static [(&'static str, &'static str)],
    pub(in crate::formula) functions: &'static [(&'static str, &'static str)],
    pub(in crate::formula) accents: &'static [(&'static str, &'static str)],
    pub(in crate::formula) greek: [&'static str; 24],
}

impl Words {
    /// A fraction of small numbers: two thirds.
    pub(in crate::formula) fn parts(&self, above: &str, below: &str) -> Option<String> {
        let (count, parts): (usize, usize) = (above.parse().ok()?, below.parse().ok()?);
        let (one, more) = self.parts.get(parts.checked_sub(2)?)?;
        match count {
            1 => Some(format!("{} {one}", self.one)),
            2..=19 => Some(format!("{count} {more}")),
            _ => None,
        }
    }

    /// A power that is a number.
    pub(in crate::formula) fn numbered_power(&self, base: &str, number: &str) -> String {
        let ending = match number.as_bytes() {
            [.., b'1', _] => "th",
            [.., b'1'] => "st",
            [.., b'2'] => "nd",
            [.., b'3'] => "rd",
            _ => "th",
        };
        let filled = self.ordinal_power.replace("#1", base).replace("#2", number);
        filled.replace("#e", ending)
    }
}
