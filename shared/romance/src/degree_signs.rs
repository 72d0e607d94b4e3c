//! Whether `°` and `º` make a number an ordinal or count degrees: `2° piano`, `40° all’ombra`.

use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::word_list::has;

/// The words of a language around such a sign.
pub(crate) struct DegreeSignWords {
    /// Articles in the singular, before ordinals.
    pub(crate) articles: &'static str,
    /// Words behind degrees that are no nouns with an ordinal: prepositions and the like.
    pub(crate) function: &'static str,
    /// What follows degrees only: "sotto zero".
    pub(crate) weather: &'static [&'static str],
    /// Verbs of rank: "arrivò 2° al traguardo".
    pub(crate) rank: &'static str,
}

/// Whether the sign that ends after `length` bytes marks an ordinal.
pub(crate) fn is_ordinal(cursor: &Cursor<'_>, length: usize, words: &DegreeSignWords) -> bool {
    if is_weather(cursor, length, words) {
        return false;
    }
    let before = cursor.previous_word().to_lowercase();
    let behind_article = has(words.articles, &before) || cursor.before().ends_with(is_apostrophe);
    let next = cursor.next_word(length);
    let next = next.split(is_apostrophe).next().unwrap_or(next);
    let noun = next.starts_with(char::is_lowercase) && !has(words.function, next);
    behind_article || noun || has(words.rank, &before)
}

/// Whether what follows can only be said of degrees.
pub(crate) fn is_weather(cursor: &Cursor<'_>, length: usize, words: &DegreeSignWords) -> bool {
    let after = cursor.after(length).trim_start();
    words.weather.iter().any(|weather| after.starts_with(weather))
}
