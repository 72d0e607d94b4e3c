//! What the English words around a position tell about it.

use crate::normal::cursor::Cursor;

pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Function words: neither names nor things that are counted.
const LITTLE: [&str; 106] = [
    "a", "about", "after", "again", "alas", "all", "also", "although", "always", "am", "an", "and",
    "any", "are", "as", "at", "because", "been", "before", "but", "by", "can", "could", "did",
    "do", "does", "each", "every", "for", "from", "had", "has", "have", "he", "her", "here", "him",
    "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "may", "me", "my",
    "no", "nobody", "nor", "not", "nothing", "now", "of", "on", "once", "only", "or", "our",
    "perhaps", "she", "should", "since", "so", "some", "still", "such", "than", "that", "the",
    "their", "them", "then", "there", "these", "they", "this", "those", "though", "thus", "till",
    "to", "too", "unless", "until", "us", "was", "we", "were", "what", "when", "where", "which",
    "while", "who", "why", "will", "with", "would", "yet", "you", "your",
];
/// Things that are counted, and do not end in "s".
const COUNTED: [&str; 17] = [
    "people", "men", "women", "children", "feet", "dollars", "horse", "foot", "souls", "sheep",
    "cattle", "head", "million", "thousand", "billion", "hundred", "dozen",
];
const DETERMINERS: [&str; 12] =
    ["a", "an", "the", "this", "that", "his", "her", "my", "our", "your", "their", "another"];

pub(crate) fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a word can be a name: it is capitalised, and not a function word.
pub(crate) fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !is_little(word)
}

pub(crate) fn is_little(word: &str) -> bool {
    is_one_of(word, &LITTLE)
}

/// Whether a number before this word counts it.
pub(crate) fn is_counted(word: &str) -> bool {
    let small = word.starts_with(char::is_lowercase);
    let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !is_little(word);
    small && (plural || is_one_of(word, &COUNTED))
}

/// Whether the next `length` bytes qualify the noun after them: "a five dollar bill".
pub(crate) fn is_adjective(cursor: &Cursor<'_>, length: usize) -> bool {
    let after = cursor.after(length);
    if let Some(joined) = after.strip_prefix('-') {
        return joined.starts_with(char::is_alphabetic);
    }
    let determiner = cursor.previous_word();
    let next = cursor.next_word(length);
    match is_one_of(determiner, &["a", "an"]) {
        true => next.starts_with(char::is_lowercase),
        false => {
            is_one_of(determiner, &DETERMINERS)
                && next.starts_with(char::is_lowercase)
                && !is_little(next)
        }
    }
}

/// The month that a word or its abbreviation names.
pub(crate) fn month(word: &str) -> Option<&'static str> {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let full = MONTHS
        .into_iter()
        .find(|month| *month == stem || month.eq_ignore_ascii_case(stem) && is_loud(stem));
    let short = || {
        let known = stem.len() == 3 || stem == "Sept";
        MONTHS.into_iter().find(|month| known && stem != "May" && month.starts_with(stem))
    };
    full.or_else(short)
}

/// Whether a word is written in capitals only, and has two or more of them.
pub(crate) fn is_loud(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    let mut count = 0;
    letters.all(|letter| {
        count += 1;
        letter.is_uppercase()
    }) && count > 1
}

/// A word in lower case except for its first letter.
pub(crate) fn with_capital(word: &str) -> String {
    let first = word.chars().next().map_or(0, char::len_utf8);
    format!("{}{}", &word[..first], word[first..].to_lowercase())
}

/// The plural "s", unless the number is one.
pub(crate) fn plural(word: &str, number: Option<u64>) -> String {
    if number == Some(1) { word.to_owned() } else { format!("{word}s") }
}
