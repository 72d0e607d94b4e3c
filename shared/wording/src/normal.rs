//! How a sentence is said, where that is not as it is written: numbers, shortenings, signs, and the reader's own words.
//!
//! A language is a folder `normal/<language>/`, a line in [`NORMALIZERS`] and a table `tests/normal/<language>.tsv`.

mod de;
pub(crate) mod en;
mod es;
pub(crate) mod figures;
mod fr;
mod grammar;
mod it;
pub mod rule;
pub(crate) mod spot;
mod walk;

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::language::primary;
use crate::lexicon::Lexicon;
use crate::normal::rule::Normalizer;

/// The languages that have rules. Text in others is left to the engine.
static NORMALIZERS: [&Normalizer; 5] =
    [&en::ENGLISH, &fr::FRENCH, &de::GERMAN, &es::SPANISH, &it::ITALIAN];

/// How [`Said::words`] are to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of the language. Letters said one by one are capitals joined by hyphens: `F-B-I`.
    Words,
    /// Sounds, in the International Phonetic Alphabet.
    Ipa,
}

/// A stretch of a sentence that is said otherwise than it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Bytes of the sentence, between characters.
    pub range: Range<usize>,
    /// What is said instead; empty where nothing is.
    pub words: String,
    /// How they are to be taken.
    pub kind: Kind,
}

/// What the markup of a book says of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HintKind {
    /// A Roman numeral.
    Roman,
    /// A number that says which one.
    Ordinal,
    /// Letters that are said one by one.
    Initialism,
    /// A title before a name, shortened.
    NameTitle,
    /// Written letter by letter.
    SpelledOut,
    /// The whole sentence is a heading.
    Heading,
    /// Said with these sounds.
    Ipa(String),
}

/// A stretch of text of which the markup says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// What it says.
    pub kind: HintKind,
}

/// The rules for a language, by its BCP 47 tag; none where the text is left to the engine.
pub fn normalizer(language: &str) -> Option<&'static Normalizer> {
    let primary = primary(language);
    NORMALIZERS.into_iter().find(|known| known.language.eq_ignore_ascii_case(primary))
}

/// Finds what of a sentence is said otherwise than written: in order, and without overlaps.
///
/// The lexicon comes first, then what the markup says, then the rules of the language.
pub fn said(text: &str, language: &str, hints: &[Hint], lexicon: &Lexicon) -> Vec<Said> {
    let given = walk::given(text, hints, lexicon.said(text, language));
    match normalizer(language) {
        Some(normalizer) => walk::walk(text, language, hints, given, normalizer),
        None => given,
    }
}

#[cfg(test)]
/// The sentence as it is said; sounds stand between slashes.
pub(crate) fn spoken(text: &str, said: &[Said]) -> String {
    let mut spoken = String::with_capacity(text.len());
    let mut at = 0;
    for one in said {
        spoken.push_str(&text[at..one.range.start]);
        match one.kind {
            Kind::Words => spoken.push_str(&one.words),
            Kind::Ipa => spoken.extend(["/", &one.words, "/"]),
        }
        at = one.range.end;
    }
    spoken.push_str(&text[at..]);
    spoken
}
