//! Splits text into clauses at punctuation, in any script.

use std::ops::Range;

/// Longest clause that is given to espeak-ng at once; it reads lines of less than a thousand bytes.
const LONGEST_BYTES: usize = 600;

/// A stretch without marks, and the mark after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// One of `. , ! ? : ;`.
    pub(crate) mark: Option<char>,
}

/// Cuts a stretch of `text`.
pub(crate) fn clauses(text: &str, stretch: Range<usize>) -> Vec<Clause> {
    let mut clauses = vec![];
    let mut start = stretch.start;
    for (at, c) in text[stretch.clone()].char_indices() {
        let at = stretch.start + at;
        let end = at + c.len_utf8();
        if let Some(mark) = mark(&text[..at], c, &text[end..stretch.end]) {
            clauses.push(Clause { range: start..at, mark: Some(mark) });
            start = end;
        } else if c.is_whitespace() && at - start > LONGEST_BYTES {
            clauses.push(Clause { range: start..at, mark: None });
            start = at;
        }
    }
    if start < stretch.end {
        clauses.push(Clause { range: start..stretch.end, mark: None });
    }
    clauses
}

/// Words between spaces, with the number of their letters.
pub(crate) fn words(text: &str, range: Range<usize>) -> Vec<(Range<usize>, usize)> {
    let mut words = vec![];
    let mut at = range.start;
    for piece in text[range].split_inclusive(char::is_whitespace) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
        if letters > 0 {
            let start = at + piece.find(word).unwrap_or(0);
            words.push((start..start + word.len(), letters));
        }
        at += piece.len();
    }
    words
}

/// The mark that a sign stands for; signs within numbers and abbreviations are not marks.
fn mark(before: &str, sign: char, behind: &str) -> Option<char> {
    let within =
        before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric);
    let dash = || (!within || sign == '—').then_some(',');
    match sign {
        '.' | ',' | ':' if within => None,
        '.' if behind.trim_start().starts_with(char::is_lowercase) && before.ends_with('.') => {
            Some(',')
        }
        '.' | ',' | '!' | '?' | ':' | ';' => Some(sign),
        '…' if behind.trim_start().starts_with(char::is_lowercase) => Some(','),
        '…' | '。' | '．' | '।' | '॥' | '۔' | '։' | '።' => Some('.'),
        '，' | '、' | '،' | '፣' => Some(','),
        '！' | '՜' => Some('!'),
        '？' | '؟' | '՞' | '\u{37E}' => Some('?'),
        '：' => Some(':'),
        '；' | '؛' | '፤' => Some(';'),
        '–' | '—' | '―' => dash(),
        '-' if behind.starts_with('-')
            || before.ends_with(['-', ' ']) && behind.starts_with(' ') =>
        {
            Some(',')
        }
        '(' | ')' | '[' | ']' | '{' | '}' | '（' | '）' => Some(','),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, Option<char>)]) {
        let clauses = clauses(text, 0..text.len());
        let cut: Vec<_> =
            clauses.iter().map(|clause| (text[clause.range.clone()].trim(), clause.mark)).collect();
        assert_eq!(cut, expected, "{text}");
    }

    #[test]
    fn text_is_cut_at_marks_and_not_within_words() {
        check("Oh, no!", &[("Oh", Some(',')), ("no", Some('!'))]);
        check(
            "At 10:30 in the U.S.A it cost 3.50",
            &[("At 10:30 in the U.S.A it cost 3.50", None)],
        );
        check("Well-known — so", &[("Well-known", Some(',')), ("so", None)]);
        check("¿Qué?", &[("¿Qué", Some('?'))]);
        check("你好，世界。", &[("你好", Some(',')), ("世界", Some('.'))]);
    }

    #[test]
    fn long_clauses_are_cut_between_words() {
        let text = "word ".repeat(500);

        let clauses = clauses(&text, 0..text.len());

        assert!(clauses.len() > 3);
        assert!(clauses.iter().all(|clause| clause.range.len() < LONGEST_BYTES + 10));
        let words: usize =
            clauses.iter().map(|clause| words(&text, clause.range.clone()).len()).sum();
        assert_eq!(words, 500);
    }

    #[test]
    fn words_lie_between_spaces() {
        let found = words("«Où est-il»", 0.."«Où est-il»".len());

        assert_eq!(found, [(2..5, 2), (6..12, 5)]);
    }
}
