//! Shortenings, written out.

use super::Grammar;
use crate::normal::figures::roman;
use crate::normal::rule::Reading;
use crate::normal::spot::Spot;

/// What must stand beside a shortening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    Nothing,
    /// A capital behind it.
    Name,
    /// A number behind it.
    Number,
    /// A number before it.
    Counted,
}

/// As it is written, as it is said, and what it needs. Spaces may be missing where one is written.
pub(crate) type Short = (&'static str, &'static str, Needs);

impl Grammar {
    /// The shortening that begins here; its full stop stays where it ends the sentence as well.
    pub(crate) fn shortening(&self, spot: &Spot<'_>) -> Option<Reading> {
        let first = spot.first();
        let small = first.to_lowercase().next().unwrap_or(first);
        let begun = |written: &str| written.starts_with(first) || written.starts_with(small);
        let begun = self.shortenings.iter().filter(|(written, ..)| begun(written));
        let fitting = begun.filter_map(|(written, said, needs)| {
            let length = length_of(spot.rest(), written)?;
            fits(spot, length, *needs).then_some((length, *written, *said))
        });
        let (length, written, said) = fitting.max_by_key(|(length, ..)| *length)?;
        let stop = written.ends_with('.') && spot.ends_after(length);
        let capital = spot.first().is_uppercase() && !written.starts_with(char::is_uppercase);
        let words = if capital { capitalised(said) } else { said.to_owned() };
        Some(Reading::words(length - usize::from(stop), words))
    }
}

fn fits(spot: &Spot<'_>, length: usize, needs: Needs) -> bool {
    let next = spot.after(length).trim_start();
    match needs {
        Needs::Nothing => true,
        Needs::Name => {
            // "M. et Mme Blin".
            let joined =
                ["et ", "e ", "y ", "und "].iter().find_map(|join| next.strip_prefix(join));
            let name = joined.unwrap_or(next).trim_start_matches(['«', '“', '"']);
            name.starts_with(char::is_uppercase)
        }
        Needs::Number => {
            let word = spot.ahead(spot.rest().len() - next.len()).word();
            next.starts_with(|letter: char| letter.is_ascii_digit()) || roman(word).is_some()
        }
        Needs::Counted => {
            let before = spot.before().trim_end();
            let word =
                before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            let numeral = word.trim_end_matches('e');
            numeral.ends_with(|letter: char| letter.is_ascii_digit()) || roman(numeral).is_some()
        }
    }
}

/// The bytes a shortening takes at the start of a text, if it stands there, whatever its first letter.
fn length_of(text: &str, written: &str) -> Option<usize> {
    let mut rest = text;
    for (at, letter) in written.char_indices() {
        if letter == ' ' {
            rest = rest.trim_start();
            continue;
        }
        let found = rest.chars().next()?;
        // The first letter was looked at: "Z. B."
        if found != letter && at > 0 {
            return None;
        }
        rest = &rest[found.len_utf8()..];
    }
    let goes_on =
        written.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric);
    (!goes_on).then_some(text.len() - rest.len())
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
