//! Normalisation: finds the parts of a sentence that are said differently from how they are written: numbers, abbreviations, signs, and
//! words of the reader's lexicon.
//!
//! A language is a file and a folder `normal/<language>`, a line in `NORMALIZERS`, a table `tests/normal/<language>.tsv`, and rows in
//! `docs/reference/normalisation.md`; languages that write numbers like most of Europe start from `grammar.rs`,
//! those with three plurals also from `slavic.rs`, and those with Chinese numerals from `han.rs`.

mod apostrophes;
pub(crate) mod cursor;
mod de;
pub(crate) mod en;
mod es;
mod figures;
mod fr;
mod grammar;
mod han;
mod hint;
mod it;
mod ja;
mod marks;
mod nl;
pub(crate) mod number_format;
mod pl;
mod pt;
mod raised;
mod ru;
pub mod rule;
mod slavic;
mod walk;
mod word_list;
mod zh;

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;

pub use crate::normal::hint::{Hint, HintKind};

use crate::lexicon::Lexicon;
use crate::normal::rule::Normalizer;
#[cfg(test)]
use crate::spoken_form::Notation;
use crate::spoken_form::SpokenForm;
use contract::primary_subtag;

/// The languages that have rules. Text in other languages is left to the engine.
static NORMALIZERS: [&Normalizer; 11] = [
    &en::ENGLISH,
    &fr::FRENCH,
    &de::GERMAN,
    &es::SPANISH,
    &it::ITALIAN,
    &pt::PORTUGUESE,
    &nl::DUTCH,
    &ru::RUSSIAN,
    &pl::POLISH,
    &zh::CHINESE,
    &ja::JAPANESE,
];

/// The rules for a language, by its BCP 47 tag; `None` if the text is left to the engine.
pub fn normalizer(language: &str) -> Option<&'static Normalizer> {
    let primary_subtag = match primary_subtag(language) {
        // Mandarin has a tag of its own; written Chinese is mostly tagged as Chinese.
        mandarin if mandarin.eq_ignore_ascii_case("cmn") => "zh",
        other => other,
    };
    NORMALIZERS.into_iter().find(|known| known.language.eq_ignore_ascii_case(primary_subtag))
}

/// Finds the parts of a sentence that are said differently from how they are written: in order, without overlaps.
///
/// The lexicon comes first, then hints of the markup, then the rules of the language.
pub fn verbalize(text: &str, language: &str, hints: &[Hint], lexicon: &Lexicon) -> Vec<SpokenForm> {
    let given = walk::given(text, hints, lexicon.spoken_forms(text, language));
    match normalizer(language) {
        Some(normalizer) => walk::walk(text, language, hints, given, normalizer),
        None => given,
    }
}

#[cfg(test)]
/// The sentence as it is said, with sounds between slashes.
pub(crate) fn spoken(text: &str, said: &[SpokenForm]) -> String {
    let mut spoken = String::with_capacity(text.len());
    let mut at = 0;
    for one in said {
        spoken.push_str(&text[at..one.range.start]);
        match one.notation {
            Notation::Words => spoken.push_str(&one.words),
            Notation::Ipa => spoken.extend(["/", &one.words, "/"]),
        }
        at = one.range.end;
    }
    spoken.push_str(&text[at..]);
    spoken
}
