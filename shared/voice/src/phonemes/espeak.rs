//! Text to phonemes by espeak-ng, in its hundred languages.
//!
//! espeak-ng is GPL-3, so it is only ever run, never linked. One child is kept, and gets one clause at a time: it drops
//! punctuation and breaks clauses at places of its own, so marks are removed before and added again afterwards.

mod align;
mod clauses;
mod process;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::nfd::nfd;
use super::{Phonemes, Phonemizer, PronunciationOverride, WordAlignment, sorted};
use crate::engine::espeak;
use crate::error::Error;
use clauses::{Clause, clauses, words};
use process::EspeakProcess;

/// Times that a clause is given to a fresh child before it is given up.
const TRIES: usize = 2;

/// Longest wait for a clause, which normally takes about a millisecond; a child that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(5);

/// The espeak-ng phonemizer for one language.
#[derive(Debug)]
pub struct EspeakPhonemizer {
    program: PathBuf,
    version: String,
    language: String,
    child: Option<EspeakProcess>,
    patience: Duration,
}

impl EspeakPhonemizer {
    /// Finds espeak-ng: `program` if it is given, else on the PATH.
    pub fn find(program: Option<&Path>, language: &str) -> Result<Self, Error> {
        let espeak::EspeakEngine { program, version } = espeak::EspeakEngine::find(program)?;
        let language = language.to_owned();
        Ok(Self { program, version, language, child: None, patience: PATIENCE })
    }

    /// The output of espeak-ng for a clause, on one line; a child that failed is replaced.
    fn ask(&mut self, clause: &str) -> Result<String, Error> {
        let mut failed = None;
        for _ in 0..TRIES {
            let mut child = match self.child.take() {
                Some(child) => child,
                None => EspeakProcess::start(&self.program, &self.language, self.patience)?,
            };
            match child.ask(clause) {
                Ok(answer) => {
                    self.child = Some(child);
                    return Ok(answer);
                }
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.unwrap_or_else(|| Error::passing("espeak-ng was not started")))
    }

    fn stretch(
        &mut self,
        text: &str,
        stretch: Range<usize>,
        phonemes: &mut Phonemes,
    ) -> Result<(), Error> {
        for Clause { range, mark } in clauses(text, stretch) {
            let clause = &text[range.clone()];
            let words = words(text, range);
            if !words.is_empty() {
                let answer = plain(&self.ask(&espeak::sanitized(clause))?);
                phonemes.clause(clause, &words, &answer);
            }
            if let Some(mark) = mark {
                phonemes.mark(mark);
            }
        }
        Ok(())
    }
}

impl Phonemizer for EspeakPhonemizer {
    fn id(&self) -> String {
        format!("espeak-ng {} {}", self.version, self.language)
    }

    fn phonemize(
        &mut self,
        text: &str,
        sounds: &[PronunciationOverride],
    ) -> Result<Phonemes, Error> {
        let mut phonemes = Phonemes::default();
        let mut at = 0;
        for sound in sorted(text, sounds) {
            self.stretch(text, at..sound.from, &mut phonemes)?;
            phonemes.space();
            let start = phonemes.symbols.len();
            phonemes.symbols.extend(nfd(&sound.ipa).chars());
            let symbols = start..phonemes.symbols.len();
            phonemes.words.push(WordAlignment { text: sound.from..sound.to, symbols });
            at = sound.to;
        }
        self.stretch(text, at..text.len(), &mut phonemes)?;
        phonemes.end();
        Ok(phonemes)
    }
}

impl Phonemes {
    fn space(&mut self) {
        if !self.symbols.is_empty() {
            self.symbols.push(' ');
        }
    }

    fn clause(&mut self, clause: &str, words: &[(Range<usize>, usize)], answer: &[char]) {
        if answer.is_empty() {
            self.unknown.push(clause.trim().to_owned());
            return;
        }
        self.space();
        let start = self.symbols.len();
        self.symbols.extend(answer);
        let letters: Vec<usize> = words.iter().map(|(_, letters)| *letters).collect();
        for ((text, _), symbols) in words.iter().zip(align::align(&letters, answer)) {
            let symbols = start + symbols.start..start + symbols.end;
            self.words.push(WordAlignment { text: text.clone(), symbols });
        }
    }
}

/// Removes marks of other languages, such as `(en)`, and ties; decomposes.
fn plain(answer: &str) -> Vec<char> {
    let mut plain = vec![];
    let mut in_note = false;
    for c in nfd(answer).chars() {
        match c {
            '(' => in_note = true,
            ')' => in_note = false,
            '\u{361}' | '\u{35C}' | '\u{200D}' | '_' => {}
            _ if in_note => {}
            _ if c.is_whitespace() => {
                if plain.last().is_some_and(|last| *last != ' ') {
                    plain.push(' ');
                }
            }
            _ => plain.push(c),
        }
    }
    while plain.last() == Some(&' ') {
        plain.pop();
    }
    plain
}

#[cfg(test)]
mod tests;
