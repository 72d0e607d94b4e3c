//! Cuts sentences into cues, which fit on a screen.

use super::tokens::{CaptionToken, tokens};
use crate::book_timeline::TimedSentence;

/// Columns of a line and lines of a cue, as broadcasters recommend.
const COLUMNS: usize = 42;
const LINES: usize = 2;

/// The text that is shown at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue<'t> {
    pub(super) start: u64,
    pub(super) end: u64,
    /// Its lines; never empty, nor is any line.
    pub(super) lines: Vec<Vec<CaptionToken<'t>>>,
}

/// Cuts a sentence into cues, at the ends of clauses if possible.
pub(super) fn cues<'t>(sentence: &TimedSentence<'t>) -> Vec<Cue<'t>> {
    let tokens = tokens(sentence);
    let mut rest = tokens.as_slice();
    let mut cues = Vec::new();
    while !rest.is_empty() {
        let (now, later) = rest.split_at(next(rest));
        let end = later
            .first()
            .or(now.last())
            .map_or(sentence.end, |_| later.first().map_or(sentence.end, |token| token.start));
        let start = now.first().map_or(sentence.start, |token| token.start);
        let start = if cues.is_empty() { sentence.start } else { start };
        cues.push(Cue { start, end: end.max(start), lines: lines(now) });
        rest = later;
    }
    cues
}

/// The number of tokens in the next cue.
fn next(tokens: &[CaptionToken<'_>]) -> usize {
    let fits = |count: usize| broken(&tokens[..count]).len() <= LINES;
    if fits(tokens.len()) {
        return tokens.len();
    }
    let most = (1..tokens.len()).rev().find(|&count| fits(count)).unwrap_or(1);
    // The rest must be more than a word or two: two halves are better than a full cue and a short rest.
    let whole = width(tokens);
    let half = |count: &usize| width(&tokens[..*count]) * 3 >= whole.min(COLUMNS * LINES);
    let good = |count: &usize| half(count) && width(&tokens[*count..]) * 4 >= COLUMNS;
    let counts = || (1..=most).rev().filter(good);
    let sentence = counts()
        .find(|&count| ends_with(&tokens[count - 1], &['.', '!', '?', ';', ':', '…', '—', '–']));
    let clause =
        || counts().find(|&count| ends_with(&tokens[count - 1], &[',', '、', '，', '）', ')']));
    let even = || counts().find(|&count| width(&tokens[..count]) * 2 <= whole.max(COLUMNS * LINES));
    sentence.or_else(clause).or_else(even).unwrap_or(most)
}

fn ends_with(token: &CaptionToken<'_>, signs: &[char]) -> bool {
    token.text.trim_end_matches(['”', '’', '"', '\'', '»', '」', '』']).ends_with(signs)
}

/// Breaks a cue's tokens into as few lines as possible, of about the same length.
fn lines<'t>(tokens: &[CaptionToken<'t>]) -> Vec<Vec<CaptionToken<'t>>> {
    let full = broken(tokens);
    if full.len() != LINES {
        return full.into_iter().map(<[_]>::to_vec).collect();
    }
    let longer = |at: usize| width(&tokens[..at]).max(width(&tokens[at..]));
    let best = (1..tokens.len()).min_by_key(|&at| longer(at)).unwrap_or(1);
    let (first, second) = tokens.split_at(best);
    vec![first.to_vec(), second.to_vec()]
}

/// Fills lines one after another.
fn broken<'a, 't>(tokens: &'a [CaptionToken<'t>]) -> Vec<&'a [CaptionToken<'t>]> {
    let mut lines = Vec::new();
    let mut begin = 0;
    for at in 1..tokens.len() {
        if width(&tokens[begin..=at]) > COLUMNS {
            lines.push(&tokens[begin..at]);
            begin = at;
        }
    }
    if begin < tokens.len() {
        lines.push(&tokens[begin..]);
    }
    lines
}

/// Columns that tokens take on one line.
fn width(tokens: &[CaptionToken<'_>]) -> usize {
    let spaces = tokens.iter().skip(1).filter(|token| token.spaced).count();
    tokens.iter().map(|token| token.width).sum::<usize>() + spaces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::tests::sentence;

    fn shown(text: &str) -> Vec<Vec<String>> {
        let line = |line: &Vec<CaptionToken<'_>>| {
            let mut text = String::new();
            for (at, token) in line.iter().enumerate() {
                text.push_str(if at > 0 && token.spaced { " " } else { "" });
                text.push_str(token.text);
            }
            text
        };
        cues(&sentence(text, 0, 1_000))
            .iter()
            .map(|cue| cue.lines.iter().map(line).collect())
            .collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn short_sentences_are_one_cue_of_one_or_two_even_lines() {
        check("She looked down.", &[&["She looked down."]]);
        check(
            "She had one suitcase, one letter, and £2, most of which.",
            &[&["She had one suitcase, one", "letter, and £2, most of which."]],
        );
    }

    #[test]
    fn long_sentences_are_cut_at_clauses() {
        check(
            "Nets hung from every beam in brown curtains to the floor, and between the curtains the menders sat in pairs, with their wooden needles going in and out.",
            &[
                &["Nets hung from every beam in", "brown curtains to the floor,"],
                &["and between the curtains", "the menders sat in pairs,"],
                &["with their wooden", "needles going in and out."],
            ],
        );
    }

    #[test]
    fn every_word_is_shown_once_and_no_line_is_too_long() {
        let words =
            ["a", "fisherman", "of", "incomprehensibilities,", "sat;", "mended", "nets", "—"];
        for length in 1..120 {
            let text: Vec<&str> = (0..length).map(|at| words[at * 7 % 5 + at % 4]).collect();
            let text = text.join(" ");

            let found = shown(&text);

            assert_eq!(found.concat().join(" "), text);
            for cue in &found {
                assert!(cue.len() <= LINES, "{cue:?}");
                assert!(cue.iter().all(|line| line.chars().count() <= COLUMNS), "{cue:?}");
            }
        }
    }

    #[test]
    fn a_word_longer_than_a_line_stands_alone() {
        let long = "x".repeat(50);
        check(&format!("So {long} ends."), &[&["So", &long], &["ends."]]);
    }

    #[test]
    fn cues_of_a_sentence_follow_one_another() {
        let text = "One two three four five six seven eight nine ten, ".repeat(6);

        let cues = cues(&sentence(text.trim(), 500, 9_500));

        assert!(cues.len() > 2);
        assert_eq!((cues[0].start, cues[cues.len() - 1].end), (500, 9_500));
        for pair in cues.windows(2) {
            assert_eq!(pair[0].end, pair[1].start);
            assert!(pair[0].start < pair[0].end);
        }
    }
}
