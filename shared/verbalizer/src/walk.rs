//! Walks through a sentence and tries the rules at every word and sign.

use std::ops::Range;

use crate::cursor::{Cursor, is_unspaced, word_end};
use crate::number_format::roman;
use crate::numeral_letters::plain_numeral;
use crate::raised::with_plain_letters;
use crate::rule::{CharClass, Normalizer, Verbalization};
use crate::{Hint, HintKind};
use crate::{Notation, SpokenForm};

/// The parts that the lexicon and the markup determine, in order.
pub fn given(text: &str, hints: &[Hint], mut given: Vec<SpokenForm>) -> Vec<SpokenForm> {
    for hint in hints {
        let HintKind::Ipa(sounds) = &hint.kind else { continue };
        let taken = given.iter().any(|one| overlap(&one.range, &hint.range));
        if !taken && !hint.range.is_empty() && text.get(hint.range.clone()).is_some() {
            let (range, words) = (hint.range.clone(), sounds.clone());
            given.push(SpokenForm { range, words, notation: Notation::Ipa });
        }
    }
    given.sort_by_key(|one| one.range.start);
    given
}

/// Whether two ranges have a byte in common.
pub fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Adds what the rules say of all parts that are not `given`.
pub fn walk(
    text: &str,
    language: &str,
    hints: &[Hint],
    given: Vec<SpokenForm>,
    normalizer: &Normalizer,
) -> Vec<SpokenForm> {
    let mut marked: Vec<Hint> = hints.to_vec();
    marked.sort_by_key(|hint| hint.range.start);
    let mut marked = marked.as_slice();
    let is_heading = hints.iter().any(|hint| hint.kind == HintKind::Heading);
    let mut walked = Verbalizer { text, said: Vec::new(), begins: true };
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
        let cursor = Cursor { text, at, hints: here, is_heading, language };
        let limit = given.peek().map_or(text.len(), |next| next.range.start);
        at = match read(&cursor, limit, normalizer) {
            Some(verbalization) => walked.say(at..at + verbalization.length, verbalization),
            None => {
                let end = at + word_end(&text[at..]).max(letter.len_utf8());
                walked.pass(at..end.min(limit))
            }
        };
    }
    walked.said.extend(given);
    walked.said
}

/// What is said at the cursor, if it does not reach past `limit`.
fn read(cursor: &Cursor<'_>, limit: usize, normalizer: &Normalizer) -> Option<Verbalization> {
    let class = CharClass::of_text(cursor.rest());
    let may_be_raised = class.has(CharClass::ODD.or(CharClass::DIGIT));
    let raised = if may_be_raised { read_raised(cursor, normalizer) } else { None };
    raised
        .filter(|raised| cursor.at + raised.length <= limit)
        .or_else(|| read_plain(cursor, class, limit, normalizer))
}

/// The result of the first rule that applies at the cursor, if it does not reach past `limit`.
fn read_plain(
    cursor: &Cursor<'_>,
    class: CharClass,
    limit: usize,
    normalizer: &Normalizer,
) -> Option<Verbalization> {
    let asked = normalizer.rules.iter().filter(|rule| rule.starts.has(class));
    let mut verbalizations = asked.filter_map(|rule| (rule.say)(cursor));
    verbalizations.find(|verbalization| {
        let end = cursor.at + verbalization.length;
        verbalization.length > 0 && end <= limit && cursor.text.is_char_boundary(end)
    })
}

/// A word with raised letters ("1ˢᵗ", "Mᵐᵉ", "Wᵐ"), said as if they were not raised, or as if a full stop stood behind it; a numeral of
/// letters that are numerals ("Ⅳ"), said as if it were written in plain ones, or in figures.
fn read_raised(cursor: &Cursor<'_>, normalizer: &Normalizer) -> Option<Verbalization> {
    let word = cursor.word();
    let (plain, other) = match plain_numeral(word) {
        // A numeral without the context of one is a number.
        Some(numeral) => {
            let value = roman(&numeral.to_uppercase());
            (numeral, value.map(|value| value.to_string()))
        }
        None => {
            let plain = with_plain_letters(word)?;
            let abbreviation = format!("{plain}.");
            (plain, Some(abbreviation))
        }
    };
    let before = cursor.before();
    let found = [Some(&plain), other.as_ref()].into_iter().flatten().find_map(|written| {
        let text = format!("{before}{written}{}", cursor.after(word.len()));
        let replaced = Cursor { text: &text, at: before.len(), hints: &[], ..*cursor };
        let class = CharClass::of_text(replaced.rest());
        let found = read_plain(&replaced, class, text.len(), normalizer)?;
        let behind = found.length.checked_sub(written.len())?;
        Some(Verbalization { length: word.len() + behind, ..found })
    });
    Some(found.unwrap_or_else(|| Verbalization::words(word.len(), plain)))
}

/// The progress through a sentence.
struct Verbalizer<'a> {
    text: &'a str,
    said: Vec<SpokenForm>,
    /// Whether no word has come yet.
    begins: bool,
}

impl Verbalizer<'_> {
    /// Skips text that is said as written.
    fn pass(&mut self, range: Range<usize>) -> usize {
        self.begins = self.begins && !self.text[range.clone()].contains(char::is_alphanumeric);
        range.end
    }

    /// Adds words, with spaces to their neighbours; nothing if they equal the written text.
    fn say(&mut self, range: Range<usize>, verbalization: Verbalization) -> usize {
        let Verbalization { mut words, notation, .. } = verbalization;
        if words == self.text[range.clone()] {
            return self.pass(range);
        }
        // Chinese and Japanese words stand without spaces.
        let is_word = |letter: char| letter.is_alphanumeric() && !is_unspaced(letter);
        let end = range.end;
        if notation == Notation::Words && !words.is_empty() {
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
        self.said.push(SpokenForm { range, words, notation });
        end
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
