//! Roman numerals of pages, and those in small letters: `página xii`, `pp. ix-xi`, `siglo xix`.

use verbalizer::cursor::{Cursor, word_end};
use verbalizer::european::{Grammar, NumberForm};
use verbalizer::number_format::{roman, small_roman};
use verbalizer::rule::Verbalization;
use verbalizer::word_list::has;

/// A numeral of a page, of which `pages` has the words, or of what `numeral` knows, in capitals or small letters.
pub(crate) fn any_numeral(
    cursor: &Cursor<'_>,
    grammar: &Grammar,
    pages: &str,
    numeral: fn(&Cursor<'_>) -> Option<Verbalization>,
) -> Option<Verbalization> {
    // Every word is asked about, and most begin with another letter.
    if !"CDILMVXcilvx".contains(cursor.first()) {
        return None;
    }
    page(cursor, grammar, pages)
        .or_else(|| numeral(cursor))
        .or_else(|| division(cursor, grammar, numeral))
}

/// A numeral behind a word for pages: a cardinal.
fn page(cursor: &Cursor<'_>, grammar: &Grammar, pages: &str) -> Option<Verbalization> {
    let word = cursor.word();
    let value = roman(word).or_else(|| small_roman(word))?;
    let before = cursor.previous_word();
    let after = cursor.after(word.len());
    let range = after.strip_prefix(['-', '–']).is_some_and(|after| {
        let last = &after[..word_end(after)];
        roman(last).or_else(|| small_roman(last)).is_some()
    });
    let sure = before.ends_with('.') || range || word.len() > 1 && word != "vi";
    let digit = matches!(word, "I" | "V" | "X" | "i" | "v" | "x");
    let letter = word.len() == 1 && (!digit || after.starts_with([' ', '’', '\'']));
    if !has(pages, &before.to_lowercase()) || !sure || letter {
        return None;
    }
    let say = |value| (grammar.cardinal)(value, NumberForm::Alone);
    Some(grammar.numeral_range(cursor, word.len(), u64::from(value), say))
}

/// A numeral in small letters behind the name of a part of a book, said as if it were in capitals.
fn division(
    cursor: &Cursor<'_>,
    grammar: &Grammar,
    numeral: fn(&Cursor<'_>) -> Option<Verbalization>,
) -> Option<Verbalization> {
    let word = cursor.word();
    small_roman(word).filter(|_| word.len() > 1)?;
    let name = name_of_division(cursor, grammar)?;
    if word == "vi" && !name.ends_with(['.', 's']) {
        return None;
    }
    let after = cursor.after(word.len());
    let upper = after.strip_prefix(['-', '–']).map_or("", |last| {
        let last = &last[..word_end(last)];
        if small_roman(last).is_some() { last } else { "" }
    });
    let dash = after.find(upper).filter(|_| !upper.is_empty()).unwrap_or(0);
    let text = format!(
        "{name} {}{}{}{}",
        word.to_uppercase(),
        &after[..dash],
        upper.to_uppercase(),
        &after[dash + upper.len()..]
    );
    numeral(&Cursor { text: &text, at: name.len() + 1, hints: &[], ..*cursor })
}

/// The name of a part of a book before the cursor, perhaps with other numerals between: "siglos xvi y xvii".
fn name_of_division<'a>(cursor: &Cursor<'a>, grammar: &Grammar) -> Option<&'a str> {
    let before = cursor.before();
    let between = |word: &&str| {
        matches!(*word, "y" | "e" | "et" | "a" | "al" | "à")
            || small_roman(word.trim_end_matches(',')).is_some()
    };
    let name = before.split_whitespace().rev().find(|word| !between(word))?;
    let name = name.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let known = grammar.numerals.divisions.contains(&name.to_lowercase().as_str());
    (known && before.ends_with(char::is_whitespace)).then_some(name)
}
