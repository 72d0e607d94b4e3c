//! A position in a sentence, for rules.

use regex::{Captures, Regex};

use crate::{Hint, HintKind};

/// How far a rule sees on each side, in bytes, so that a long line costs no more than many short ones.
const REACH: usize = 240;

/// A position at which a word or a sign begins.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'a> {
    /// The sentence.
    pub text: &'a str,
    /// The byte at which the cursor stands.
    pub at: usize,
    /// The hints that begin here.
    pub hints: &'a [Hint],
    /// Whether the sentence is a heading.
    pub is_heading: bool,
    /// BCP 47 tag.
    pub language: &'a str,
}

impl<'a> Cursor<'a> {
    /// The text from here on.
    pub fn rest(&self) -> &'a str {
        let end = self.text.floor_char_boundary(self.at.saturating_add(REACH));
        &self.text[self.at..end]
    }

    /// The text up to here.
    pub fn before(&self) -> &'a str {
        let start = self.text.ceil_char_boundary(self.at.saturating_sub(REACH));
        &self.text[start..self.at]
    }

    /// The text after the next `length` bytes.
    pub fn after(&self, length: usize) -> &'a str {
        self.rest().get(length..).unwrap_or_default()
    }

    /// The cursor `length` bytes further on.
    pub fn ahead(&self, length: usize) -> Self {
        Self { at: self.at + length, hints: &[], ..*self }
    }

    /// The character at the cursor.
    pub fn first(&self) -> char {
        self.text[self.at..].chars().next().unwrap_or(' ')
    }

    /// The word that begins here.
    pub fn word(&self) -> &'a str {
        let text = &self.text[self.at..];
        let plain = text.bytes().take(REACH).take_while(u8::is_ascii_alphanumeric).count();
        // Most words end with a blank or a stop behind plain letters.
        if matches!(text.as_bytes().get(plain), Some(b' ' | b',' | b'.')) {
            return &text[..plain];
        }
        let rest = self.rest();
        &rest[..word_end(rest)]
    }

    /// The word that begins after the next `length` bytes.
    pub fn word_at(&self, length: usize) -> &'a str {
        let after = self.after(length);
        &after[..word_end(after)]
    }

    /// The word before, if only spaces are between; with its full stop, if it has one.
    pub fn previous_word(&self) -> &'a str {
        let before = self.before();
        let trimmed = before.trim_end();
        if trimmed.len() == before.len() {
            return "";
        }
        let stem = trimmed.strip_suffix('.').unwrap_or(trimmed);
        let start = stem.char_indices().rev().find(|(_, letter)| !is_inner(*letter));
        let start = start.map_or(0, |(at, letter)| at + letter.len_utf8());
        if start == stem.len() { "" } else { &trimmed[start..] }
    }

    /// The word after the next `length` bytes, if one space is between.
    pub fn next_word(&self, length: usize) -> &'a str {
        let after = self.after(length);
        let trimmed = after.trim_start();
        if trimmed.len() == after.len() { "" } else { &trimmed[..word_end(trimmed)] }
    }

    /// Whether no word follows the next `length` bytes.
    pub fn ends_after(&self, length: usize) -> bool {
        !self.after(length).contains(char::is_alphanumeric)
    }

    /// Whether there is no word before.
    pub fn begins(&self) -> bool {
        !self.before().contains(char::is_alphanumeric)
    }

    /// The hint of this `kind`, if one begins here.
    pub fn hinted(&self, kind: &HintKind) -> Option<&'a str> {
        let hint = self.hints.iter().find(|hint| hint.kind == *kind)?;
        self.text.get(hint.range.clone())
    }

    /// The region of the language, in upper case, where it is known.
    pub fn is_in(&self, region: &str) -> bool {
        self.language.split(['-', '_']).skip(1).any(|part| part.eq_ignore_ascii_case(region))
    }

    /// Matches a pattern here.
    pub fn find(&self, pattern: &Regex) -> Option<Captures<'a>> {
        pattern.captures(self.rest())
    }
}

/// Where the word at the start of `text` ends: letters, digits, and apostrophes between letters.
///
/// Chinese characters and kana are words apart from the figures and letters beside them: `第3章`.
pub fn word_end(text: &str) -> usize {
    let first = text.chars().next().map(letter_kind);
    // Most words are plain, and this is asked often.
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let mut end = plain;
    for (at, letter) in text[plain..].char_indices() {
        let at = plain + at;
        match letter {
            _ if is_inner(letter) && Some(letter_kind(letter)) != first => break,
            _ if is_inner(letter) && !is_apostrophe(letter) => end = at + letter.len_utf8(),
            _ if is_apostrophe(letter) && end == at && at > 0 => {}
            _ => break,
        }
    }
    end
}

/// Whether a character belongs to a word; raised and lowered digits do not.
fn is_inner(letter: char) -> bool {
    let power = matches!(letter, '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉') && letter != 'ⁱ';
    (letter.is_alphanumeric() && !power) || is_apostrophe(letter) || is_mark(letter)
}

/// What a word does not mix.
#[derive(PartialEq, Eq)]
enum LetterKind {
    Alphabetic,
    Unspaced,
    FullWidthDigit,
}

fn letter_kind(letter: char) -> LetterKind {
    match letter {
        '\0'..'\u{2e80}' => LetterKind::Alphabetic,
        '０'..='９' => LetterKind::FullWidthDigit,
        _ if is_unspaced(letter) => LetterKind::Unspaced,
        _ => LetterKind::Alphabetic,
    }
}

/// Chinese characters and kana, which are written without spaces between words.
pub fn is_unspaced(letter: char) -> bool {
    matches!(letter, '々' | '〇' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}')
        || matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
        || matches!(letter, '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is an apostrophe, typed or typeset.
pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Combining accents, which follow their letter.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}
