//! Our own English phonemizer for General American: a dictionary, rules for other words, and rules of connected speech.

mod affixes;
mod compounds;
mod context;
mod dictionary;
mod exceptions;
mod guesses;
mod heteronyms;
mod letter_names;
mod letter_to_sound;
mod numbers;
mod phone;
mod pronouncer;
#[cfg(test)]
mod pronunciation_score;
mod spelling;
#[cfg(test)]
mod tests;
mod tokens;
mod weak_forms;
mod weights;

use super::nfd::nfd;
use super::{Phonemes, Phonemizer, PronunciationOverride, WordAlignment, sorted};
use crate::error::Error;
pub use guesses::GuessedWord;

use context::WordContext;
use phone::{Phone, Stress};
use pronouncer::Pronouncer;
use tokens::{EnglishToken, Joint, WordToken, tokens};
use weak_forms::Surroundings;

/// Raise this with every change of pronunciation, because it is part of the cache key of speech.
const ID: &str = "english 1";

/// The English phonemizer.
#[derive(Debug)]
pub struct EnglishPhonemizer {
    pronouncer: Pronouncer,
}

impl EnglishPhonemizer {
    /// Unpacks the dictionary and the rules; some tens of milliseconds.
    pub fn load() -> Self {
        Self { pronouncer: Pronouncer::load() }
    }
}

impl Phonemizer for EnglishPhonemizer {
    fn id(&self) -> String {
        ID.to_owned()
    }

    fn phonemize(
        &mut self,
        text: &str,
        sounds: &[PronunciationOverride],
    ) -> Result<Phonemes, Error> {
        let sounds = sorted(text, sounds);
        let tokens = tokens(text, &sounds);
        let said = self.pronounce(&tokens);
        Ok(assembled(&tokens, &said, &sounds))
    }
}

impl EnglishPhonemizer {
    /// The sounds of each token; none if it is not a word.
    fn pronounce(&self, tokens: &[EnglishToken]) -> Vec<Vec<Phone>> {
        let words: Vec<String> = tokens.iter().map(lowercase).collect();
        let mut said: Vec<Vec<Phone>> = vec![];
        for (at, token) in tokens.iter().enumerate() {
            said.push(match token {
                EnglishToken::Word(written) => self.word(tokens, &words, at, written),
                EnglishToken::Sound(_) | EnglishToken::Mark(_) | EnglishToken::Unknown(_) => vec![],
            });
        }
        in_connected_speech(tokens, &words, said)
    }

    fn word(
        &self,
        tokens: &[EnglishToken],
        words: &[String],
        at: usize,
        written: &WordToken,
    ) -> Vec<Phone> {
        if is_letter_name(tokens, at, written) {
            return letter_names::spell(&written.letters);
        }
        let begins = tokens[..at].iter().all(|token| !matches!(token, EnglishToken::Word(_)));
        let follows_end = at > 0 && matches!(tokens[at - 1], EnglishToken::Mark(_));
        let capital = written.letters.starts_with(|c: char| c.is_ascii_uppercase());
        let follows_name = at > 0
            && matches!(&tokens[at - 1], EnglishToken::Word(before)
                if before.letters.len() > 1 && before.letters.starts_with(|c: char| c.is_ascii_uppercase()));
        let is_name = capital && !begins && !follows_end;
        let context = WordContext { words, at, is_name, follows_name };
        heteronyms::choose(&context)
            .unwrap_or_else(|| self.pronouncer.say(&written.letters, written.accent))
    }
}

/// Single letters are said by their names, except the article and `I`: `F-B-I`, `vitamin A`, `x`.
fn is_letter_name(tokens: &[EnglishToken], at: usize, written: &WordToken) -> bool {
    let joined = |token: Option<&EnglishToken>| match token {
        Some(EnglishToken::Word(written)) => written.joint == Joint::Hyphen,
        _ => false,
    };
    let hangs = written.joint == Joint::Hyphen || joined(tokens.get(at + 1));
    let follows_word = at > 0 && matches!(tokens[at - 1], EnglishToken::Word(_));
    match written.letters.as_str() {
        "a" => {
            !hangs
                && !matches!(
                    tokens.get(at + 1),
                    Some(EnglishToken::Word(_) | EnglishToken::Sound(_))
                )
        }
        "A" => {
            hangs
                || follows_word
                || !matches!(
                    tokens.get(at + 1),
                    Some(EnglishToken::Word(_) | EnglishToken::Sound(_))
                )
        }
        "I" | "i" => hangs,
        letters => letters.len() == 1,
    }
}

/// A word in lower case; empty for marks, so that rules see where a clause ends.
fn lowercase(token: &EnglishToken) -> String {
    match token {
        EnglishToken::Word(written) => written.letters.to_ascii_lowercase(),
        EnglishToken::Sound(_) => "…".to_owned(),
        EnglishToken::Mark(_) | EnglishToken::Unknown(_) => String::new(),
    }
}

/// Reduces function words, depending on the next word, and makes sure that every clause has a stress.
fn in_connected_speech(
    tokens: &[EnglishToken],
    words: &[String],
    mut said: Vec<Vec<Phone>>,
) -> Vec<Vec<Phone>> {
    let asks = tokens.iter().rev().find_map(|token| match token {
        EnglishToken::Mark(mark) => Some(*mark == '?'),
        _ => None,
    });
    for at in (0..tokens.len()).rev() {
        let EnglishToken::Word(written) = &tokens[at] else { continue };
        if is_letter_name(tokens, at, written) {
            continue;
        }
        let place = Surroundings {
            after: words.get(at + 1).map_or("", String::as_str),
            next: said.get(at + 1).and_then(|next| next.first().copied()),
            is_first: at == 0 || words[at - 1].is_empty(),
            is_question: asks == Some(true),
        };
        if let Some(sounds) = weak_forms::weak(&words[at], &said[at], place) {
            said[at] = sounds;
        }
    }
    let is_mark = |at: usize| words[at].is_empty();
    let mut start = 0;
    for at in 0..=tokens.len() {
        if at == tokens.len() || is_mark(at) {
            stress_clause(&words[start..at], &mut said[start..at]);
            start = at + 1;
        }
    }
    said
}

/// `It is.` has a stress although both words are small.
fn stress_clause(words: &[String], said: &mut [Vec<Phone>]) {
    let is_stressed = |phone: &Phone| phone.stress() == Some(Stress::Primary);
    if said.iter().flatten().any(is_stressed) || words.iter().any(|word| word == "…") {
        return;
    }
    let candidate = words.iter().rposition(|word| !matches!(word.as_str(), "a" | "an" | "the"));
    if let Some(at) = candidate {
        said[at] = weak_forms::stressed(std::mem::take(&mut said[at]));
    }
}

/// Writes symbols, and the place of each word.
fn assembled(
    tokens: &[EnglishToken],
    said: &[Vec<Phone>],
    sounds: &[&PronunciationOverride],
) -> Phonemes {
    let mut phonemes = Phonemes::default();
    for (at, (token, phones)) in tokens.iter().zip(said).enumerate() {
        match token {
            EnglishToken::Word(written) => phonemes.push_word(written, phones),
            EnglishToken::Sound(number) => phonemes.push_override(sounds[*number]),
            EnglishToken::Mark('…') => phonemes.mark(ellipsis(&tokens[at + 1..])),
            EnglishToken::Mark(mark) => phonemes.mark(*mark),
            EnglishToken::Unknown(text) => phonemes.unknown.push(text.clone()),
        }
    }
    phonemes.end();
    phonemes
}

/// Dots within a sentence are a pause.
fn ellipsis(behind: &[EnglishToken]) -> char {
    match behind.iter().find(|token| !matches!(token, EnglishToken::Unknown(_))) {
        Some(EnglishToken::Word(next))
            if next.letters.starts_with(|c: char| c.is_ascii_lowercase()) =>
        {
            ','
        }
        _ => '.',
    }
}

impl Phonemes {
    /// Adds a word, or a part of one that has begun.
    fn push_word(&mut self, written: &WordToken, phones: &[Phone]) {
        if written.joint != Joint::Hyphen && !self.symbols.is_empty() {
            self.symbols.push(' ');
        }
        let start = self.symbols.len();
        for phone in phones {
            if phone.stress() == Some(Stress::Primary) {
                self.symbols.push('ˈ');
            }
            self.symbols.extend(phone.ipa().chars());
        }
        let end = self.symbols.len();
        match self.words.last_mut() {
            Some(word) if written.joint != Joint::None => {
                word.text.end = written.range.end;
                word.symbols.end = end;
            }
            _ => {
                self.words.push(WordAlignment { text: written.range.clone(), symbols: start..end });
            }
        }
    }

    /// Adds the user's own sounds.
    fn push_override(&mut self, sound: &PronunciationOverride) {
        if !self.symbols.is_empty() {
            self.symbols.push(' ');
        }
        let start = self.symbols.len();
        self.symbols.extend(nfd(&sound.ipa).chars());
        let symbols = start..self.symbols.len();
        self.words.push(WordAlignment { text: sound.from..sound.to, symbols });
    }
}
