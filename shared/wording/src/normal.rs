//! Normalisation: finds the parts of a sentence that are said differently from how they are written: numbers, abbreviations, signs, and
//! words of the reader's lexicon.
//!
//! A language is a file and a folder in the library of its family, a line in `NORMALIZERS`, a table `tests/normal/<language>.tsv`, and rows in
//! `docs/reference/normalisation.md`; languages that write numbers like most of Europe start from `verbalizer::european`.

#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;

pub use verbalizer::rule::Normalizer;
pub use verbalizer::{Hint, HintKind};

use crate::lexicon::Lexicon;
use contract::primary_subtag;
#[cfg(test)]
use verbalizer::Notation;
use verbalizer::{SpokenForm, walk};

/// The languages that have rules. Text in other languages is left to the engine.
static NORMALIZERS: [&Normalizer; 11] = [
    &germanic::ENGLISH,
    &romance::FRENCH,
    &germanic::GERMAN,
    &romance::SPANISH,
    &romance::ITALIAN,
    &romance::PORTUGUESE,
    &germanic::DUTCH,
    &slavic::RUSSIAN,
    &slavic::POLISH,
    &east_asian::CHINESE,
    &east_asian::JAPANESE,
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
