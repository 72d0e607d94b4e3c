//! Normalises a text without a book in the same way as that of a book.

use contract::{Pause, Said, Sentence};

use crate::lexicon::Lexicon;
use crate::normal;
use crate::sentences::{SentenceSpan, sentence_spans};
use verbalizer::{Notation, SpokenForm};

/// Cuts a text into sentences, and normalises each in the same way as a book's.
#[must_use]
pub fn speakable(text: &str, language: &str) -> Vec<String> {
    let sentence_spans = sentence_spans(text, language, Pause::Paragraph);
    let said = |piece: SentenceSpan| {
        let sentence = &text[piece.range.clone()];
        let said = normal::verbalize(sentence, language, &[], &Lexicon::default());
        sentence_of(sentence, piece.pause, said).spoken().into_owned()
    };
    sentence_spans.into_iter().map(said).collect()
}

/// A sentence with its normalised parts.
pub fn sentence_of(text: &str, pause: Pause, said: Vec<SpokenForm>) -> Sentence {
    let said = said.into_iter().filter_map(|said| {
        Some(Said {
            from: said.range.start.try_into().ok()?,
            to: said.range.end.try_into().ok()?,
            words: said.words,
            ipa: said.notation == Notation::Ipa,
        })
    });
    Sentence { said: said.collect(), ..Sentence::new(text, pause) }
}
