//! Whether `°` and `º` make a number an ordinal or count degrees: `2° piano`, `40° all’ombra`.

use verbalizer::cursor::{Cursor, is_apostrophe};
use verbalizer::european::Grammar;
use verbalizer::number_format::written_number;
use verbalizer::rule::Verbalization;
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
    // "± 1° basta".
    let signed = cursor.before().trim_end().ends_with(['±', '+', '−', '-', '~', '≈']);
    if signed || is_weather(cursor, length, words) {
        return false;
    }
    let before = cursor.previous_word().to_lowercase();
    let behind_article = has(words.articles, &before) || cursor.before().ends_with(is_apostrophe);
    let next = cursor.next_word(length);
    let next = next.split(is_apostrophe).next().unwrap_or(next);
    let noun = next.starts_with(char::is_lowercase) && !has(words.function, next);
    behind_article || noun || has(words.rank, &before)
}

/// `5º bajo cero`: degrees that are written with the sign of ordinals, if what follows says so.
pub(crate) fn degrees(
    cursor: &Cursor<'_>,
    grammar: &Grammar,
    words: &DegreeSignWords,
) -> Option<Verbalization> {
    let figure = written_number(cursor.rest(), &grammar.style)?;
    cursor.after(figure.length).strip_prefix('º')?;
    let length = figure.length + 'º'.len_utf8();
    let said = || grammar.counted(&figure, &grammar.angles.degree);
    is_weather(cursor, length, words).then(|| Verbalization::words(length, said()))
}

/// Whether what follows can only be said of degrees.
fn is_weather(cursor: &Cursor<'_>, length: usize, words: &DegreeSignWords) -> bool {
    let after = cursor.after(length).trim_start();
    words.weather.iter().any(|weather| after.starts_with(weather))
}
