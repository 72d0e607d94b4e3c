//! The last word before a full stop.

use super::marks::is_dash;
use super::numerals::{
    is_abbreviated, is_chapter, is_numbered, is_roman, is_short_number, is_small_roman,
};
use super::word_lists::{Continuation, WordLists};

/// Most words of an abbreviation before its last one: `p. n. e.`
const LONGEST_SHORTENING: usize = 3;

/// Most words of a sentence that is only the time of what follows: "At a quarter to 6 p.m."
const LONGEST_TIME: usize = 6;

/// The context before a full stop.
pub(super) struct StopContext<'a> {
    word: &'a str,
    /// The word with the abbreviated words before it, without spaces: `z.b`.
    compact: String,
    /// The word before.
    earlier: &'a str,
    /// The sentence up to the stop.
    sentence: &'a str,
    /// Whether the sentence has nothing else.
    alone: bool,
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
        Self { word, compact, earlier, sentence, alone }
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
        if rest.starts_with(char::is_numeric)
            && (self.is_bearing(rest)
                || self.measures(words)
                || numeral && words.refers(self.earlier))
        {
            return false;
        }
        // "Maj.-Gen. Hay", "Dipl.-Ing. Roth".
        let joined = self.word.rsplit_once(".-").map(|(_, last)| last);
        let shorter = || Some(self.word).filter(|word| *word != self.compact);
        let follows = words
            .follows(&self.compact)
            .or_else(|| shorter().and_then(|word| words.follows(word)))
            .or_else(|| joined.and_then(|word| words.follows(word)));
        if let Some(follows) = follows {
            return self.abbreviation_ends(follows, words, rest, starts);
        }
        let ordinal = words.ordinals && (numeral || is_short_number(self.word));
        if ordinal && !words.divides(self.earlier) {
            return starts || !numeral && !self.is_ordinal(words, rest);
        }
        if (self.is_unit() || self.is_temperature()) && !is_abbreviated(rest) {
            return true;
        }
        let is_initial = |part: &str| part.trim_start_matches('-').chars().nth(1).is_none();
        let initials = self.word.split('.').all(is_initial);
        let letter = self.word.contains(char::is_alphabetic);
        !(initials && letter) || starts
    }

    /// Whether a sentence can begin with `rest` after an abbreviation.
    fn abbreviation_ends(
        &self,
        follows: Continuation,
        words: &WordLists,
        rest: &str,
        starts: bool,
    ) -> bool {
        let digit = rest.starts_with(char::is_numeric);
        // "1812 г." is a year, "г. Москва" a city.
        let counted = self.earlier.ends_with(char::is_numeric) || is_roman(self.earlier);
        match follows {
            Continuation::Anything => false,
            Continuation::Number => {
                // "No. I left."
                let word = self.word.eq_ignore_ascii_case("no");
                !digit && (word || !is_numbered(rest))
            }
            Continuation::Chapter => !is_chapter(rest),
            // "A.D. 1066", "In 44 B.C. Caesar died."
            Continuation::Era if digit && !counted => false,
            Continuation::Era | Continuation::Time if words.dates(rest) => false,
            Continuation::Era | Continuation::Time if self.is_time(words) => {
                starts && !rest.starts_with("I ")
            }
            Continuation::Sentence | Continuation::Era | Continuation::Time => {
                counted || self.compact.chars().nth(1).is_some()
            }
            Continuation::Name => starts,
        }
    }

    /// Whether a number before it belongs to one after it: "3s. 6d.", "6 ft. 2 in.", "Rom. viii. 28".
    fn measures(&self, words: &WordLists) -> bool {
        let glued =
            self.word.starts_with(char::is_numeric) && !self.word.ends_with(char::is_numeric);
        let measured = self.earlier.ends_with(char::is_numeric) && words.measures(self.word);
        glued || measured || is_small_roman(self.word)
    }

    /// Whether it is latitude or longitude: "lat. 41° 12′ N., long. 60° 3′ W."
    fn is_bearing(&self, rest: &str) -> bool {
        let degrees = rest.trim_start_matches(|figure: char| figure.is_ascii_digit());
        matches!(self.word, "lat" | "long" | "lon") && degrees.trim_start().starts_with(['°', 'º'])
    }

    /// Whether it is a unit of a single letter: "18 h."
    fn is_unit(&self) -> bool {
        let mut letters = self.word.chars();
        let small = letters.next().is_some_and(char::is_lowercase) && letters.next().is_none();
        small && self.earlier.ends_with(char::is_numeric)
    }

    /// Whether it is the scale of a temperature: "4° C."
    fn is_temperature(&self) -> bool {
        let before = self.sentence.strip_suffix(self.word).unwrap_or_default().trim_end();
        matches!(self.word, "C" | "F") && before.ends_with(['°', 'º'])
    }

    /// Whether the sentence is only the time of something that is still to come: "In 44 B.C."
    fn is_time(&self, words: &WordLists) -> bool {
        let bare = self.sentence.trim_start_matches(|mark: char| !mark.is_alphanumeric());
        let mut parts = bare.split_whitespace();
        let opens = parts.next().is_some_and(|first| words.tells_time(first));
        opens && parts.count() < LONGEST_TIME
    }

    /// Whether a number before a noun counts it: "zum 2. Mal", "am 3. Mai", not "er wurde 12. Peter".
    fn is_ordinal(&self, words: &WordLists, rest: &str) -> bool {
        // "3. 10. 1990"
        let dated = self.earlier.ends_with(char::is_numeric);
        let known = words.before_ordinals.is_empty() || self.earlier.is_empty();
        known || dated || words.precedes_ordinal(self.earlier) || words.dates(rest)
    }

    /// "1.", "IV.", "A.": the number of an entry of a list.
    fn is_label(&self) -> bool {
        let letter = self.word.chars().nth(1).is_none() && self.word.contains(char::is_alphabetic);
        letter || is_short_number(self.word) || is_roman(self.word)
    }
}
