//! The tokenizer: cuts a sentence into words and punctuation.

use std::ops::Range;

use super::numbers;
use crate::phonemes::PronunciationOverride;
use crate::phonemes::nfd::{is_combining, nfd};

/// A part of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum EnglishToken {
    /// A word.
    Word(WordToken),
    /// A pronunciation of the user's lexicon, by its number.
    Sound(usize),
    /// A pause or an end: one of `. , ! ? : ;`, or `…`.
    Mark(char),
    /// A sign that cannot be pronounced.
    Unknown(String),
}

/// A word as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WordToken {
    /// Its bytes in the text.
    pub(crate) range: Range<usize>,
    /// Its letters: straight apostrophes, no accents.
    pub(crate) letters: String,
    /// The letter that has an acute accent, where exactly one has.
    pub(crate) accent: Option<usize>,
    /// How it is joined to the word before.
    pub(crate) joint: Joint,
}

/// How a word is joined to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// Not at all: it is a word by itself.
    None,
    /// One written word, said as one: `well-known`.
    Hyphen,
    /// One written word, said as several: `21`.
    Space,
}

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 12] = [
    "tis", "twas", "em", "til", "twill", "twould", "twere", "bout", "cause", "gainst", "neath", "n",
];

/// Cuts `text`; `sounds` lie in it in order.
pub(crate) fn tokens(text: &str, sounds: &[&PronunciationOverride]) -> Vec<EnglishToken> {
    let mut cut = Tokenizer { text, at: 0, joint: Joint::None, tokens: vec![] };
    for (number, sound) in sounds.iter().enumerate() {
        cut.until(sound.from);
        cut.tokens.push(EnglishToken::Sound(number));
        cut.at = sound.to;
        cut.joint = Joint::None;
    }
    cut.until(text.len());
    cut.tokens
}

struct Tokenizer<'t> {
    text: &'t str,
    at: usize,
    joint: Joint,
    tokens: Vec<EnglishToken>,
}

impl Tokenizer<'_> {
    fn until(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.text[self.at..end];
            let Some(first) = rest.chars().next() else { return };
            let second = rest.chars().nth(1);
            let length = match first {
                _ if is_letter(first) => self.word(rest),
                '0'..='9' => self.number(rest),
                '\'' | '’' if self.is_start() => self.clipped(rest),
                '-' | '‐' | '‑' | '/' if second.is_some_and(char::is_alphanumeric) => {
                    self.joined(first)
                }
                _ => self.sign(rest, first),
            };
            self.at += length;
        }
    }

    fn is_start(&self) -> bool {
        !self.text[..self.at].ends_with(char::is_alphanumeric)
    }

    /// A hyphen within a word; a hyphen before a word is ignored.
    fn joined(&mut self, hyphen: char) -> usize {
        if !self.is_start() {
            self.joint = Joint::Hyphen;
        } else if self.text[..self.at].ends_with(hyphen) {
            self.tokens.push(EnglishToken::Mark(','));
        }
        hyphen.len_utf8()
    }

    fn word(&mut self, rest: &str) -> usize {
        let within = |(at, c): &(usize, char)| {
            let behind = rest[at + c.len_utf8()..].chars().next();
            is_letter(*c) || is_silent(*c) || is_apostrophe(*c) && behind.is_some_and(is_letter)
        };
        let length =
            rest.char_indices().take_while(within).last().map_or(0, |(at, c)| at + c.len_utf8());
        // `goin'`, or a closing quotation mark, which does no harm.
        let clipped = rest[..length].ends_with("in") && rest[length..].starts_with(is_apostrophe);
        if clipped {
            self.push(&format!("{}'", &rest[..length]), length);
        } else {
            self.push(&rest[..length], length);
        }
        length
    }

    /// `'tis`; any other quotation mark is ignored.
    fn clipped(&mut self, rest: &str) -> usize {
        let mark = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest[mark..].find(|c| !is_letter(c)).unwrap_or(rest.len() - mark);
        let word = rest[mark..mark + length].to_lowercase();
        if !CLIPPED.contains(&word.as_str()) {
            return mark;
        }
        self.push(&format!("'{word}"), mark + length);
        mark + length
    }

    /// Adds a word of `length` bytes, spelled in plain letters if possible.
    fn push(&mut self, spelled: &str, length: usize) {
        let range = self.at..self.at + length;
        let (letters, accent) = plain(spelled);
        let joint = std::mem::replace(&mut self.joint, Joint::None);
        let known = letters.chars().all(|c| c.is_ascii_alphabetic() || c == '\'');
        if known && !letters.is_empty() {
            self.tokens.push(EnglishToken::Word(WordToken { range, letters, accent, joint }));
        } else {
            self.tokens.push(EnglishToken::Unknown(spelled.to_owned()));
        }
    }

    /// `1,000`, `3.14`, `21st`; letters after digits are joined to them: `4x4`.
    fn number(&mut self, rest: &str) -> usize {
        let is_part = |(at, c): &(usize, char)| {
            let behind = rest[at + c.len_utf8()..].chars().next();
            c.is_ascii_digit() || ".,".contains(*c) && behind.is_some_and(|c| c.is_ascii_digit())
        };
        let mut length = rest.char_indices().take_while(is_part).count();
        let figures = rest[..length].replace(',', "");
        let ending = rest.get(length..length + 2).map(str::to_ascii_lowercase);
        let alone = !rest[length..].chars().nth(2).is_some_and(char::is_alphanumeric);
        let is_place = alone && ending.is_some_and(|e| ["st", "nd", "rd", "th"].contains(&&*e));
        let words: Vec<String> = if is_place {
            length += 2;
            numbers::ordinal(&figures)
        } else {
            spelled(&figures)
        };
        for word in words {
            let range = self.at..self.at + length;
            self.tokens.push(EnglishToken::Word(WordToken {
                range,
                letters: word,
                accent: None,
                joint: self.joint,
            }));
            self.joint = Joint::Space;
        }
        let hangs = rest[length..].starts_with(is_letter);
        self.joint = if hangs { Joint::Hyphen } else { Joint::None };
        length
    }

    fn sign(&mut self, rest: &str, first: char) -> usize {
        let mut length = first.len_utf8();
        self.joint = Joint::None;
        match first {
            '.' if rest.starts_with("..") => {
                length = rest.find(|c| c != '.').unwrap_or(rest.len());
                self.tokens.push(EnglishToken::Mark('…'));
            }
            '…' => self.tokens.push(EnglishToken::Mark('…')),
            '.' | ',' | '!' | '?' | ':' | ';' => self.tokens.push(EnglishToken::Mark(first)),
            '-' | '–' | '—' | '―' | '(' | ')' | '[' | ']' | '{' | '}' => {
                self.tokens.push(EnglishToken::Mark(','));
            }
            _ if first.is_whitespace() || is_silent(first) || is_quote(first) => {}
            _ => match sign_words(first) {
                "" => self.tokens.push(EnglishToken::Unknown(first.to_string())),
                words => self.words(words, length),
            },
        }
        length
    }

    fn words(&mut self, words: &str, length: usize) {
        for word in words.split(' ') {
            self.push(word, length);
            self.joint = Joint::Space;
        }
        self.joint = Joint::None;
    }
}

fn spelled(figures: &str) -> Vec<String> {
    let mut parts = figures.split('.');
    let mut words = numbers::cardinal(parts.next().unwrap_or_default());
    for fraction in parts {
        words.push("point");
        words.extend(numbers::one_by_one(fraction));
    }
    words.into_iter().map(str::to_owned).collect()
}

/// The names of signs.
fn sign_words(sign: char) -> &'static str {
    match sign {
        '&' => "and",
        '%' => "percent",
        '+' => "plus",
        '=' => "equals",
        '@' => "at",
        '#' => "number",
        '$' => "dollars",
        '£' => "pounds",
        '€' => "euros",
        '¢' => "cents",
        '°' => "degrees",
        '§' => "section",
        '×' => "times",
        '½' => "one half",
        '¼' => "one quarter",
        '¾' => "three quarters",
        _ => "",
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining(c)
}

/// Soft hyphens, joiners, direction marks.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
        || c.is_control()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

fn is_quote(c: char) -> bool {
    is_apostrophe(c)
        || matches!(
            c,
            '"' | '“'
                | '”'
                | '„'
                | '‟'
                | '‘'
                | '‚'
                | '«'
                | '»'
                | '‹'
                | '›'
                | '`'
                | '´'
                | '¿'
                | '¡'
        )
}

/// Letters without accents, and the only letter with an acute accent, or else an `e` with one at the end.
fn plain(word: &str) -> (String, Option<usize>) {
    let mut letters = String::new();
    let mut acutes = vec![];
    for c in nfd(word).chars().filter(|c| !is_silent(*c)) {
        match c {
            '\u{301}' => acutes.push(letters.len().saturating_sub(1)),
            _ if is_combining(c) => {}
            _ if is_apostrophe(c) => letters.push('\''),
            'æ' | 'Æ' => letters.push_str("ae"),
            'œ' | 'Œ' => letters.push_str("oe"),
            'ø' | 'Ø' => letters.push('o'),
            'ß' => letters.push_str("ss"),
            'ł' | 'Ł' => letters.push('l'),
            'đ' | 'Đ' => letters.push('d'),
            'ð' | 'Ð' | 'þ' | 'Þ' => letters.push_str("th"),
            'ı' => letters.push('i'),
            _ => letters.push(c),
        }
    }
    let last = acutes.last().copied();
    let accent = last.filter(|at| acutes.len() == 1 || letters[*at..].trim_end_matches('s') == "e");
    (letters, accent)
}
