//! One way through a sentence, asking the rules at every word and sign.

use std::ops::Range;

use crate::normal::rule::{Normalizer, Reading, Starts};
use crate::normal::spot::{Spot, word_end};
use crate::normal::{Hint, HintKind, Kind, Said};

/// What the lexicon and the markup say, in order.
pub(crate) fn given(text: &str, hints: &[Hint], mut given: Vec<Said>) -> Vec<Said> {
    for hint in hints {
        let HintKind::Ipa(sounds) = &hint.kind else { continue };
        let taken = given.iter().any(|one| overlap(&one.range, &hint.range));
        if !taken && !hint.range.is_empty() && text.get(hint.range.clone()).is_some() {
            let (range, words) = (hint.range.clone(), sounds.clone());
            given.push(Said { range, words, kind: Kind::Ipa });
        }
    }
    given.sort_by_key(|one| one.range.start);
    given
}

pub(crate) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Adds what the rules say of everything that is not `given`.
pub(crate) fn walk(
    text: &str,
    language: &str,
    hints: &[Hint],
    given: Vec<Said>,
    normalizer: &Normalizer,
) -> Vec<Said> {
    let mut marked: Vec<Hint> = hints.to_vec();
    marked.sort_by_key(|hint| hint.range.start);
    let mut marked = marked.as_slice();
    let is_heading = hints.iter().any(|hint| hint.kind == HintKind::Heading);
    let mut walked = Walked { text, said: Vec::new(), begins: true };
    let mut given = given.into_iter().peekable();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if let Some(next) = given.next_if(|next| next.range.start <= at) {
            at = next.range.end;
            walked.begins = false;
            walked.said.push(next);
            continue;
        }
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        let passed = marked.partition_point(|hint| hint.range.start < at);
        marked = &marked[passed..];
        let here = &marked[..marked.partition_point(|hint| hint.range.start <= at)];
        let spot = Spot { text, at, hints: here, is_heading, language };
        let limit = given.peek().map_or(text.len(), |next| next.range.start);
        at = match read(&spot, letter, limit, normalizer) {
            Some(reading) => walked.say(at..at + reading.length, reading),
            None => {
                let end = at + word_end(&text[at..]).max(letter.len_utf8());
                walked.pass(at..end.min(limit))
            }
        };
    }
    walked.said.extend(given);
    walked.said
}

/// What the first rule that knows the spot says of it, if it does not reach past `limit`.
fn read(spot: &Spot<'_>, letter: char, limit: usize, normalizer: &Normalizer) -> Option<Reading> {
    let class = Starts::of(letter);
    let asked = normalizer.rules.iter().filter(|rule| rule.starts.has(class));
    let mut readings = asked.filter_map(|rule| (rule.say)(spot));
    readings.find(|reading| {
        let end = spot.at + reading.length;
        reading.length > 0 && end <= limit && spot.text.is_char_boundary(end)
    })
}

/// How far a sentence has been walked.
struct Walked<'a> {
    text: &'a str,
    said: Vec<Said>,
    /// Whether no word has come yet.
    begins: bool,
}

impl Walked<'_> {
    /// Goes past what is said as written.
    fn pass(&mut self, range: Range<usize>) -> usize {
        self.begins = self.begins && !self.text[range.clone()].contains(char::is_alphanumeric);
        range.end
    }

    /// Says words, apart from their neighbours; nothing, where they are what is written.
    fn say(&mut self, range: Range<usize>, reading: Reading) -> usize {
        let Reading { mut words, kind, .. } = reading;
        if words == self.text[range.clone()] {
            return self.pass(range);
        }
        let is_word = char::is_alphanumeric;
        let end = range.end;
        if kind == Kind::Words && !words.is_empty() {
            if self.begins {
                words = capitalised(&words);
            }
            let gap = self.said.last().is_some_and(|last| {
                last.range.end == range.start && last.words.ends_with(char::is_whitespace)
            });
            if words.starts_with(is_word) && self.text[..range.start].ends_with(is_word) && !gap {
                words.insert(0, ' ');
            }
            if words.ends_with(is_word) && self.text[end..].starts_with(is_word) {
                words.push(' ');
            }
        }
        self.begins = self.begins && words.is_empty();
        self.said.push(Said { range, words, kind });
        end
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
