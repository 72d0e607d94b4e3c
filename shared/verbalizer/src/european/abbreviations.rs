//! Writes out abbreviations.

use super::{Abbreviation, AbbreviationContext, Grammar};
use crate::cursor::Cursor;
use crate::number_format::{roman, small_roman};
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
            self.fits(cursor, length, known.needs).then_some((length, known))
        });
        let (length, Abbreviation { written, said, .. }) =
            fitting.max_by_key(|(length, known)| (*length, known.written.starts_with(first)))?;
        let stop = written.ends_with('.') && cursor.ends_after(length);
        let capital = cursor.first().is_uppercase() && !written.starts_with(char::is_uppercase);
        let words = if capital { capitalised(said) } else { (*said).to_owned() };
        Some(Verbalization::words(length - usize::from(stop), words))
    }

    /// Whether the context that an abbreviation of `length` bytes needs is there.
    fn fits(&self, cursor: &Cursor<'_>, length: usize, needs: AbbreviationContext) -> bool {
        let next = cursor.after(length).trim_start();
        match needs {
            AbbreviationContext::Nothing => true,
            AbbreviationContext::Name => begins_name(next),
            AbbreviationContext::Rank => {
                let name = next.split(|letter: char| !letter.is_alphanumeric()).next();
                let name = name.unwrap_or_default();
                let begins = self.numerals.little.contains(&name);
                begins_name(next) && !begins && roman(name).is_none()
            }
            AbbreviationContext::Address => !next.starts_with(char::is_uppercase),
            AbbreviationContext::Title => {
                begins_name(next)
                    || JOINED.iter().chain(&ARTICLES).any(|word| next.starts_with(word))
            }
            AbbreviationContext::Number => {
                let start = cursor.rest().len() - next.len();
                let word = cursor.word_at(start);
                let small =
                    || small_roman(word).is_some() && (word.len() > 1 || ends_numeral(&next[1..]));
                next.starts_with(|letter: char| letter.is_ascii_digit())
                    || roman(word).is_some()
                    || small()
            }
            AbbreviationContext::Counted => is_counted(cursor.before()),
        }
    }
}

/// Words between a title or a street and its name.
const JOINED: [&str; 18] = [
    "d’", "d'", "l’", "l'", "de ", "du ", "des ", "von ", "da ", "do ", "das ", "dos ", "di ",
    "del ", "della ", "dei ", "dell’", "degli ",
];
const ARTICLES: [&str; 6] = ["le ", "la ", "les ", "de", "van ", "der "];

/// Whether a text begins with a name, perhaps behind another title: "M. et Mme Blin".
fn begins_name(next: &str) -> bool {
    let joined = ["et ", "e ", "y ", "und ", "en "].iter().find_map(|join| next.strip_prefix(join));
    let name = joined.unwrap_or(next).trim_start_matches(['«', '“', '"']);
    name.starts_with(char::is_uppercase)
}

/// Whether a number stands before: `3 févr.`, `3 de fev.`, `XIXe s.`.
fn is_counted(before: &str) -> bool {
    let before = before.trim_end();
    let before = before.strip_suffix(" de").unwrap_or(before);
    let word = before.rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let digit = |letter: char| letter.is_ascii_digit();
    let numeral = word.trim_end_matches('e');
    word.starts_with(digit) || numeral.ends_with(digit) || roman(numeral).is_some()
}

/// Whether a numeral of one letter ends before this text, as in "pp. v-viii".
fn ends_numeral(rest: &str) -> bool {
    !rest.starts_with([' ', '’', '\'']) && !rest.starts_with(char::is_alphanumeric)
}

/// Whether a letter before a name is an initial: "C. S. Lewis", "D. H. Lawrence", "V. Hugo", though "S." may be a saint and "v." is "von".
fn is_initial(cursor: &Cursor<'_>, known: &Abbreviation) -> bool {
    let single = known.written.chars().count() == 2 && known.written.ends_with('.');
    let named = matches!(known.needs, AbbreviationContext::Name | AbbreviationContext::Title);
    let before = cursor.previous_word();
    let initials = before.chars().count() == 2 && before.ends_with('.');
    let capital = cursor.first().is_uppercase();
    let other = !known.written.starts_with(cursor.first());
    let another = (known.needs == AbbreviationContext::Name || other)
        && is_letter_with_stop(cursor.after(known.written.len()).trim_start());
    // "1.F.3".
    let inside = cursor.before().ends_with('.');
    single && (inside || another || named && (other || capital && initials))
}

/// Whether a text begins with a capital and a full stop.
fn is_letter_with_stop(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
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
