//! The rules of a language.

use regex::Regex;

use crate::Notation;
use crate::cursor::Cursor;

/// The rules of one language.
pub struct Normalizer {
    /// Primary language tag, in lower case.
    pub language: &'static str,
    /// Raise this with every change of what is said: `lector inspect` names it.
    pub version: u32,
    /// The first rule that returns something for a position wins.
    pub rules: &'static [Rule],
}

impl Normalizer {
    /// Names these rules, in this version.
    pub fn key(&self) -> String {
        format!("{}-{}", self.language, self.version)
    }
}

/// One rule.
pub struct Rule {
    /// Its name in the documentation.
    pub name: &'static str,
    /// The characters at which it is tried.
    pub starts: CharClass,
    /// What is said of the text at a position; `None` if the rule does not apply.
    pub say: fn(&Cursor<'_>) -> Option<Verbalization>,
}

/// The first characters at which a rule is tried. Rules are tried only at the start of words and at every sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharClass(u8);

impl CharClass {
    /// An ASCII digit.
    pub const DIGIT: Self = Self(1);
    /// A capital letter.
    pub const CAPITAL: Self = Self(2);
    /// Any other letter.
    pub const SMALL: Self = Self(4);
    /// Anything else except spaces.
    pub const SIGN: Self = Self(8);
    /// A letter of a word that is unlike most: a sign, a figure or a letter beyond ASCII is in it or behind it.
    pub const ODD: Self = Self(16);
    /// Any letter.
    pub const LETTER: Self = Self(2 | 4);

    /// Either of two.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The class of a character.
    pub fn of(letter: char) -> Self {
        match letter {
            '0'..='9' => Self::DIGIT,
            _ if letter.is_uppercase() => Self::CAPITAL,
            _ if letter.is_alphabetic() => Self::SMALL,
            _ => Self::SIGN,
        }
    }

    /// The class of the first character of `text`.
    pub fn of_text(text: &str) -> Self {
        let class = text.chars().next().map_or(Self::SIGN, Self::of);
        let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
        let next = text[letters..].chars().next().unwrap_or(' ');
        let usual =
            next.is_whitespace() || next == '’' || next.is_ascii_punctuation() && next != '`';
        if usual || !class.has(Self::LETTER) { class } else { class.or(Self::ODD) }
    }

    /// Whether two have a class in common.
    pub fn has(self, one: Self) -> bool {
        self.0 & one.0 != 0
    }
}

/// What is said instead of the bytes from a position on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbalization {
    /// The number of bytes that it replaces.
    pub length: usize,
    /// What is said.
    pub words: String,
    /// The kind of the words.
    pub notation: Notation,
}

impl Verbalization {
    /// Words instead of so many bytes.
    pub fn words(length: usize, words: impl Into<String>) -> Self {
        Self { length, words: words.into(), notation: Notation::Words }
    }

    /// Sounds instead of so many bytes.
    pub fn ipa(length: usize, sounds: impl Into<String>) -> Self {
        Self { length, words: sounds.into(), notation: Notation::Ipa }
    }
}

/// Compiles a pattern that matches only at the cursor; call it once, in a `LazyLock`.
#[expect(clippy::expect_used, reason = "patterns are ours, and every one is used by a test")]
pub fn pattern(source: &str) -> Regex {
    Regex::new(&format!("^(?:{source})")).expect("a pattern of ours")
}
