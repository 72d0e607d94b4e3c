//! Writes out abbreviations.

use super::{Abbreviation, AbbreviationContext, Grammar};
use crate::cursor::Cursor;
use crate::number_format::roman;
use crate::rule::Verbalization;

impl Grammar {
    /// The abbreviation that begins here; its full stop stays if it also ends the sentence.
    pub fn shortening(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let first = cursor.first();
        let small = first.to_lowercase().next().unwrap_or(first);
        let begun = |written: &str| written.starts_with(first) || written.starts_with(small);
        let begun = self.shortenings.iter().filter(|known| begun(known.written));
        let fitting = begun.filter_map(|known| {
            if is_initial(cursor, known) {
                return None;
            }
            let length = length_of(cursor.rest(), known.written)?;
            fits(cursor, length, known.needs).then_some((length, known))
        });
        let (length, Abbreviation { written, said, .. }) =
            fitting.max_by_key(|(length, _)| *length)?;
        let stop = written.ends_with('.') && cursor.ends_after(length);
        let capital = cursor.first().is_uppercase() && !written.starts_with(char::is_uppercase);
        let words = if capital { capitalised(said) } else { (*said).to_owned() };
        Some(Verbalization::words(length - usize::from(stop), words))
    }
}

/// Whether a letter before a name is an initial: "C. S. Lewis", "V. Hugo", though "S." may be a saint and "v." is "von".
fn is_initial(cursor: &Cursor<'_>, known: &Abbreviation) -> bool {
    let single = known.written.chars().count() == 2 && known.written.ends_with('.');
    let named = matches!(known.needs, AbbreviationContext::Name | AbbreviationContext::Title);
    let before = cursor.previous_word();
    let initials = before.chars().count() == 2 && before.ends_with('.');
    let capital = cursor.first().is_uppercase();
    single && named && (!known.written.starts_with(cursor.first()) || capital && initials)
}

fn fits(cursor: &Cursor<'_>, length: usize, needs: AbbreviationContext) -> bool {
    let next = cursor.after(length).trim_start();
    match needs {
        AbbreviationContext::Nothing => true,
        AbbreviationContext::Name => {
            // "M. et Mme Blin".
            let joined =
                ["et ", "e ", "y ", "und ", "en "].iter().find_map(|join| next.strip_prefix(join));
            let name = joined.unwrap_or(next).trim_start_matches(['«', '“', '"']);
            name.starts_with(char::is_uppercase)
        }
        AbbreviationContext::Title => {
            const JOINED: [&str; 8] = ["d’", "d'", "l’", "l'", "de ", "du ", "des ", "von "];
            const ARTICLES: [&str; 6] = ["le ", "la ", "les ", "de", "van ", "der "];
            fits(cursor, length, AbbreviationContext::Name)
                || JOINED.iter().chain(&ARTICLES).any(|word| next.starts_with(word))
        }
        AbbreviationContext::Number => {
            let word = cursor.ahead(cursor.rest().len() - next.len()).word();
            next.starts_with(|letter: char| letter.is_ascii_digit()) || roman(word).is_some()
        }
        AbbreviationContext::Counted => {
            let before = cursor.before().trim_end();
            let word =
                before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
            let numeral = word.trim_end_matches('e');
            numeral.ends_with(|letter: char| letter.is_ascii_digit()) || roman(numeral).is_some()
        }
    }
}

/// The bytes of an abbreviation at the start of a text, if it is there; the first letter is not compared.
fn length_of(text: &str, written: &str) -> Option<usize> {
    let mut rest = text;
    for (at, letter) in written.char_indices() {
        if letter == ' ' {
            rest = rest.trim_start();
            continue;
        }
        let found = rest.chars().next()?;
        // The caller compares the first letter: "Z. B."
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
