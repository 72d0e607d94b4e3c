//! Finds the entries of a lexicon in a sentence.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::{Regex, RegexBuilder};

use crate::lexicon::entry::{CaseSensitivity, LexiconEntry, Matcher};
use crate::lexicon::error::LexiconErrorKind;

/// A group in a replacement; a doubled dollar sign is not a group.
#[expect(clippy::expect_used, reason = "the pattern is ours")]
static GROUP: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\$\$|\$(\w+)|\$\{([^}]*)\}").expect("a pattern of ours"));

/// A match of an entry in a sentence.
pub(crate) struct LexiconMatch {
    /// The entry's position in the lexicon.
    pub(crate) place: usize,
    pub(crate) range: Range<usize>,
    pub(crate) spoken: String,
}

/// Compiles a pattern of a lexicon.
pub(crate) fn pattern(source: &str, case: CaseSensitivity) -> Result<Regex, LexiconErrorKind> {
    let built =
        RegexBuilder::new(source).case_insensitive(case == CaseSensitivity::Ignored).build();
    let why = |error: regex::Error| {
        let why = error.to_string();
        let why = why.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
        LexiconErrorKind::Pattern { pattern: source.to_owned(), why }
    };
    let pattern = built.map_err(why)?;
    if pattern.is_match("") {
        return Err(LexiconErrorKind::MatchesNothing(source.to_owned()));
    }
    Ok(pattern)
}

/// Checks that the pattern has every group of the replacement.
pub(crate) fn check_groups(pattern: &Regex, spoken: &str) -> Result<(), LexiconErrorKind> {
    for named in GROUP.captures_iter(spoken) {
        let Some(group) = named.get(1).or(named.get(2)) else { continue };
        let group = group.as_str();
        let known = match group.parse::<usize>() {
            Ok(number) => number < pattern.captures_len(),
            Err(_) => pattern.capture_names().flatten().any(|name| name == group),
        };
        if !known {
            let pattern = pattern.as_str().to_owned();
            return Err(LexiconErrorKind::Group { pattern, group: group.to_owned() });
        }
    }
    Ok(())
}

/// The letters and digits at the start of `words`; empty if they start with something else.
pub(crate) fn first_word(words: &str) -> Option<&str> {
    let end = words.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(words.len());
    (end > 0).then(|| &words[..end])
}

/// Finds the entries that begin with a word.
pub(crate) fn found_words(
    text: &str,
    by_word: &HashMap<String, Vec<usize>>,
    entries: &[LexiconEntry],
) -> Vec<LexiconMatch> {
    let mut found = Vec::new();
    let first = text.find(char::is_alphanumeric).unwrap_or(text.len());
    let mut at = first;
    while !by_word.is_empty() && at < text.len() {
        let rest = &text[at..];
        let Some(word) = first_word(rest) else {
            at += rest.find(char::is_alphanumeric).unwrap_or(rest.len());
            continue;
        };
        for place in by_word.get(&word.to_lowercase()).into_iter().flatten() {
            let entry = &entries[*place];
            let Matcher::Words(written) = &entry.find else { continue };
            let length = same(written, rest, entry.case, at == first);
            let whole = |length: &usize| !rest[*length..].starts_with(char::is_alphanumeric);
            if let Some(length) = length.filter(whole) {
                let spoken = entry.spoken.clone();
                found.push(LexiconMatch { place: *place, range: at..at + length, spoken });
            }
        }
        at += word.len();
    }
    found
}

/// The number of bytes at the start of `text` that match the words `written`.
fn same(written: &str, text: &str, case: CaseSensitivity, begins: bool) -> Option<usize> {
    let mut letters = text.char_indices();
    for (place, wanted) in written.chars().enumerate() {
        let (_, letter) = letters.next()?;
        let alike = || wanted.to_lowercase().eq(letter.to_lowercase());
        let equal = wanted == letter
            || (wanted.is_whitespace() && letter.is_whitespace())
            || (is_apostrophe(wanted) && is_apostrophe(letter))
            || match case {
                CaseSensitivity::Ignored => alike(),
                CaseSensitivity::Exact => false,
                CaseSensitivity::Dictionary => {
                    place == 0 && begins && wanted.is_lowercase() && alike()
                }
            };
        if !equal {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(at, _)| at))
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Finds a pattern.
pub(crate) fn found_pattern(
    text: &str,
    pattern: &Regex,
    entry: &LexiconEntry,
    place: usize,
) -> Vec<LexiconMatch> {
    let mut found = Vec::new();
    for captures in pattern.captures_iter(text) {
        let range = captures.get_match().range();
        if range.is_empty() || !(entry.part || is_whole(text, &range)) {
            continue;
        }
        let mut spoken = String::new();
        match entry.find {
            Matcher::Words(_) => spoken.push_str(&entry.spoken),
            Matcher::Pattern(_) => captures.expand(&entry.spoken, &mut spoken),
        }
        found.push(LexiconMatch { place, range, spoken });
    }
    found
}

/// Whether a stretch begins and ends at word boundaries.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let inner = |before: &str, after: &str| {
        before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    };
    !inner(&text[..range.start], &text[range.start..])
        && !inner(&text[..range.end], &text[range.end..])
}
