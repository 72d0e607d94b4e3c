//! The last word before a full stop.

use super::marks::is_dash;
use super::word_lists::{Continuation, WordLists};

/// Most words of an abbreviation before its last one: `p. n. e.`
const LONGEST_SHORTENING: usize = 3;

/// The context before a full stop.
pub(super) struct StopContext<'a> {
    word: &'a str,
    /// The word with the abbreviated words before it, without spaces: `z.b`.
    compact: String,
    /// The word before.
    earlier: &'a str,
    /// Whether the sentence has nothing else.
    alone: bool,
    ordinals: bool,
}

impl<'a> StopContext<'a> {
    /// Reads the end of a sentence without its full stop.
    pub(super) fn of(sentence: &'a str, words: &WordLists) -> Self {
        let mut parts = sentence.rsplit(char::is_whitespace);
        let mut word = parts.next().unwrap_or_default();
        if let Some((at, dash)) =
            word.char_indices().rfind(|(_, mark)| is_dash(*mark) && *mark != '-')
        {
            word = &word[at + dash.len_utf8()..];
        }
        word = word.trim_start_matches(|mark: char| !mark.is_alphanumeric() && mark != '§');
        if words.elides {
            word = word.rsplit(['’', '\'']).next().unwrap_or_default();
        }
        let mut compact = word.to_owned();
        let mut earlier = "";
        for part in parts.filter(|part| !part.is_empty()).take(LONGEST_SHORTENING) {
            if earlier.is_empty() {
                earlier = part.trim_matches(|mark: char| !mark.is_alphanumeric());
            }
            let part = part.trim_start_matches(|mark: char| !mark.is_alphanumeric());
            if !part.ends_with('.') || part.chars().count() > 4 {
                break;
            }
            compact.insert_str(0, part);
        }
        let alone = !sentence[..sentence.len() - word.len()].contains(char::is_alphanumeric);
        Self { word, compact, earlier, alone, ordinals: words.ordinals }
    }

    /// Whether a sentence can begin with `rest`; `starts` says that its first word is not a name.
    pub(super) fn lets_begin(&self, words: &WordLists, rest: &str, starts: bool) -> bool {
        if self.alone && self.is_label() {
            return false;
        }
        let numeral = is_roman(self.word);
        if numeral && words.divides(self.earlier) {
            return true;
        }
        let digit = rest.starts_with(char::is_numeric);
        if digit
            && self.word.starts_with(char::is_numeric)
            && !self.word.ends_with(char::is_numeric)
        {
            // "3s. 6d."
            return false;
        }
        match words.follows(&self.compact).or_else(|| words.follows(self.word)) {
            Some(Continuation::Anything) => return false,
            Some(Continuation::Number) => {
                // "No. I left."
                let word = self.word.eq_ignore_ascii_case("no");
                return !digit && (word || !is_numbered(rest));
            }
            Some(Continuation::Sentence) => {
                // "1812 г." is a year, "г. Москва" a city.
                let counted = self.earlier.ends_with(char::is_numeric) || is_roman(self.earlier);
                return counted || self.compact.chars().nth(1).is_some();
            }
            Some(Continuation::Name) => return starts,
            None => {}
        }
        let ordinal = self.ordinals && (numeral || is_short_number(self.word));
        if ordinal && !words.divides(self.earlier) {
            return starts;
        }
        let initials = self.word.split('.').all(|part| part.chars().nth(1).is_none());
        let letter = self.word.contains(char::is_alphabetic);
        !(initials && letter) || starts
    }

    /// "1.", "IV.", "A.": the number of an entry of a list.
    fn is_label(&self) -> bool {
        let letter = self.word.chars().nth(1).is_none() && self.word.contains(char::is_alphabetic);
        letter || is_short_number(self.word) || is_roman(self.word)
    }
}

fn is_short_number(word: &str) -> bool {
    !word.is_empty() && word.len() <= 3 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether it begins with a Roman numeral, or a letter that stands for a number: "fig. B, left".
fn is_numbered(rest: &str) -> bool {
    let end = rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
    is_roman(&rest[..end])
        || rest[..end].chars().nth(1).is_none() && rest[end..].starts_with([',', ')', ';'])
}

/// A numeral in capitals, well formed.
fn is_roman(word: &str) -> bool {
    let places = ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"];
    let mut rest = word;
    for place in places {
        let most = if matches!(place, "M" | "C" | "X" | "I") { 3 } else { 1 };
        for _ in 0..most {
            rest = rest.strip_prefix(place).unwrap_or(rest);
        }
    }
    rest.is_empty() && !word.is_empty()
}
