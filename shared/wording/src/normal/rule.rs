//! The rules of a language.

use regex::Regex;

use crate::normal::cursor::Cursor;
use crate::spoken_form::Notation;

/// The rules of one language.
pub struct Normalizer {
    /// Primary language tag, in lower case.
    pub(crate) language: &'static str,
    /// Raise this with every change of what is said: it is part of the cache key of speech.
    pub(crate) version: u32,
    /// The first rule that returns something for a position wins.
    pub(crate) rules: &'static [Rule],
}

impl Normalizer {
    /// Names these rules, in this version.
    pub fn key(&self) -> String {
        format!("{}-{}", self.language, self.version)
    }
}

/// One rule.
pub(crate) struct Rule {
    /// Its name in the documentation.
    #[cfg_attr(not(test), expect(dead_code, reason = "a test compares it with the documents"))]
    pub(crate) name: &'static str,
    /// The characters at which it is tried.
    pub(crate) starts: CharClass,
    /// What is said of the text at a position; `None` if the rule does not apply.
    pub(crate) say: fn(&Cursor<'_>) -> Option<Verbalization>,
}

/// The first characters at which a rule is tried. Rules are tried only at the start of words and at every sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CharClass(u8);

impl CharClass {
    /// An ASCII digit.
    pub(crate) const DIGIT: Self = Self(1);
    /// A capital letter.
    pub(crate) const CAPITAL: Self = Self(2);
    /// Any other letter.
    pub(crate) const SMALL: Self = Self(4);
    /// Anything else except spaces.
    pub(crate) const SIGN: Self = Self(8);
    /// A letter of a word that is unlike most: a sign, a figure or a letter beyond ASCII is in it or behind it.
    pub(crate) const ODD: Self = Self(16);
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

    /// The class of the first character of `text`.
    pub(crate) fn of_text(text: &str) -> Self {
        let class = text.chars().next().map_or(Self::SIGN, Self::of);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let next = text[letters..].chars().next().unwrap_or(' ');
        let usual =
            next.is_whitespace() || next == '’' || next.is_ascii_punctuation() && next != '`';
        if usual || !class.has(Self::LETTER) { class } else { class.or(Self::ODD) }
    }

    pub(crate) fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// What is said instead of the bytes from a position on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verbalization {
    /// The number of bytes that it replaces.
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

/// Compiles a pattern that matches only at the cursor; call it once, in a `LazyLock`.
#[expect(clippy::expect_used, reason = "patterns are ours, and every one is used by a test")]
pub(crate) fn pattern(source: &str) -> Regex {
    Regex::new(&format!("^(?:{source})")).expect("a pattern of ours")
}
