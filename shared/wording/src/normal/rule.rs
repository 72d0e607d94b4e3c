//! What a language's rules are made of.

use regex::Regex;

use crate::normal::cursor::Cursor;
use crate::spoken_form::Notation;

/// The rules of one language.
pub struct Normalizer {
    /// Primary language tag, in lower case.
    pub(crate) language: &'static str,
    /// Grows with every change of what is said: part of the name of speech.
    pub(crate) version: u32,
    /// The first that knows a spot says it.
    pub(crate) rules: &'static [Rule],
}

impl Normalizer {
    /// Names these rules, in this version.
    pub fn key(&self) -> String {
        format!("{}-{}", self.language, self.version)
    }
}

/// One way of saying things.
pub(crate) struct Rule {
    /// What the documents call it.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with the documents"))]
    pub(crate) name: &'static str,
    /// What it is asked about.
    pub(crate) starts: CharClass,
    /// Says what begins at a spot, or nothing where it does not know it.
    pub(crate) say: fn(&Cursor<'_>) -> Option<Verbalization>,
}

/// The characters with which a rule's stretches begin. Only beginnings of words are asked about, and every sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CharClass(u8);

impl CharClass {
    /// An ASCII digit.
    pub(crate) const DIGIT: Self = Self(1);
    /// A capital letter.
    pub(crate) const CAPITAL: Self = Self(2);
    /// Any other letter.
    pub(crate) const SMALL: Self = Self(4);
    /// Anything else but spaces.
    pub(crate) const SIGN: Self = Self(8);
    pub(crate) const LETTER: Self = Self(2 | 4);

    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn of(letter: char) -> Self {
        match letter {
            '0'..='9' => Self::DIGIT,
            _ if letter.is_uppercase() => Self::CAPITAL,
            _ if letter.is_alphabetic() => Self::SMALL,
            _ => Self::SIGN,
        }
    }

    pub(crate) fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// What is said of the bytes from a spot on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verbalization {
    /// Bytes it stands for.
    pub(crate) length: usize,
    pub(crate) words: String,
    pub(crate) notation: Notation,
}

impl Verbalization {
    pub(crate) fn words(length: usize, words: impl Into<String>) -> Self {
        Self { length, words: words.into(), notation: Notation::Words }
    }

    pub(crate) fn ipa(length: usize, sounds: impl Into<String>) -> Self {
        Self { length, words: sounds.into(), notation: Notation::Ipa }
    }
}

/// A pattern that is looked for at a spot only; made once, in a `LazyLock`.
#[expect(clippy::expect_used, reason = "patterns are ours, and every one is used by a test")]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(&format!("^(?:{source})")).expect("a pattern of ours")
}
