//! Figures that are said one by one, numbers behind letters, and ratios: `ISBN 978-…`, `9-1-1`, `U-47`, `3:1`, `1:50 000`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Grammar, NumberForm};
use crate::cursor::Cursor;
use crate::number_format::{digits, written_number};
use crate::rule::{Verbalization, pattern};

static BOOK: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d[\d  –-]{6,18}[\dXx]\b"));
static JOINED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\d{1,5}(?:[-‑]\d{1,7}){2,}(?:-[Xx])?\b"));
/// Before the number of a book or a journal.
const LABELS: [&str; 5] = ["ISBN", "ISSN", "ISBN-13", "ISBN-10", "EAN"];

impl Grammar {
    /// `ISBN 978-2-07-…`, `1234-5678-9012`, `4-4-2`.
    pub fn identifier(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        if cursor.before().ends_with(['-', '–', '.', '/', ',']) {
            return None;
        }
        let label = cursor.before().trim_end_matches([' ', '\u{a0}', ':']);
        let label = label.rsplit([' ', '\u{a0}', '(', '\n']).next().unwrap_or_default();
        let labelled = LABELS.contains(&label);
        let found = if labelled { cursor.find(&BOOK)? } else { cursor.find(&JOINED)? };
        let written = &found[0];
        if cursor.after(written.len()).starts_with(['-', '/', ':']) {
            return None;
        }
        let groups: Vec<&str> = written
            .split(['-', '–', ' ', '\u{a0}', '‑'])
            .filter(|group| !group.is_empty())
            .collect();
        let short = groups.iter().all(|group| group.len() < 3 && !group.starts_with('0'));
        let words: Vec<String> = groups.iter().map(|group| self.group(group, short)).collect();
        let between = if short && !labelled { " " } else { ", " };
        Some(Verbalization::words(written.len(), words.join(between)))
    }

    /// `U-47`, `AK-47`: letters, and the number behind their hyphen.
    pub fn lettered(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        const LONGEST: usize = 8;
        let letters = cursor.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = &cursor.rest()[..letters];
        let figures = cursor.after(letters).strip_prefix(['-', '‑'])?;
        let hyphen = cursor.after(letters).len() - figures.len();
        let figure = &figures[..digits(figures)];
        let behind = &figures[figure.len()..];
        let goes_on = behind.starts_with(char::is_alphanumeric)
            || behind.starts_with(['-', '–', '/', '.', ',']) && digits(behind.get(1..)?) > 0;
        let begins = !cursor.before().ends_with(['-', '‑', '/', '.']);
        let capitals = name.starts_with(|letter: char| letter.is_ascii_uppercase());
        let short = (1..=LONGEST).contains(&letters) && (1..=4).contains(&figure.len());
        if !capitals || !short || goes_on || !begins {
            return None;
        }
        let number = match figure.parse() {
            Ok(number) if !figure.starts_with('0') => (self.cardinal)(number, NumberForm::Alone),
            _ => self.each_digit(figure),
        };
        let words = format!("{name} {number}");
        Some(Verbalization::words(letters + hyphen + figure.len(), words))
    }

    fn group(&self, group: &str, short: bool) -> String {
        match group.parse() {
            Ok(number) if short => (self.cardinal)(number, NumberForm::Alone),
            _ if group.ends_with(['X', 'x']) => {
                format!("{} X", self.each_digit(group)).trim_start().to_owned()
            }
            _ => self.each_digit(group),
        }
    }

    /// `3:1`, `16:9`, `1:50 000`, but no time of day.
    pub fn ratio(&self, cursor: &Cursor<'_>) -> Option<Verbalization> {
        let first = written_number(cursor.rest(), &self.style)?;
        let after = cursor.after(first.length).strip_prefix(':')?;
        let second = written_number(after, &self.style)?;
        let length = first.length + 1 + second.length;
        let time = second.length == 2 && first.length < 3;
        let goes_on = cursor.after(length).starts_with(|c: char| c.is_alphanumeric() || c == ':');
        if time || goes_on || cursor.before().ends_with(':') {
            return None;
        }
        let [first, second] = [first, second].map(|number| self.amount(&number, NumberForm::Alone));
        Some(Verbalization::words(length, format!("{first} {} {second}", self.ratio)))
    }
}
