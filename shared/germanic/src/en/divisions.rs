//! Numbered things, such as parts of books: the words before a Roman numeral.

use crate::en::context::{is_one_of, is_pronoun_verb};
use verbalizer::cursor::Cursor;

const DIVISIONS: &[&str] = &[
    "act", "appendix", "article", "atlas", "book", "books", "bowl", "canto", "cantos", "cap",
    "category", "chap", "chapter", "chapters", "class", "column", "division", "dynasty", "elegy",
    "epistle", "fig", "figure", "fol", "fragment", "grade", "group", "hymn", "lesson", "letter",
    "level", "mark", "mk", "no", "number", "ode", "olympiad", "p", "page", "pages", "part",
    "parts", "phase", "plate", "pp", "psalm", "satire", "scene", "scenes", "section", "sections",
    "sonnet", "saturn", "stage", "stave", "step", "table", "tier", "title", "type", "vol", "vols",
    "volume", "volumes", "war",
];
/// Those whose number may be a single letter for 50 or more.
const LONG: [&str; 6] = ["chapter", "chap", "psalm", "ps", "canto", "sonnet"];
const DETERMINERS: [&str; 14] = [
    "the", "a", "an", "this", "that", "every", "each", "any", "what", "which", "my", "his", "her",
    "only",
];

pub(crate) fn is_division(word: &str) -> bool {
    is_one_of(word, DIVISIONS)
}

/// Whether the word before is such a thing.
pub(crate) fn is_numbered(cursor: &Cursor<'_>) -> bool {
    is_division(name(cursor))
}

/// Whether it may have more than fifty parts.
pub(crate) fn is_long(cursor: &Cursor<'_>) -> bool {
    is_one_of(name(cursor), &LONG)
}

/// Whether a single letter behind this word is that letter: "the letter C".
pub(crate) fn is_of_letters(cursor: &Cursor<'_>) -> bool {
    let heading = cursor.previous_word().starts_with("Letter") && named(cursor).begins();
    is_one_of(name(cursor), &["letter", "letters"]) && !heading
}

/// Whether "I" behind such a word is a number, not the pronoun: "World War I ended", but "the Book I read".
pub(crate) fn is_first(cursor: &Cursor<'_>) -> bool {
    let after = cursor.after(1);
    let owner = after.starts_with("’s") || after.starts_with("'s");
    if after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '’' | '\'')) && !owner {
        return false;
    }
    let (name, next) = (cursor.previous_word(), cursor.next_word(1));
    let earlier = named(cursor);
    if !name.starts_with(char::is_uppercase) {
        return next.is_empty()
            && !after.starts_with([',', '…', '—', '–'])
            && !after.starts_with("...");
    }
    let determined = is_one_of(earlier.previous_word(), &DETERMINERS);
    match name {
        "War" if earlier.previous_word() == "World" => true,
        // "Mark I know."
        "Mark" => next.is_empty() || determined && !is_pronoun_verb(next),
        _ if determined || earlier.begins() => !is_pronoun_verb(next),
        _ => true,
    }
}

/// The word before, without its full stop.
fn name<'a>(cursor: &Cursor<'a>) -> &'a str {
    cursor.previous_word().trim_end_matches('.')
}

/// The cursor at the word before.
fn named<'a>(cursor: &Cursor<'a>) -> Cursor<'a> {
    let before = cursor.before();
    let start = before.trim_end().len() - cursor.previous_word().len();
    Cursor { at: cursor.at - (before.len() - start), hints: &[], ..*cursor }
}
