//! Finds where sentences begin.

use std::ops::Range;

use sentencex::languages::Language;

use super::ideographs;
use super::languages::words_of;
use super::marks::{
    ClosingMarks, brackets, breaks, closing_marks, is_dash, is_leading, is_opening_quote,
};
use super::stop_context::StopContext;
use super::word_lists::WordLists;

/// The places in `text` where its second and later sentences begin.
pub(super) fn boundaries(text: &str, language: &str) -> Vec<usize> {
    let listed = sentencex::language_factory(language);
    let stops = stops(text, &*listed);
    let brackets = brackets(text);
    let finder = BoundaryFinder { text, language, words: words_of(language), listed, brackets };
    let mut found: Vec<usize> = Vec::new();
    let mut judged = 0;
    for stop in stops {
        if stop.start < judged {
            continue;
        }
        let closed = closing_marks(text, stop.end);
        judged = closed.end;
        let from = found.last().copied().unwrap_or_default();
        found.extend(finder.boundary(from, stop, &closed));
    }
    found
}

/// Possible ends of sentences, in order; adjacent stops count as one.
fn stops(text: &str, listed: &dyn Language) -> Vec<Range<usize>> {
    let marks = listed.get_sentence_break_regex().find_iter(text).map(|mark| mark.range());
    let ellipses = text.match_indices(['…', '⋯']).map(|(at, mark)| at..at + mark.len());
    let mut marks: Vec<Range<usize>> = marks.chain(ellipses).chain(breaks(text)).collect();
    marks.sort_by_key(|mark| mark.start);
    let mut stops: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match stops.last_mut().filter(|last| last.end >= mark.start) {
            Some(last) => last.end = last.end.max(mark.end),
            None => stops.push(mark),
        }
    }
    stops
}

struct BoundaryFinder<'a> {
    text: &'a str,
    language: &'a str,
    words: Option<&'static WordLists>,
    /// The language data of the splitter crate, for languages for which we have no word lists.
    listed: Box<dyn Language>,
    brackets: Vec<Range<usize>>,
}

/// Most marks and spaces before a word that are skipped.
const MOST_LEADING: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum StopKind {
    /// A clear end of a sentence: an exclamation mark, a question mark, or the full stop of a script that does not use it in abbreviations.
    Strong,
    Full,
    Ellipsis,
    /// A dash: the speaker is interrupted.
    Broken,
}

impl BoundaryFinder<'_> {
    /// Where the next sentence begins, if the one from `from` on ends with `stop`.
    fn boundary(&self, from: usize, stop: Range<usize>, closed: &ClosingMarks) -> Option<usize> {
        let next = self.next_start(from, &stop, closed)?;
        let mut letters = self.text[next..].char_indices().take(MOST_LEADING);
        let opening = next + letters.find(|(_, mark)| !is_leading(*mark))?.0;
        let first = self.text[opening..].chars().next()?;
        let begins = first.is_alphanumeric() && !first.is_lowercase() || "$£€#§№".contains(first);
        if !begins && !self.begins_small(next, opening) || self.is_inside(from, &stop, closed) {
            return None;
        }
        let kind = if closed.stop { StopKind::Strong } else { kind(&self.text[stop.clone()]) };
        let caseless = first.is_alphabetic() && !first.is_uppercase() && !first.is_lowercase();
        let ends = match kind {
            StopKind::Strong | StopKind::Broken => true,
            StopKind::Ellipsis if caseless => {
                let spaced = self.text[closed.end..next].contains(ideographs::SPACE);
                spaced
                    || ideographs::trails_off(
                        &self.text[from..stop.start],
                        &self.text[opening..],
                        self.language,
                    )
            }
            StopKind::Ellipsis => {
                !first.is_numeric() && !self.hesitates(from, &stop, opening, closed)
            }
            StopKind::Full => self.full_stop_ends(from, &stop, next, opening) || closed.quotation,
        };
        let tagged = closed.quotation && self.is_tagged(from, kind, closed.end, next);
        (ends && !tagged).then_some(next)
    }

    /// After the spaces, or at once if none are needed.
    fn next_start(&self, from: usize, stop: &Range<usize>, closed: &ClosingMarks) -> Option<usize> {
        let rest = &self.text[closed.end..];
        let spaces = rest.len() - rest.trim_start().len();
        let mark = rest.chars().next()?;
        let stop = &self.text[stop.clone()];
        let ideograph = stop.chars().any(ideographs::is_stop)
            || kind(stop) == StopKind::Ellipsis && ideographs::is_written(self.language);
        let quotations = closed.quotation && is_opening_quote(mark);
        if ideograph && spaces == 0 {
            let sentence = &self.text[from..closed.end];
            if ideographs::is_particle(rest) || ideographs::closes_aside(sentence, rest) {
                return None;
            }
        }
        // "He left.—She stayed."
        (spaces > 0 || ideograph || quotations || mark == '—').then_some(closed.end + spaces)
    }

    /// Labels, brands and Dutch clitics: "b) Boil it.", "iPhone", "'s Avonds las hij."
    fn begins_small(&self, next: usize, opening: usize) -> bool {
        let rest = &self.text[opening..];
        let mut letters = rest.chars();
        if !letters.next().is_some_and(char::is_lowercase) {
            return false;
        }
        let label = letters.next() == Some(')') && letters.next().is_some_and(char::is_whitespace);
        let apostrophe = self.text[next..opening].ends_with(['\'', '’', '‘']);
        let word = rest.strip_prefix(['s', 't', 'n']).and_then(|rest| rest.strip_prefix(' '));
        let clitic = self.language == "nl" && apostrophe;
        label
            || is_brand(rest)
            || clitic && word.is_some_and(|word| word.starts_with(char::is_uppercase))
    }

    /// Whether the stop is within brackets inside a sentence.
    fn is_inside(&self, from: usize, stop: &Range<usize>, closed: &ClosingMarks) -> bool {
        let alone =
            |open: usize| open < from || !self.text[from..open].contains(char::is_alphanumeric);
        let around = self.brackets.partition_point(|bracket| bracket.start < stop.start);
        let around = around.checked_sub(1).map(|at| &self.brackets[at]);
        if around.is_some_and(|bracket| bracket.end >= closed.end && !alone(bracket.start)) {
            return true;
        }
        // "The price (?) was"; in scripts without capitals, nothing tells that the sentence continues: 他（真的！）跑了。
        let Some(bracket) = closed.bracket.filter(|_| !closed.stop) else { return false };
        let pair = around.filter(|pair| pair.end == bracket);
        let ideograph = self.text[stop.clone()].chars().any(ideographs::is_stop);
        pair.is_some_and(|pair| pair.start + 1 == stop.start || ideograph && !alone(pair.start))
    }

    /// "I… I do not know." "You... You thief!"
    fn hesitates(
        &self,
        from: usize,
        stop: &Range<usize>,
        opening: usize,
        closed: &ClosingMarks,
    ) -> bool {
        let before = &self.text[from..stop.start];
        if !before.contains(char::is_alphanumeric) {
            return true;
        }
        let next = word(&self.text[opening..]);
        let last = before.rsplit(|letter: char| !letter.is_alphanumeric()).next();
        let repeats = last.is_some_and(|last| last.to_lowercase() == next.to_lowercase());
        !closed.quotation && (repeats || self.language == "en" && next == "I")
    }

    /// Whether a full stop ends the sentence, and not only an abbreviation, a label or an ordinal.
    fn full_stop_ends(
        &self,
        from: usize,
        stop: &Range<usize>,
        next: usize,
        opening: usize,
    ) -> bool {
        let Some(words) = self.words else {
            return self.listed.find_boundary(self.text, stop.start, stop.end).is_some();
        };
        let before = StopContext::of(&self.text[from..stop.start], words);
        let rest = &self.text[opening..];
        let following = word(rest);
        let initial =
            following.chars().nth(1).is_none() && rest[following.len()..].starts_with('.');
        let starts = !initial && words.starts(following);
        let quotes = self.text[next..].starts_with(is_opening_quote);
        before.lets_begin(words, rest, starts || quotes)
    }

    /// Whether a quotation is followed by the capitalised name of its speaker: “Why?” Martha asked.
    fn is_tagged(&self, from: usize, kind: StopKind, end: usize, next: usize) -> bool {
        if end == next {
            return ideographs::goes_on(&self.text[from..end], &self.text[next..]);
        }
        let Some(words) = self.words.filter(|_| kind != StopKind::Full) else { return false };
        let mut clause = self.text[next..].split_whitespace().take(5);
        // “Why?” I asked.
        let is_name = |name: &&str| *name == "I" || !words.starts(word(name));
        let Some(name) = clause.next().filter(is_name) else { return false };
        if !name.starts_with(char::is_uppercase) {
            return false;
        }
        for part in clause {
            let bare = part.trim_end_matches(|mark: char| !mark.is_alphanumeric());
            if words.speaks(bare) {
                return true;
            }
            if !part.starts_with(char::is_uppercase) && !part.ends_with("ly") {
                return false;
            }
        }
        false
    }
}

fn kind(stop: &str) -> StopKind {
    let dots = stop.chars().filter(|&mark| mark == '.').count();
    let ellipsis = stop.contains(['…', '⋯']);
    if stop.chars().all(is_dash) {
        StopKind::Broken
    } else if stop.chars().any(|mark| !matches!(mark, '.' | '…' | '⋯') && !mark.is_whitespace())
    {
        StopKind::Strong
    } else {
        match (ellipsis, dots) {
            (false, 1) => StopKind::Full,
            (false, 2 | 3) | (true, 0) => StopKind::Ellipsis,
            _ => StopKind::Strong,
        }
    }
}

/// Whether it begins with a name that has its capital inside: "iPhone", "eBay", "macOS".
fn is_brand(text: &str) -> bool {
    /// Most small letters before the capital.
    const SMALL: usize = 3;
    let word = word(text);
    let small = word.chars().take_while(|letter| letter.is_lowercase()).count();
    small <= SMALL && word.chars().nth(small).is_some_and(char::is_uppercase)
}

/// The letters and digits at the start of a text.
fn word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}
