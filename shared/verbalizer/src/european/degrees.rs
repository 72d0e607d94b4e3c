//! Angles: `48° 51′ 12″ N`.

use super::{Grammar, Noun};
use crate::cursor::Cursor;
use crate::number_format::written_number;
use crate::rule::Verbalization;

const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\u{2009}'];
const MINUTES: [char; 3] = ['′', '\'', '’'];
const SECONDS: [char; 3] = ['″', '"', '”'];

impl Grammar {
    /// Degrees with minutes, or with a direction.
    pub fn angle(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let mut length = 0;
        let mut words = Vec::new();
        let angles = &self.angles;
        let parts: [(&[char], &Noun); 3] =
            [(&['°', 'º'], &angles.degree), (&MINUTES, &angles.minute), (&SECONDS, &angles.second)];
        for (marks, noun) in parts {
            let Some((end, part)) = self.marked(cursor.after(length), marks, noun) else { break };
            length += end;
            words.push(part);
        }
        let direction = self.direction(cursor.after(length));
        if words.is_empty() || words.len() == 1 && direction.is_none() {
            return None;
        }
        if let Some((end, name)) = direction {
            length += end;
            words.push(name.to_owned());
        }
        Some(Verbalization::words(length, words.join(" ")))
    }

    fn marked(&self, text: &str, marks: &[char], noun: &Noun) -> Option<(usize, String)> {
        let trimmed = text.trim_start_matches(SPACES);
        let figure = written_number(trimmed, &self.style)?;
        let rest = &trimmed[figure.length..];
        let mark = rest.chars().next().filter(|mark| marks.contains(mark))?;
        Some((text.len() - rest.len() + mark.len_utf8(), self.counted(&figure, noun)))
    }

    fn direction(&self, text: &str) -> Option<(usize, &'static str)> {
        let trimmed = text.trim_start_matches(SPACES);
        let (letter, name) =
            self.angles.directions.iter().find(|(letter, _)| trimmed.starts_with(letter))?;
        let rest = &trimmed[letter.len()..];
        let alone = !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        alone.then_some((text.len() - rest.len(), *name))
    }
}
