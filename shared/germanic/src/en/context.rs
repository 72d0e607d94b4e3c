//! What the English words around a position tell about it.

use verbalizer::cursor::Cursor;

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

/// Verbs that follow the pronoun "I" rather than a number or a ruler.
const PRONOUN_VERBS: &[&str] = &[
    "am",
    "have",
    "had",
    "think",
    "thought",
    "know",
    "knew",
    "say",
    "said",
    "can",
    "could",
    "will",
    "would",
    "should",
    "shall",
    "must",
    "may",
    "might",
    "do",
    "did",
    "want",
    "wanted",
    "hear",
    "heard",
    "speak",
    "spoke",
    "told",
    "tell",
    "saw",
    "see",
    "felt",
    "feel",
    "loved",
    "love",
    "like",
    "liked",
    "hated",
    "hate",
    "read",
    "wrote",
    "write",
    "found",
    "find",
    "made",
    "make",
    "took",
    "take",
    "gave",
    "give",
    "got",
    "get",
    "went",
    "go",
    "met",
    "owe",
    "owed",
    "played",
    "play",
    "bought",
    "chose",
    "mentioned",
    "remember",
    "remembered",
    "believe",
    "believed",
    "mean",
    "meant",
    "need",
    "needed",
    "used",
    "use",
    "lived",
    "left",
    "brought",
    "never",
    "always",
    "often",
    "myself",
    "once",
    "enjoyed",
    "prefer",
    "preferred",
    "kept",
    "keep",
    "lost",
    "sent",
    "showed",
    "wish",
    "wished",
    "hope",
    "hoped",
    "fear",
    "ask",
    "asked",
    "beg",
    "trust",
    "trusted",
    "learned",
    "learnt",
    "lent",
    "borrowed",
    "studied",
    "was",
];

pub(crate) fn is_pronoun_verb(word: &str) -> bool {
    is_one_of(word, PRONOUN_VERBS)
}

/// What stands between a first name and a surname: "van Gogh".
const PARTICLES: [&str; 24] = [
    "von", "van", "de", "da", "di", "du", "des", "della", "del", "der", "den", "dos", "la", "le",
    "ter", "ten", "zu", "zur", "af", "al", "el", "ibn", "bin", "della",
];

/// Whether the word after the next `length` bytes begins a surname: "Higgins", "von Weber", "d’Argout".
pub(crate) fn is_surname(cursor: &Cursor<'_>, length: usize) -> bool {
    let next = cursor.next_word(length);
    if PARTICLES.contains(&next) {
        let after = cursor.after(length + 1 + next.len());
        let capital =
            after.trim_start().split(' ').take(2).any(|word| word.starts_with(char::is_uppercase));
        return after.starts_with(' ') && capital;
    }
    let elided = next.strip_prefix("d’").or(next.strip_prefix("d'"));
    let word = elided.unwrap_or(next);
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some() && !is_little(word)
}

/// Whether the word after the next `length` bytes belongs to a French name or title: "de", "le", "d’Argout".
pub(crate) fn is_french_particle(cursor: &Cursor<'_>, length: usize) -> bool {
    let next = cursor.next_word(length);
    matches!(next, "de" | "du" | "des" | "le" | "la" | "les")
        || ["d’", "d'", "l’", "l'"].iter().any(|elided| next.starts_with(elided))
}
