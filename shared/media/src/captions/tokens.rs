//! The tokens of captions: words as the page prints them, each with the signs around it and its time.

use crate::book_timeline::TimedSentence;

/// A word with the signs around it; in scripts without spaces, a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CaptionToken<'t> {
    pub(super) text: &'t str,
    /// Whether a space comes before it.
    pub(super) spaced: bool,
    /// Columns that it takes.
    pub(super) width: usize,
    pub(super) start: u64,
    pub(super) end: u64,
    /// Whether the voice reported its start.
    pub(super) told: bool,
}

/// Cuts a sentence into tokens; tokens without a time get one between their neighbours, by length.
pub(super) fn tokens<'t>(sentence: &TimedSentence<'t>) -> Vec<CaptionToken<'t>> {
    let mut tokens = cut(sentence.text);
    let base = sentence.text.as_ptr() as usize;
    let mut words = sentence.words.iter().peekable();
    for token in &mut tokens {
        let from = token.text.as_ptr() as usize - base;
        let to = from + token.text.len();
        while words.next_if(|word| word.to <= from).is_some() {}
        // A word that continues in the next token began in this one, or before.
        if let Some(word) = words.peek().filter(|word| from <= word.from && word.from < to) {
            (token.start, token.told) = (word.start, true);
        }
    }
    settle(&mut tokens, sentence.start, sentence.end);
    tokens
}

/// Gives times to tokens without one, and ends each token where the next one begins.
fn settle(tokens: &mut [CaptionToken<'_>], start: u64, end: u64) {
    let mut at = 0;
    let mut known = start;
    while at < tokens.len() {
        let next = (at + 1..tokens.len()).find(|&next| tokens[next].told);
        let until = next.unwrap_or(tokens.len());
        let from = if tokens[at].told { tokens[at].start.max(known) } else { known };
        let to = next.map_or(end, |next| tokens[next].start).max(from);
        let whole = tokens[at..until].iter().map(|token| token.width as u64).sum::<u64>().max(1);
        let mut before = 0;
        for token in &mut tokens[at..until] {
            token.start = from + (to - from) * before / whole;
            before += token.width as u64;
            token.end = from + (to - from) * before / whole;
        }
        (at, known) = (until, to);
    }
}

fn cut(text: &str) -> Vec<CaptionToken<'_>> {
    let mut found = Vec::new();
    for word in text.split_whitespace() {
        let mut spaced = !found.is_empty();
        let mut rest = word;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(first(rest));
            found.push(CaptionToken {
                text: now,
                spaced,
                width: now.chars().map(width).sum(),
                start: 0,
                end: 0,
                told: false,
            });
            (rest, spaced) = (later, false);
        }
    }
    found
}

/// Bytes up to the first place where a line may break: after a wide character and the signs that follow it, else at the end.
fn first(word: &str) -> usize {
    let mut letters = word.char_indices().peekable();
    while let Some((_, letter)) = letters.next() {
        let Some(&(at, next)) = letters.peek() else { break };
        let is_sign = |letter: char| !letter.is_alphanumeric();
        if (is_wide(letter) || is_wide(next)) && !is_sign(next) && !is_opening(letter) {
            return at;
        }
    }
    word.len()
}

fn is_opening(letter: char) -> bool {
    matches!(letter, '「' | '『' | '（' | '《' | '〈' | '【' | '“' | '‘' | '(')
}

fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3fffd}')
}

fn width(letter: char) -> usize {
    if is_wide(letter) { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book_timeline::TimedWord;
    use crate::book_timeline::tests::sentence;

    fn check(text: &str, words: &[(usize, usize, u64, u64)], expected: &[(&str, u64, u64)]) {
        let word = |&(from, to, start, end)| TimedWord { from, to, start, end };
        let timed =
            TimedSentence { words: words.iter().map(word).collect(), ..sentence(text, 0, 100) };
        let found: Vec<_> =
            tokens(&timed).iter().map(|token| (token.text, token.start, token.end)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_begin_when_the_voice_says_them() {
        let two = [(3, 5, 10, 40), (6, 8, 50, 90)];
        check("“To be”", &two, &[("“To", 10, 50), ("be”", 50, 100)]);
        check("“To be”", &two[..1], &[("“To", 10, 55), ("be”", 55, 100)]);
        let dash = [(4, 6, 10, 40), (7, 9, 50, 90)];
        check("— To be", &dash, &[("—", 0, 10), ("To", 10, 50), ("be", 50, 100)]);
    }

    #[test]
    fn without_times_words_share_the_sentence() {
        check("a bb c", &[], &[("a", 0, 25), ("bb", 25, 75), ("c", 75, 100)]);
        check("", &[], &[]);
    }

    #[test]
    fn a_word_over_several_tokens_is_shared() {
        check(
            "New York is",
            &[(0, 8, 10, 50), (9, 11, 60, 90)],
            &[("New", 10, 31), ("York", 31, 60), ("is", 60, 100)],
        );
    }

    #[test]
    fn scripts_without_spaces_are_cut_between_characters() {
        let found = cut("「昔々、ある」と OK");

        let texts: Vec<_> = found.iter().map(|token| (token.text, token.spaced)).collect();
        let expected = [
            ("「昔", false),
            ("々、", false),
            ("あ", false),
            ("る」", false),
            ("と", false),
            ("OK", true),
        ];
        assert_eq!(texts, expected);
    }
}
