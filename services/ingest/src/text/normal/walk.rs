//! One way through a sentence, asking the rules at every word and sign.

use std::ops::Range;

use crate::text::lexicon::Lexicon;
use crate::text::normal::rule::{Normalizer, Reading, Starts};
use crate::text::normal::spot::{Spot, word_end};
use crate::text::normal::{Hint, HintKind, Kind, Said};

/// What the lexicon and the markup say, in order.
pub(crate) fn given(text: &str, hints: &[Hint], lexicon: &Lexicon) -> Vec<Said> {
    let mut given = lexicon.said(text);
    for hint in hints {
        let (words, kind) = match &hint.kind {
            HintKind::SaidAs(words) => (words, Kind::Words),
            HintKind::Ipa(sounds) => (sounds, Kind::Ipa),
            HintKind::Roman
            | HintKind::Ordinal
            | HintKind::Initialism
            | HintKind::NameTitle
            | HintKind::SpelledOut
            | HintKind::Heading => continue,
        };
        let taken = given.iter().any(|one| overlap(&one.range, &hint.range));
        if !taken && !hint.range.is_empty() && text.get(hint.range.clone()).is_some() {
            given.push(Said { range: hint.range.clone(), words: words.clone(), kind });
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
    let mut said: Vec<Said> = Vec::new();
    let mut given = given.into_iter().peekable();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if let Some(next) = given.next_if(|next| next.range.start <= at) {
            at = next.range.end;
            said.push(next);
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
            Some(reading) => {
                let range = at..at + reading.length;
                said.extend(changed(text, range.clone(), reading));
                range.end
            }
            None => limit.min(at + word_end(&text[at..]).max(letter.len_utf8())),
        };
    }
    said.extend(given);
    said
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

/// Words that stand apart from their neighbours; nothing, where they are what is written.
fn changed(text: &str, range: Range<usize>, reading: Reading) -> Option<Said> {
    let Reading { mut words, kind, .. } = reading;
    if words == text[range.clone()] {
        return None;
    }
    if kind == Kind::Words && !words.is_empty() {
        if text[..range.start].ends_with(char::is_alphanumeric) {
            words.insert(0, ' ');
        }
        let next = &text[range.end..];
        if next.starts_with(char::is_alphanumeric) && words.ends_with(char::is_alphanumeric) {
            words.push(' ');
        }
    }
    Some(Said { range, words, kind })
}
