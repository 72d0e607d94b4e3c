//! What stands on either side of raised or lowered text.

/// Signs of arithmetic.
const OPERATORS: &str = "=+−×÷·⋅<>≤≥≈≠±∓→∝^";

/// The text of a block before a place and after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'t> {
    pub(super) before: &'t str,
    pub(super) after: &'t str,
}

impl<'t> Around<'t> {
    /// The letter right before the place; none after a space.
    pub(super) fn last(self) -> Option<char> {
        self.before.chars().next_back().filter(|letter| !letter.is_whitespace())
    }

    pub(super) fn next(self) -> Option<char> {
        self.after.chars().next()
    }

    /// The letters right before the place.
    pub(super) fn word(self) -> &'t str {
        tail(self.before, char::is_alphabetic)
    }

    /// The figures right before the place, with points and commas inside.
    pub(super) fn number(self) -> &'t str {
        let figures = tail(self.before, |letter| letter.is_ascii_digit() || ".,".contains(letter));
        figures.trim_start_matches(['.', ','])
    }

    /// Whether the word or number before the place stands in a calculation.
    pub(super) fn is_arithmetic(self) -> bool {
        let rest = self.before.trim_end_matches(|c: char| c.is_alphanumeric() || ".,".contains(c));
        let before = rest.trim_end().chars().next_back();
        let after = self.after.trim_start().chars().next();
        before.is_some_and(|sign| {
            OPERATORS.contains(sign) || "/*(|".contains(sign) && !rest.ends_with(' ')
        }) || after.is_some_and(|sign| OPERATORS.contains(sign))
            || self.after.starts_with(['/', '*', '|'])
    }
}

/// The longest end of `text` whose characters all pass.
pub(super) fn tail(text: &str, passes: impl Fn(char) -> bool) -> &str {
    &text[text.trim_end_matches(passes).len()..]
}
