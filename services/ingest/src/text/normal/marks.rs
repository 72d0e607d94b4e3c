//! Marks that writers put into plain text: `[pause 1.5s]`, and `[ipa …]` after a word.

use std::time::Duration;

use crate::text::normal::{Hint, HintKind};

/// No pause is longer.
const LONGEST: Duration = Duration::from_secs(60);
/// No mark is longer, in bytes.
const MOST: usize = 200;

/// Text without its marks, and what they say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marked {
    pub(crate) text: String,
    /// The sounds of words.
    pub(crate) hints: Vec<Hint>,
    /// Silences, each at a byte of the text.
    pub(crate) pauses: Vec<(usize, Duration)>,
}

/// Takes the marks out of a text. What only looks like one is text.
pub(crate) fn marks(text: &str) -> Marked {
    let mut marked = Marked::default();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        marked.text.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let reach = &after[..after.floor_char_boundary(MOST)];
        let taken = reach.find(']').filter(|end| marked.take(&after[..*end]));
        rest = match taken {
            Some(end) => {
                after[end + 1..].trim_start_matches(if marked.ends_apart() { ' ' } else { '\0' })
            }
            None => {
                marked.text.push('[');
                after
            }
        };
    }
    marked.text.push_str(rest);
    marked
}

impl Marked {
    /// Understands a mark; false, if it is none.
    fn take(&mut self, mark: &str) -> bool {
        let Some((name, value)) = mark.trim().split_once(char::is_whitespace) else { return false };
        match (name, value.trim()) {
            ("pause", length) => {
                let Some(length) = duration(length) else { return false };
                self.pauses.push((self.text.len(), length));
                true
            }
            ("ipa", sounds) if !sounds.is_empty() => self.pronounce(sounds),
            _ => false,
        }
    }

    /// Gives the last word its sounds.
    fn pronounce(&mut self, sounds: &str) -> bool {
        let end = self.text.trim_end_matches(' ').len();
        let is_word = |letter: char| {
            letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-' | '\u{300}'..='\u{36f}')
        };
        let start = self.text[..end].trim_end_matches(is_word).len();
        let apart = self.text.len() - end < 2;
        let marked = self.hints.last().is_some_and(|last| last.range.end > start);
        if start == end || !apart || marked {
            return false;
        }
        self.text.truncate(end);
        self.hints.push(Hint { range: start..end, kind: HintKind::Ipa(sounds.to_owned()) });
        true
    }

    /// Whether what follows needs no further space before it.
    fn ends_apart(&self) -> bool {
        self.text.is_empty() || self.text.ends_with(char::is_whitespace)
    }
}

/// `1.5s`, `2 s`, `300ms`.
fn duration(text: &str) -> Option<Duration> {
    let (number, unit) = match text.strip_suffix("ms") {
        Some(number) => (number, 0.001),
        None => (text.strip_suffix('s')?, 1.0),
    };
    let number: f64 = number.trim().parse().ok()?;
    let length = Duration::try_from_secs_f64(number * unit).ok()?;
    (!length.is_zero() && length <= LONGEST).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, hints: &[(&str, &str)], pauses: &[(usize, u64)]) {
        let found = marks(text);
        assert_eq!(found.text, expected, "{text}");
        let sounds = |hint: &Hint| match &hint.kind {
            HintKind::Ipa(sounds) => (found.text[hint.range.clone()].to_owned(), sounds.clone()),
            other => panic!("{other:?}"),
        };
        let said: Vec<(String, String)> = found.hints.iter().map(sounds).collect();
        let said: Vec<(&str, &str)> =
            said.iter().map(|(word, ipa)| (word.as_str(), ipa.as_str())).collect();
        assert_eq!(said, hints, "{text}");
        let lengths: Vec<(usize, u64)> = pauses.to_vec();
        let millis =
            |(at, length): &(usize, Duration)| (*at, u64::try_from(length.as_millis()).unwrap());
        assert_eq!(found.pauses.iter().map(millis).collect::<Vec<_>>(), lengths, "{text}");
    }

    #[test]
    fn marks_are_taken_out_of_the_text() {
        check("Wait. [pause 1.5s] Go.", "Wait. Go.", &[], &[(6, 1500)]);
        check("[pause 300ms] Go [pause 2 s]", "Go ", &[], &[(0, 300), (3, 2000)]);
        check("Ask Siân [ipa ʃɑːn], now.", "Ask Siân, now.", &[("Siân", "ʃɑːn")], &[]);
        check("O’Brien[ipa oʊˈbraɪən] came", "O’Brien came", &[("O’Brien", "oʊˈbraɪən")], &[]);
    }

    #[test]
    fn other_brackets_are_text() {
        for text in [
            "[pause]",
            "[pause soon]",
            "[pause -1s]",
            "[pause 61s]",
            "[pause 0s]",
            "[pause NaNs]",
            "[ipa ]",
            "[ipa x]",
            "He [the king] left",
            "[1] a [",
            "a. [ipa x]",
            "[[pause",
        ] {
            check(text, text, &[], &[]);
        }
        let long = "[".repeat(1_000_000);
        assert_eq!(marks(&long).text, long);
    }
}
